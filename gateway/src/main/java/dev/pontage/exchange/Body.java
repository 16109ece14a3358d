package dev.pontage.exchange;

/** The request's body, unread until asked for. */
public interface Body {

    /**
     * Reads all of it, bounded; nothing is read from the socket before this is called (100-continue included).
     *
     * <p>Refuses with 413 over {@code maxBytes} (counted, whatever Content-Length says), 503 over the memory that all
     * bodies share, 429 over the holder's share of it, 408 below the minimum rate or after the longest time, 400 when
     * the body ends early.
     *
     * @param holder on whose share it counts: an account, or an address where there is no key
     */
    Step<Bytes> read(int maxBytes, String holder);

    /** The bytes read: the first {@code length} of {@code array}. Nobody changes them. */
    record Bytes(byte[] array, int length) {
        public static final Bytes NONE = new Bytes(new byte[0], 0);
    }
}
