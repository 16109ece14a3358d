package dev.pontage.seal;

/**
 * What a key of the keyset is for; one purpose has one key at a time and nothing is derived from another's.
 *
 * <p>A constant is never renamed: its name stands in the keyset file.
 */
public enum Purpose {
    /** Encrypts secret fields. */
    FIELD,
    /** The pepper: hashes gateway keys for look-up. */
    BIDX,
    /** Authenticates rows and documents. */
    ROW,
    /** Authenticates the audit chain. */
    CHAIN,
    /** Signs sessions. */
    SESSION,
    /** Authenticates groups of the journal. */
    JOURNAL
}
