package dev.pontage.testkit.simulator;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A message of AWS's binary event stream, written from its specification (protocols 5.3). */
final class EventFrame {
    private static final int STRING = 7;
    private static final int AROUND_BYTES = 16;

    private EventFrame() {}

    static byte[] event(String type, String json) {
        return frame(json, ":event-type", type, ":content-type", "application/json", ":message-type", "event");
    }

    static byte[] exception(String type, String json) {
        return frame(json, ":exception-type", type, ":content-type", "application/json", ":message-type", "exception");
    }

    /** An error that no model describes: all of it in the headers. */
    static byte[] error(String code, String message) {
        return frame("", ":error-code", code, ":error-message", message, ":message-type", "error");
    }

    /** The same with a payload that its checksum does not fit. */
    static byte[] garbled(byte[] frame) {
        byte[] garbled = frame.clone();
        garbled[garbled.length - 6] ^= 1;
        return garbled;
    }

    private static byte[] frame(String payload, String... headers) {
        try {
            byte[] body = payload.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream names = new ByteArrayOutputStream();
            DataOutputStream head = new DataOutputStream(names);
            for (int i = 0; i < headers.length; i += 2) {
                byte[] name = headers[i].getBytes(StandardCharsets.UTF_8);
                byte[] value = headers[i + 1].getBytes(StandardCharsets.UTF_8);
                head.writeByte(name.length);
                head.write(name);
                head.writeByte(STRING);
                head.writeShort(value.length);
                head.write(value);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(AROUND_BYTES + names.size() + body.length);
            out.writeInt(names.size());
            out.writeInt(checksum(bytes.toByteArray()));
            out.write(names.toByteArray());
            out.write(body);
            out.writeInt(checksum(bytes.toByteArray()));
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
