package dev.pontage.resource;

/**
 * A text of documents.
 *
 * @param owner who its resources will belong to
 * @param name as messages call it: the path as it was given
 */
public record SourceText(Owner owner, String name, String text) {

    /** The text of a file given to {@code -f}. */
    public static SourceText file(String name, String text) {
        return new SourceText(Owner.file(name), name, text);
    }
}
