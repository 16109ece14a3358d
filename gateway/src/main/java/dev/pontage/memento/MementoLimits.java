package dev.pontage.memento;

/**
 * The bounds of what is kept for tool calls.
 *
 * @param bytes what all of it may take ({@code memento.bytes})
 * @param keptMillis how long a call's state is kept ({@code memento.keptMillis})
 * @param entryBytes the most that one call's state may take
 * @param requestBytes how much one request may get back
 */
public record MementoLimits(long bytes, long keptMillis, int entryBytes, long requestBytes) {
    public static final MementoLimits DEFAULT = new MementoLimits(64 << 20, 3_600_000, 512 << 10, 2 << 20);
}
