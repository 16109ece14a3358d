package dev.pontage.dialect.chat;

/** Who speaks in a {@link Turn}. A tool's result is part of a turn of the user. */
public enum Role {
    /** Instructions, wherever they stand between the turns ({@code system}, {@code developer}). */
    SYSTEM,
    USER,
    ASSISTANT
}
