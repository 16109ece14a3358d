package dev.pontage.dialect.chat;

/** The request that everything up to here be cached upstream, and for how long. */
public enum CacheMark {
    FIVE_MINUTES,
    ONE_HOUR
}
