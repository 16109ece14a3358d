package dev.pontage.egress.fetch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** An answer of HTTP/1.1 (RFC 9112): its head, and its body as a stream that ends where the framing says. */
final class GetAnswer {
    private static final int MAX_INTERIM = 8;
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

    private GetAnswer(InputStream in, int maxHeadBytes) {
        this.in = in;
        this.maxHeadBytes = maxHeadBytes;
    }

    /** Reads the head; lines of chunks count against its bound, too. */
    static GetAnswer read(InputStream in, int maxHeadBytes) throws IOException, Unfetched {
        GetAnswer answer = new GetAnswer(new BufferedInputStream(in), maxHeadBytes);
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
        throw garbled();
    }

    int status() {
        return status;
    }

    /** The last value of a field; empty if there is none. */
    String field(String lowerCaseName) {
        return fields.getOrDefault(lowerCaseName, "");
    }

    /** How long the body says that it is; negative if it does not say. */
    long announced() {
        return chunked ? -1 : left;
    }

    /** Reads some of the body; -1 at its end. An end that came too early is an error. */
    int body(byte[] into, int from, int most) throws IOException, Unfetched {
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
            throw new EOFException("cut");
        }
        left -= count;
        if (chunked && left == 0 && !line().isEmpty()) {
            throw garbled();
        }
        return count;
    }

    private void nextChunk() throws IOException, Unfetched {
        String line = line();
        int extension = line.indexOf(';');
        left = number(
                extension < 0 ? line.strip() : line.substring(0, extension).strip(), 16);
        ended = left == 0;
    }

    private int statusLine() throws IOException, Unfetched {
        String line = line();
        boolean fits = line.length() >= 12 && line.startsWith("HTTP/1.") && line.charAt(8) == ' ';
        int code = fits ? (int) number(line.substring(9, 12), 10) : 0;
        if (code < 100) {
            throw garbled();
        }
        return code;
    }

    private Map<String, String> fieldLines() throws IOException, Unfetched {
        Map<String, String> read = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw garbled();
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String before = read.put(name, line.substring(colon + 1).strip());
            if (before != null && (name.equals("content-length") || name.equals("transfer-encoding"))) {
                throw garbled();
            }
        }
        return read;
    }

    private long framing() throws Unfetched {
        String coding = field("transfer-encoding");
        if (!coding.isEmpty()) {
            if (!coding.equalsIgnoreCase("chunked") || fields.containsKey("content-length")) {
                throw garbled();
            }
            return CHUNKED;
        }
        String length = field("content-length");
        return length.isEmpty() ? UNTIL_CLOSE : number(length, 10);
    }

    private static long number(String digits, int radix) throws Unfetched {
        boolean fits = !digits.isEmpty()
                && digits.length() <= 15
                && digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
        if (!fits) {
            throw garbled();
        }
        return Long.parseLong(digits, radix);
    }

    private String line() throws IOException, Unfetched {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("cut");
            }
            if (++headBytes > maxHeadBytes) {
                throw garbled();
            }
            line.append((char) c);
        }
        int end = line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    private static Unfetched garbled() {
        return Unfetched.because("its server does not speak HTTP/1.1");
    }
}
