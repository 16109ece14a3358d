package dev.pontage.egress;

/** What a look at a URL tells: a place that may be asked for, or why it may not. */
public sealed interface Destination permits Place, Destination.Forbidden {

    /** No connection. {@code reason} is for the operator: it names what is wrong, never a secret. */
    record Forbidden(String reason) implements Destination {}
}
