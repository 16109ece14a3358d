package dev.pontage.exchange;

/** A request that may cost money: from here on there is exactly one receipt. */
public record Admitted(Planned planned, Permit permit) {}
