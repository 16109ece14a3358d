package dev.pontage.egress.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An answer of HTTP/1.1 (RFC 9112): its head, and its body as a stream that ends where the framing says.
 *
 * <p>What is no HTTP is a {@link ProtocolException}, what ends too early an {@link EOFException}; neither quotes it.
 */
public final class HttpAnswer {
    private static final int MAX_INTERIM = 8;
    private static final int PIECE_BYTES = 8 << 10;
    private static final long UNTIL_CLOSE = -1;
    private static final long CHUNKED = -2;

    private final InputStream in;
    private final int maxHeadBytes;
    private int headBytes;
    private int status;
    private Map<String, String> fields = Map.of();
    private long left;
    private boolean chunked;
    private boolean ended;

    private HttpAnswer(InputStream in, int maxHeadBytes) {
        this.in = in;
        this.maxHeadBytes = maxHeadBytes;
    }

    /** Reads the head; lines of chunks count against its bound, too. */
    static HttpAnswer read(InputStream in, int maxHeadBytes) throws IOException {
        HttpAnswer answer = new HttpAnswer(new BufferedInputStream(in), maxHeadBytes);
        for (int i = 0; i < MAX_INTERIM; i++) {
            answer.status = answer.statusLine();
            answer.fields = answer.fieldLines();
            if (answer.status >= 200) {
                answer.left = answer.framing();
                answer.chunked = answer.left == CHUNKED;
                answer.left = answer.chunked ? 0 : answer.left;
                return answer;
            }
        }
        throw new ProtocolException("too many interim answers");
    }

    public int status() {
        return status;
    }

    /** The last value of a field; empty if there is none. */
    public String field(String lowerCaseName) {
        return fields.getOrDefault(lowerCaseName, "");
    }

    /** Whether the body is coded, which is never asked for. */
    public boolean isCoded() {
        String coding = field("content-encoding");
        return !coding.isEmpty() && !coding.equalsIgnoreCase("identity");
    }

    /** How long the body says that it is; negative if it does not say. */
    public long announced() {
        return chunked ? -1 : left;
    }

    /** Reads some of the body; -1 at its end. */
    public int body(byte[] into, int from, int most) throws IOException {
        if (chunked && left == 0 && !ended) {
            nextChunk();
        }
        if (ended || left == 0) {
            return -1;
        }
        int count = in.read(into, from, left == UNTIL_CLOSE ? most : (int) Math.min(most, left));
        if (left == UNTIL_CLOSE) {
            return count;
        }
        if (count < 0) {
            throw cut();
        }
        left -= count;
        if (chunked && left == 0 && !line().isEmpty()) {
            throw new ProtocolException("a chunk longer than it said");
        }
        return count;
    }

    /** Reads all of the body, which may not be longer than that. */
    public byte[] body(int mostBytes) throws IOException {
        if (announced() > mostBytes) {
            throw tooLong(mostBytes);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        for (int count = body(piece, 0, piece.length); count >= 0; count = body(piece, 0, piece.length)) {
            if (whole.size() + count > mostBytes) {
                throw tooLong(mostBytes);
            }
            whole.write(piece, 0, count);
        }
        return whole.toByteArray();
    }

    private static ProtocolException tooLong(int mostBytes) {
        return new ProtocolException("a body over " + mostBytes + " bytes");
    }

    private void nextChunk() throws IOException {
        String line = line();
        int extension = line.indexOf(';');
        left = number(
                extension < 0 ? line.strip() : line.substring(0, extension).strip(), 16);
        ended = left == 0;
    }

    private int statusLine() throws IOException {
        String line = line();
        boolean fits = line.length() >= 12
                && line.startsWith("HTTP/1.")
                && line.charAt(8) == ' '
                && line.substring(9, 12).chars().allMatch(c -> c >= '0' && c <= '9')
                && line.charAt(9) > '0'
                && (line.length() == 12 || line.charAt(12) == ' ');
        if (!fits) {
            throw new ProtocolException("not an answer of HTTP/1.1");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Map<String, String> fieldLines() throws IOException {
        Map<String, String> read = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("a field without a name");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String before = read.put(name, line.substring(colon + 1).strip());
            if (before != null && (name.equals("content-length") || name.equals("transfer-encoding"))) {
                throw new ProtocolException("a body with two lengths");
            }
        }
        return read;
    }

    private long framing() throws ProtocolException {
        if (status == 204 || status == 304) {
            return 0;
        }
        String coding = field("transfer-encoding");
        if (!coding.isEmpty()) {
            if (!coding.equalsIgnoreCase("chunked") || fields.containsKey("content-length")) {
                throw new ProtocolException("a body with two lengths");
            }
            return CHUNKED;
        }
        return fields.containsKey("content-length") ? number(field("content-length"), 10) : UNTIL_CLOSE;
    }

    private static long number(String digits, int radix) throws ProtocolException {
        boolean fits = !digits.isEmpty()
                && digits.length() <= 15
                && digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
        if (!fits) {
            throw new ProtocolException("a length that is none");
        }
        return Long.parseLong(digits, radix);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw cut();
            }
            if (++headBytes > maxHeadBytes) {
                throw new ProtocolException("a head over " + maxHeadBytes + " bytes");
            }
            line.append((char) c);
        }
        int end = line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    private static EOFException cut() {
        return new EOFException("the answer was cut");
    }
}
