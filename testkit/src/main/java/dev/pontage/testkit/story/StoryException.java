package dev.pontage.testkit.story;

/** A story file that cannot be read: the line and what was expected there. */
public final class StoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoryException(int line, String message) {
        super("line " + line + ": " + message);
    }
}
