package dev.pontage.matrix;

/** What became of a thing on its way from one protocol to another. */
enum Outcome {
    /** It arrived as the protocol itself says it. */
    YES("yes"),
    /** It was had another way. */
    EMULATED("emulated"),
    /** It did not arrive, and the client was told which field that is. */
    DROPPED("dropped"),
    /** The client got 400 with the field. */
    REFUSED("refused"),
    /** An answer could not say it to this client. */
    NO("no");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
