package dev.pontage.egress.credential;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one answer of HTTP/1.1 (RFC 9112), head and body bounded. */
final class WebReader {
    private static final int MAX_INTERIM = 8;

    private final InputStream in;
    private final WebLimits limits;
    private int headBytes;

    WebReader(InputStream in, WebLimits limits) {
        this.in = new BufferedInputStream(in);
        this.limits = limits;
    }

    WebAnswer read() throws IOException {
        for (int i = 0; i < MAX_INTERIM; i++) {
            int status = status(line());
            Map<String, String> fields = fields();
            if (status >= 200) {
                return new WebAnswer(status, status == 204 || status == 304 ? new byte[0] : body(fields));
            }
        }
        throw new ProtocolException("too many interim answers");
    }

    private static int status(String line) throws ProtocolException {
        boolean fits = line.length() >= 12
                && line.startsWith("HTTP/1.")
                && line.charAt(8) == ' '
                && line.substring(9, 12).chars().allMatch(c -> c >= '0' && c <= '9')
                && (line.length() == 12 || line.charAt(12) == ' ');
        if (!fits) {
            throw new ProtocolException("not an answer of HTTP/1.1");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Map<String, String> fields() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("a field without a name");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String before = fields.put(name, line.substring(colon + 1).strip());
            if (before != null && (name.equals("content-length") || name.equals("transfer-encoding"))) {
                throw new ProtocolException("a body with two lengths");
            }
        }
        return fields;
    }

    private byte[] body(Map<String, String> fields) throws IOException {
        String coding = fields.get("content-encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new ProtocolException("a coded body, which was not asked for");
        }
        @Nullable String chunked = fields.get("transfer-encoding");
        if (chunked != null) {
            if (!chunked.equalsIgnoreCase("chunked") || fields.containsKey("content-length")) {
                throw new ProtocolException("a body with two lengths");
            }
            return chunks();
        }
        @Nullable String length = fields.get("content-length");
        if (length == null) {
            byte[] rest = in.readNBytes(limits.bodyBytes() + 1);
            return bounded(rest.length, rest);
        }
        int bytes = number(length, 10);
        bounded(bytes, new byte[0]);
        return exactly(bytes);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            int extension = line.indexOf(';');
            int bytes = number(
                    extension < 0 ? line.strip() : line.substring(0, extension).strip(), 16);
            if (bytes == 0) {
                return whole.toByteArray();
            }
            bounded((long) whole.size() + bytes, new byte[0]);
            whole.write(exactly(bytes));
            if (!line().isEmpty()) {
                throw new ProtocolException("a chunk longer than it said");
            }
        }
    }

    private byte[] exactly(int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("the answer was cut");
        }
        return read;
    }

    private byte[] bounded(long bytes, byte[] body) throws ProtocolException {
        if (bytes > limits.bodyBytes()) {
            throw new ProtocolException("a body over " + limits.bodyBytes() + " bytes");
        }
        return body;
    }

    private static int number(String digits, int radix) throws ProtocolException {
        boolean fits = !digits.isEmpty()
                && digits.length() <= 9
                && digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
        long number = fits ? Long.parseLong(digits, radix) : -1;
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new ProtocolException("a length that is none");
        }
        return (int) number;
    }

    /** A line without its end; lines of head and chunks count against the head's bound together. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the answer was cut");
            }
            if (++headBytes > limits.headBytes()) {
                throw new ProtocolException("a head over " + limits.headBytes() + " bytes");
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
