package dev.pontage.store;

/**
 * How far the written books are behind.
 *
 * @param rows receipts not yet in the file
 * @param openExchanges exchanges without a receipt so far
 * @param refused receipts set aside since the start, since the database will never take them
 * @param failures refused writes in a row; above 0 the store is ill
 * @param failingMillis for how long it has been ill
 * @param lastFailure what the last of them said; empty if there is none
 */
public record Lag(int rows, int openExchanges, long refused, int failures, long failingMillis, String lastFailure) {
    static final Lag NONE = new Lag(0, 0, 0, 0, 0, "");
}
