package dev.pontage.cell;

/** An amount taken from a cell, to be settled once. */
public record Reservation(Cell cell, Unit unit, long amount) {

    /** What the amount is in: it decides which figure of a receipt replaces it. */
    public enum Unit {
        NANO_USD
    }
}
