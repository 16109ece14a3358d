package dev.pontage.exchange;

/** A request whose address and rate are in order. */
public record Entered(Known known, Entry entry) {}
