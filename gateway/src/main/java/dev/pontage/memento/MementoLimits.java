package dev.pontage.memento;

/**
 * The bounds of what is kept for tool calls.
 *
 * @param bytes what all of it may take ({@code memento.bytes})
 * @param accountBytes what one account's part of it may take
 * @param keptMillis how long a call's state is kept ({@code memento.keptMillis})
 * @param entryBytes the most that one call's state may take
 * @param requestBytes how much one request may get back
 */
public record MementoLimits(long bytes, long accountBytes, long keptMillis, int entryBytes, long requestBytes) {
    public static final MementoLimits DEFAULT = new MementoLimits(64 << 20, 32 << 20, 3_600_000, 512 << 10, 2 << 20);
}
