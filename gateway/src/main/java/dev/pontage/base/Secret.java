package dev.pontage.base;

/** Text that must not be seen: prints as dots, has no serializer, never equals by accident. */
public final class Secret {
    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** The text itself. Each call is a place to review. */
    public String reveal() {
        return text;
    }

    /** The last four characters, for people who must tell keys apart; dots where the text is too short for that. */
    public String lastFour() {
        return text.length() < 12 ? "••••" : text.substring(text.length() - 4);
    }

    @Override
    public String toString() {
        return "••••";
    }
}
