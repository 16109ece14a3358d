package dev.pontage.exchange;

/** A request that no rule holds back and no cache answers. */
public record Cleared(Admitted admitted) {}
