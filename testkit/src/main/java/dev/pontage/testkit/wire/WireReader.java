package dev.pontage.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads HTTP/1.1 messages from a socket, strictly (RFC 9112): lines end in CRLF, chunk sizes are hexadecimal.
 *
 * <p>It buffers at most {@value #BUFFER_BYTES} bytes ahead of what was asked for.
 */
final class WireReader extends InputStream {
    static final int BUFFER_BYTES = 8 * 1024;
    private static final int HEAD_LIMIT_BYTES = 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    WireReader(InputStream in) {
        this.in = in;
    }

    /** Start line and fields of one message, with its exact bytes. */
    record Head(String startLine, Fields fields, String raw) {}

    /** How a body is delimited. */
    sealed interface Framing {
        /** The field Content-Length. */
        record Length(long bytes) implements Framing {}

        /** The transfer coding chunked. */
        record Chunked() implements Framing {}

        /** The end of the connection. */
        record UntilClose() implements Framing {}
    }

    /** The next head; empty if the connection ended before its first byte. */
    Optional<Head> head() throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        String startLine = line(raw);
        if (raw.size() == 0) {
            return Optional.empty();
        }
        List<Fields.Field> fields = new ArrayList<>();
        for (String line = line(raw); !line.isEmpty(); line = line(raw)) {
            if (line.indexOf(':') <= 0) {
                throw new IOException("not a field line: " + line);
            }
            fields.add(Fields.field(line));
        }
        return Optional.of(new Head(startLine, new Fields(fields), raw.toString(StandardCharsets.ISO_8859_1)));
    }

    /** The body under that framing, as a stream that throws {@link EOFException} where the message was cut. */
    InputStream body(Framing framing) {
        return switch (framing) {
            case Framing.Length length -> new LengthBody(length.bytes());
            case Framing.Chunked _ -> new ChunkedBody();
            case Framing.UntilClose _ -> this;
        };
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    /** One line without its CRLF; the bytes read go to {@code raw} too. Empty at the end of the connection. */
    private String line(ByteArrayOutputStream raw) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int last = -1;
        while (true) {
            int next = read();
            if (next < 0) {
                if (raw.size() == 0) {
                    return "";
                }
                throw new EOFException("cut in a head after: " + raw.toString(StandardCharsets.ISO_8859_1));
            }
            raw.write(next);
            if (raw.size() > HEAD_LIMIT_BYTES) {
                throw new IOException("a head over " + HEAD_LIMIT_BYTES + " bytes");
            }
            if (next == '\n') {
                if (last != '\r') {
                    throw new IOException("bare LF in a head: " + raw.toString(StandardCharsets.ISO_8859_1));
                }
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.substring(0, text.length() - 1);
            }
            line.write(next);
            last = next;
        }
    }

    private final class LengthBody extends InputStream {
        private long left;

        LengthBody(long left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = WireReader.this.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("cut with " + left + " body bytes to come");
            }
            left -= count;
            return count;
        }
    }

    private final class ChunkedBody extends InputStream {
        private long left;
        private boolean first = true;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (!ended && left == 0) {
                nextChunk();
            }
            if (ended) {
                return -1;
            }
            int count = WireReader.this.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("cut inside a chunk with " + left + " bytes to come");
            }
            left -= count;
            return count;
        }

        private void nextChunk() throws IOException {
            if (!first && !chunkLine().isEmpty()) {
                throw new IOException("a chunk is longer than its size says");
            }
            first = false;
            String size = chunkLine();
            int semicolon = size.indexOf(';');
            try {
                left = Long.parseLong(semicolon < 0 ? size : size.substring(0, semicolon), 16);
            } catch (NumberFormatException malformed) {
                throw new IOException("not a chunk size: " + size, malformed);
            }
            if (left == 0) {
                String trailer = chunkLine();
                while (!trailer.isEmpty()) {
                    trailer = chunkLine();
                }
                ended = true;
            }
        }

        private String chunkLine() throws IOException {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            String line = line(raw);
            if (raw.size() == 0) {
                throw new EOFException("cut between chunks");
            }
            return line;
        }
    }
}
