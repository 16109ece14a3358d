package dev.pontage.architecture.wrong.exchange;

/** A record of the chain. */
public record Known(String caller) {}
