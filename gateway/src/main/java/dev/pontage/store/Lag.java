package dev.pontage.store;

/**
 * How far the written books are behind.
 *
 * @param rows receipts not yet in the file
 * @param openExchanges exchanges without a receipt so far
 * @param failures refused writes in a row; above 0 the store is ill
 * @param lastFailure what the last of them said; empty if there is none
 */
public record Lag(int rows, int openExchanges, int failures, String lastFailure) {
    static final Lag NONE = new Lag(0, 0, 0, "");
}
