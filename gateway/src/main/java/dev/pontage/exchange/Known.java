package dev.pontage.exchange;

/** A request whose caller is known. */
public record Known(Head head, Caller caller) {}
