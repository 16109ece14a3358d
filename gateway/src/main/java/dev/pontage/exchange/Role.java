package dev.pontage.exchange;

/** What a caller of the control plane must be; every control-plane route names one. */
public enum Role {
    /** Anybody: only for what carries no secret, such as health. */
    ANYONE,
    /** Whoever holds the operator's token. */
    OPERATOR
}
