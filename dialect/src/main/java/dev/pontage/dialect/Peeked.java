package dev.pontage.dialect;

/** The outcome of a peek: what the request says, or why it is refused. */
public sealed interface Peeked permits Peek, Peeked.Refused {

    /** The request breaks its dialect or a limit. */
    record Refused(Refusal refusal) implements Peeked {}
}
