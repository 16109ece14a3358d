package dev.pontage.demo;

/** The mark at the beginning of whatever the demo provider says, so that nobody takes it for a model's answer. */
final class Mark {
    static final String TEXT = "[demo]";

    private Mark() {}
}
