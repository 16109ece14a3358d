package dev.pontage.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * AWS event-stream frames as lines of text: {@code messageStart {"role":"assistant"}}, with a {@code !} before the name
 * of an exception.
 *
 * <p>Written from the format's description alone (protocols 5.4), so that it proves the gateway's own.
 */
public final class EventFrames {
    private static final int PRELUDE_BYTES = 8;
    private static final int CRC_BYTES = 4;
    private static final int STRING = 7;

    private EventFrames() {}

    /** The frames of lines, one each; empty lines say nothing. */
    public static byte[] encode(String lines) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (String line : lines.split("\n", -1)) {
            if (!line.isBlank()) {
                int blank = line.indexOf(' ');
                frames.writeBytes(frame(line.substring(0, blank), line.substring(blank + 1)));
            }
        }
        return frames.toByteArray();
    }

    private static byte[] frame(String name, String payload) {
        boolean exception = name.startsWith("!");
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        header(headers, exception ? ":exception-type" : ":event-type", exception ? name.substring(1) : name);
        header(headers, ":content-type", "application/json");
        header(headers, ":message-type", exception ? "exception" : "event");
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        int total = PRELUDE_BYTES + CRC_BYTES + headers.size() + body.length + CRC_BYTES;
        ByteBuffer frame = ByteBuffer.allocate(total).putInt(total).putInt(headers.size());
        frame.putInt(crc(frame.array(), PRELUDE_BYTES))
                .put(headers.toByteArray())
                .put(body);
        return frame.putInt(crc(frame.array(), total - CRC_BYTES)).array();
    }

    private static void header(ByteArrayOutputStream headers, String name, String value) {
        headers.write(name.length());
        headers.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        headers.write(STRING);
        headers.write(value.length() >> 8);
        headers.write(value.length());
        headers.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The lines of frames, each ended by a line feed; what is no whole frame, or has a wrong checksum, is told in place
     * of the rest.
     */
    public static String decode(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            int total = rest.remaining() < PRELUDE_BYTES + CRC_BYTES ? 0 : rest.getInt(rest.position());
            if (total < PRELUDE_BYTES + 2 * CRC_BYTES || total > rest.remaining()) {
                return lines.append("(half a frame)\n").toString();
            }
            byte[] frame = new byte[total];
            rest.get(frame);
            lines.append(line(frame)).append('\n');
        }
        return lines.toString();
    }

    private static String line(byte[] bytes) {
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        int headersBytes = frame.getInt(4);
        if (frame.getInt(PRELUDE_BYTES) != crc(bytes, PRELUDE_BYTES)
                || frame.getInt(bytes.length - CRC_BYTES) != crc(bytes, bytes.length - CRC_BYTES)) {
            return "(a wrong checksum)";
        }
        int at = PRELUDE_BYTES + CRC_BYTES;
        Map<String, String> headers = new LinkedHashMap<>();
        int end = at + headersBytes;
        while (at < end) {
            int nameBytes = bytes[at];
            String name = new String(bytes, at + 1, nameBytes, StandardCharsets.US_ASCII);
            int length = frame.getShort(at + 2 + nameBytes);
            headers.put(name, new String(bytes, at + 4 + nameBytes, length, StandardCharsets.UTF_8));
            at += 4 + nameBytes + length;
        }
        String payload = new String(bytes, end, bytes.length - CRC_BYTES - end, StandardCharsets.UTF_8);
        String event = headers.get(":event-type");
        return (event == null ? "!" + headers.get(":exception-type") : event) + " " + payload;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
