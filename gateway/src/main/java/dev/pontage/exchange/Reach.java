package dev.pontage.exchange;

/** How far an attempt got before it failed. */
public enum Reach {
    /** No byte of the request went up: trying again costs nothing. */
    NOT_SENT,
    /** Something went up: the upstream may have begun to work, and to charge. */
    SENT,
    /** The client has seen something that means something: nothing is tried again. */
    COMMITTED
}
