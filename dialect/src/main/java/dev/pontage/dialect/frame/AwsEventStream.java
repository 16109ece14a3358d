package dev.pontage.dialect.frame;

import dev.pontage.dialect.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A splitter of a binary event stream ({@code application/vnd.amazon.eventstream}, protocols 5.3) into frames, fed in
 * pieces cut anywhere; it also makes frames.
 *
 * <p>It keeps a frame's headers and none of its payload, so its memory is bounded by {@link #HEADERS_LIMIT_BYTES}. Both
 * checksums are verified; the payload is told before the second one is known. It belongs to one thread at a time.
 */
public final class AwsEventStream {
    /** The first bytes of a frame: its length, its headers' length, and a checksum of both. */
    public static final int PRELUDE_BYTES = 12;

    /** The last bytes of a frame. */
    public static final int CHECKSUM_BYTES = 4;

    public static final int HEADERS_LIMIT_BYTES = 128 * 1024;
    public static final int PAYLOAD_LIMIT_BYTES = 24 << 20;

    /** How many headers a frame may have; the protocol says nothing, services send four. */
    public static final int HEADERS_LIMIT = 64;

    private static final int OVERHEAD_BYTES = PRELUDE_BYTES + CHECKSUM_BYTES;
    private static final int STRING = 7;

    /** Bytes of a header's value by its type; negative: two bytes of length come first. */
    private static final int[] VALUE_BYTES = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

    private static final int[] TABLE = table();
    private static final byte[] BLANKS = blanks();

    /** Prelude, then headers; ends with the headers, for the payload is not kept. */
    private final Gathered head = new Gathered();

    /** Of each header: where its name begins in {@link #head}, and where its value begins and ends. */
    private final int[] headers = new int[3 * HEADERS_LIMIT];

    private int headerCount;
    private int read;
    private int total;
    private int headersEnd;
    private boolean headersRead;
    private int crc;
    private int declared;
    private boolean ended;
    private @Nullable Malformed broken;

    /**
     * Reads on to the end of the frame at hand, which the accessors then describe until the next call.
     *
     * @return the offset just after the frame, or -1 when the input is used up
     * @throws Malformed if this is no frame, or one beyond a limit, and again at every later call
     */
    public int next(byte[] b, int from, int to, Payload sink) {
        Objects.checkFromToIndex(from, to, b.length);
        if (broken != null) {
            throw broken;
        }
        if (ended) {
            begin();
        }
        int i = from;
        while (i < to) {
            if (!headersRead) {
                i = head(b, i, to);
            } else if (read < total - CHECKSUM_BYTES) {
                i = payload(b, i, to, sink);
            } else {
                declared = (declared << 8) | (b[i] & 0xff);
                i++;
                read++;
            }
            if (headersRead && read == total) {
                end();
                return i;
            }
        }
        return -1;
    }

    private void begin() {
        ended = false;
        headersRead = false;
        headerCount = 0;
        read = 0;
        crc = 0;
        declared = 0;
        head.clear();
    }

    private int head(byte[] b, int from, int to) {
        int wanted = read < PRELUDE_BYTES ? PRELUDE_BYTES : headersEnd;
        int taken = Math.min(to - from, wanted - read);
        head.add(b, from, from + taken);
        read += taken;
        if (read == PRELUDE_BYTES && wanted == PRELUDE_BYTES) {
            prelude();
        }
        if (read >= PRELUDE_BYTES && read == headersEnd) {
            crc = crc(0, head.bytes(), 0, headersEnd);
            headers();
            headersRead = true;
        }
        return from + taken;
    }

    private void prelude() {
        byte[] bytes = head.bytes();
        if (crc(0, bytes, 0, 8) != number(bytes, 8)) {
            throw broken("has a wrong checksum of its prelude");
        }
        long length = Integer.toUnsignedLong(number(bytes, 0));
        long headersLength = Integer.toUnsignedLong(number(bytes, 4));
        if (headersLength > HEADERS_LIMIT_BYTES) {
            throw broken("has more than " + HEADERS_LIMIT_BYTES + " bytes of headers");
        }
        long payloadLength = length - headersLength - OVERHEAD_BYTES;
        if (payloadLength < 0) {
            throw broken("is shorter than its headers");
        }
        if (payloadLength > PAYLOAD_LIMIT_BYTES) {
            throw broken("has more than " + PAYLOAD_LIMIT_BYTES + " bytes of payload");
        }
        total = (int) length;
        headersEnd = PRELUDE_BYTES + (int) headersLength;
    }

    private int payload(byte[] b, int from, int to, Payload sink) {
        int end = from + Math.min(to - from, total - CHECKSUM_BYTES - read);
        crc = crc(crc, b, from, end);
        read += end - from;
        sink.payload(b, from, end);
        return end;
    }

    private void end() {
        if (crc != declared) {
            throw broken("has a wrong checksum");
        }
        ended = true;
    }

    private Malformed broken(String problem) {
        broken = new Malformed("frame", problem);
        return broken;
    }

    // ---- headers

    private void headers() {
        byte[] bytes = head.bytes();
        int at = PRELUDE_BYTES;
        while (at < headersEnd) {
            int name = at + 1;
            int type = name + (bytes[at] & 0xff);
            if (type >= headersEnd) {
                throw broken("has a header that is cut off");
            }
            int value = type + 1;
            int length = valueBytes(bytes, type);
            if (VALUE_BYTES[bytes[type]] < 0) {
                value += 2;
            }
            at = value + length;
            if (at > headersEnd) {
                throw broken("has a header that is cut off");
            }
            add(bytes, name, value, at);
        }
    }

    private int valueBytes(byte[] bytes, int type) {
        if (bytes[type] < 0 || bytes[type] >= VALUE_BYTES.length) {
            throw broken("has a header of an unknown type");
        }
        int length = VALUE_BYTES[bytes[type]];
        if (length >= 0) {
            return length;
        }
        if (type + 3 > headersEnd) {
            throw broken("has a header that is cut off");
        }
        return ((bytes[type + 1] & 0xff) << 8) | (bytes[type + 2] & 0xff);
    }

    private void add(byte[] bytes, int name, int value, int end) {
        if (headerCount == HEADERS_LIMIT) {
            throw broken("has more than " + HEADERS_LIMIT + " headers");
        }
        int length = bytes[name - 1] & 0xff;
        for (int i = 0; i < headerCount; i++) {
            int other = headers[3 * i];
            int otherLength = bytes[other - 1] & 0xff;
            if (Arrays.equals(bytes, name, name + length, bytes, other, other + otherLength)) {
                throw broken("has a header twice");
            }
        }
        int at = 3 * headerCount++;
        headers[at] = name;
        headers[at + 1] = value;
        headers[at + 2] = end;
    }

    /** The value of the frame's header of this name if it is a string; null if there is none. */
    public @Nullable String text(String name) {
        if (!headersRead) {
            return null;
        }
        byte[] bytes = head.bytes();
        for (int i = 0; i < headerCount; i++) {
            int at = headers[3 * i];
            if (isNamed(bytes, at, name) && bytes[at + name.length()] == STRING) {
                return new String(
                        bytes, headers[3 * i + 1], headers[3 * i + 2] - headers[3 * i + 1], StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private static boolean isNamed(byte[] bytes, int at, String name) {
        if ((bytes[at - 1] & 0xff) != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    // ---- the frame so far

    /** Whether a frame has begun and not ended. */
    public boolean midFrame() {
        return read > 0 && !ended;
    }

    /** Whether all headers of the frame at hand are here. */
    public boolean headersRead() {
        return headersRead;
    }

    /** Bytes of the whole frame at hand; 0 until its prelude is here. */
    public int length() {
        return read < PRELUDE_BYTES ? 0 : total;
    }

    /** Bytes of the frame at hand that were read. */
    public int position() {
        return read;
    }

    /** Bytes of the frame's payload, whether they are here or not; the prelude has to be. */
    public int payloadLength() {
        return total - headersEnd - CHECKSUM_BYTES;
    }

    /**
     * Tells bytes that end the frame at hand, of which everything read so far was passed on, so that its reader has to
     * refuse it: blanks for what is missing and a checksum that is wrong. For a stream that only stops looks complete
     * to many readers. The frame's headers have to be here; afterwards this stream is used up.
     */
    public void spoil(Payload sink) {
        int missing = total - CHECKSUM_BYTES - read;
        while (missing > 0) {
            int length = Math.min(missing, BLANKS.length);
            sink.payload(BLANKS, 0, length);
            crc = crc(crc, BLANKS, 0, length);
            missing -= length;
        }
        byte[] wrong = new byte[CHECKSUM_BYTES];
        put(wrong, 0, ~crc);
        sink.payload(wrong, 0, wrong.length);
    }

    // ---- making frames

    /**
     * A frame.
     *
     * @param namesAndValues headers: name, value, name, value; all become strings
     * @throws IllegalArgumentException if it would be beyond a limit
     */
    public static byte[] frame(byte[] payload, String... namesAndValues) {
        Gathered headers = new Gathered();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            byte[] name = namesAndValues[i].getBytes(StandardCharsets.UTF_8);
            byte[] value = namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8);
            if (name.length == 0 || name.length > 0xff || value.length > 0xffff) {
                throw new IllegalArgumentException("a header's name or value is too long");
            }
            byte[] start = {(byte) name.length};
            byte[] middle = {STRING, (byte) (value.length >> 8), (byte) value.length};
            headers.add(start, 0, 1);
            headers.add(name, 0, name.length);
            headers.add(middle, 0, 3);
            headers.add(value, 0, value.length);
        }
        if (headers.length() > HEADERS_LIMIT_BYTES || payload.length > PAYLOAD_LIMIT_BYTES) {
            throw new IllegalArgumentException("a frame is too long");
        }
        byte[] frame = new byte[OVERHEAD_BYTES + headers.length() + payload.length];
        put(frame, 0, frame.length);
        put(frame, 4, headers.length());
        put(frame, 8, crc(0, frame, 0, 8));
        System.arraycopy(headers.bytes(), 0, frame, PRELUDE_BYTES, headers.length());
        System.arraycopy(payload, 0, frame, PRELUDE_BYTES + headers.length(), payload.length);
        put(frame, frame.length - CHECKSUM_BYTES, crc(0, frame, 0, frame.length - CHECKSUM_BYTES));
        return frame;
    }

    private static void put(byte[] bytes, int at, int number) {
        bytes[at] = (byte) (number >> 24);
        bytes[at + 1] = (byte) (number >> 16);
        bytes[at + 2] = (byte) (number >> 8);
        bytes[at + 3] = (byte) number;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }

    /** CRC-32 (ISO 3309, the reflected polynomial), going on from that of the bytes before; 0 begins. */
    static int crc(int before, byte[] b, int from, int to) {
        int crc = ~before;
        for (int i = from; i < to; i++) {
            crc = TABLE[(crc ^ b[i]) & 0xff] ^ (crc >>> 8);
        }
        return ~crc;
    }

    private static byte[] blanks() {
        byte[] blanks = new byte[8_192];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320;
            }
            table[i] = crc;
        }
        return table;
    }

    /** Takes a frame's payload as it comes, in pieces; its headers are known by then. */
    @FunctionalInterface
    public interface Payload {
        void payload(byte[] b, int from, int to);
    }
}
