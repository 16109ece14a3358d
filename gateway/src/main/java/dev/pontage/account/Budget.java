package dev.pontage.account;

/**
 * Money that may be spent in a calendar period.
 *
 * @param nanoUsd the most, in nano-USD, at least 0
 */
public record Budget(long nanoUsd, Period period) {

    /** A calendar period, in UTC until accounts have time zones. */
    public enum Period {
        DAY
    }
}
