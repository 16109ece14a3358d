package dev.pontage.dialect.chat;

/** Why an answer ended; protocols.md 9.2 has every protocol's word for each. */
public enum Finish {
    /** It was complete. */
    END,
    /** A stop string of the request came up. */
    STOP_STRING,
    /** The most tokens asked for were reached. */
    TOKEN_LIMIT,
    /** The model's context is full. */
    CONTEXT_FULL,
    /** The model calls tools and waits for their results. */
    TOOL_CALLS,
    /** A content policy cut it, or the model refused. */
    POLICY,
    /** The model refused in words of its own, where the protocol gives those a place and no reason of their own. */
    REFUSED,
    /** The upstream paused a long turn and wants it sent back to go on. */
    PAUSED,
    /** The model wrote a tool call that cannot be read. */
    BAD_TOOL_CALL,
    /** Another reason of the upstream's own. */
    OTHER
}
