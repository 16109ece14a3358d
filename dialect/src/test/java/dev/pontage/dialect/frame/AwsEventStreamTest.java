package dev.pontage.dialect.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.json.Malformed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Binary event streams (protocols 5.3 and 13)")
class AwsEventStreamTest {
    private static final AwsEventStream.Payload NOBODY = (b, from, to) -> {};

    /** Published frames: name, bytes, payload, one header's name and its value. */
    static final List<Arguments> VECTORS = List.of(
            Arguments.of("empty", "000000100000000005c248eb7d98c8ff", "", "none", null),
            Arguments.of(
                    "payload without headers",
                    "0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936",
                    "{'foo':'bar'}",
                    "none",
                    null),
            Arguments.of(
                    "one string header",
                    "0000003d0000002007fd83960c" + hex("content-type") + "070010" + hex("application/json")
                            + "7b27666f6f273a27626172277d8d9c08b1",
                    "{'foo':'bar'}",
                    "content-type",
                    "application/json"),
            Arguments.of(
                    "error",
                    "0000005200000042bf23637e0d" + hex(":message-type") + "070005" + hex("error") + "0b"
                            + hex(":error-code") + "070004" + hex("code") + "0e" + hex(":error-message") + "070007"
                            + hex("message") + "6b6cea3d",
                    "",
                    ":error-message",
                    "message"),
            Arguments.of(
                    "messageStart",
                    "0000007f000000529bc598af0b3a6576656e742d7479706507000c6d65737361676553746172740d3a636f6e74656e742d"
                            + "747970650700106170706c69636174696f6e2f6a736f6e0d3a6d6573736167652d7479"
                            + "70650700056576656e747b"
                            + "2270223a226162222c22726f6c65223a22617373697374616e74227d362c6c18",
                    "{\"p\":\"ab\",\"role\":\"assistant\"}",
                    ":event-type",
                    "messageStart"),
            Arguments.of(
                    "contentBlockDelta",
                    "0000009f00000057c37babff0b3a6576656e742d74797065070011636f6e74656e74426c6f636b44656c74610d3a636f6e"
                            + "74656e742d747970650700106170706c69636174696f6e2f6a736f6e0d3a6d65737361"
                            + "67652d74797065070005"
                            + "6576656e747b22636f6e74656e74426c6f636b496e646578223a302c2264656c746122"
                            + "3a7b2274657874223a22"
                            + "4869227d2c2270223a2261626364227df2ace5ff",
                    "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hi\"},\"p\":\"abcd\"}",
                    ":message-type",
                    "event"),
            Arguments.of(
                    "throttlingException",
                    "00000090000000618e91a9b70f3a657863657074696f6e2d747970650700137468726f74746c696e67457863657074696f"
                            + "6e0d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e0d"
                            + "3a6d6573736167652d74"
                            + "797065070009657863657074696f6e7b226d657373616765223a22546f6f206d616e79"
                            + "20726571756573747322"
                            + "7de67f8005",
                    "{\"message\":\"Too many requests\"}",
                    ":exception-type",
                    "throttlingException"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("VECTORS")
    @DisplayName("published frames are read, whole and cut at every byte")
    void vectors(String name, String hex, String payload, String header, String value) {
        byte[] frame = HexFormat.of().parseHex(hex);
        for (int step : new int[] {frame.length, 1, 5}) {
            AwsEventStream stream = new AwsEventStream();
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            int end = -1;
            for (int from = 0; from < frame.length; from += step) {
                assertEquals(-1, end, name);
                end = stream.next(
                        frame, from, Math.min(frame.length, from + step), (b, f, t) -> told.write(b, f, t - f));
            }
            assertEquals(frame.length, end);
            assertEquals(payload, told.toString(StandardCharsets.UTF_8));
            assertEquals(value, stream.text(header));
            assertFalse(stream.midFrame());
            assertEquals(frame.length, stream.length());
            assertEquals(payload.length(), stream.payloadLength());
        }
    }

    @Test
    @DisplayName("frames are made byte for byte as published")
    void made() {
        assertArrayEquals(HexFormat.of().parseHex("000000100000000005c248eb7d98c8ff"), AwsEventStream.frame(utf8("")));
        for (int i : new int[] {4, 5}) {
            @Nullable Object[] vector = VECTORS.get(i).get();
            assertEquals(
                    vector[1],
                    HexFormat.of()
                            .formatHex(AwsEventStream.frame(
                                    utf8(String.valueOf(vector[2])),
                                    ":event-type",
                                    String.valueOf(vector[0]),
                                    ":content-type",
                                    "application/json",
                                    ":message-type",
                                    "event")));
        }
        assertThrows(IllegalArgumentException.class, () -> AwsEventStream.frame(utf8(""), "", "x"));
        assertThrows(IllegalArgumentException.class, () -> AwsEventStream.frame(utf8(""), "x", "y".repeat(65_536)));
    }

    @Test
    @DisplayName("headers of every type are stepped over, and only a string is text")
    void everyType() {
        byte[] frame = withHeaders("0161" + "00" + "0162" + "01" + "0163" + "02ff" + "0164" + "030001" + "0165"
                + "0400000001" + "0166" + "050000000000000001" + "0167" + "060002abcd" + "0168" + "080000000000000001"
                + "0169" + "09" + "00".repeat(16) + "016a" + "070002" + hex("hi"));
        AwsEventStream stream = new AwsEventStream();
        assertEquals(frame.length, stream.next(frame, 0, frame.length, NOBODY));
        assertEquals("hi", stream.text("j"));
        assertNull(stream.text("g"));
        assertNull(stream.text("x"));
    }

    /** What is wrong, and the bytes. */
    static final List<Arguments> WRONG = List.of(
            Arguments.of("'frame' has a wrong checksum of its prelude.", "000000100000000005c248ec7d98c8ff"),
            Arguments.of("'frame' has a wrong checksum.", "000000100000000005c248eb7d98c8fe"),
            Arguments.of("'frame' is shorter than its headers.", prelude(15, 0)),
            Arguments.of("'frame' is shorter than its headers.", prelude(20, 5)),
            Arguments.of("'frame' is shorter than its headers.", prelude(0, 0)),
            Arguments.of("'frame' has more than 131072 bytes of headers.", prelude(131_073 + 16, 131_073)),
            Arguments.of("'frame' has more than 131072 bytes of headers.", prelude(-1, -1)),
            Arguments.of("'frame' has more than 25165824 bytes of payload.", prelude((24 << 20) + 17, 0)),
            Arguments.of("'frame' has more than 25165824 bytes of payload.", prelude(-1, 0)),
            Arguments.of("'frame' has a header that is cut off.", hexOf(withHeaders("05"))),
            Arguments.of("'frame' has a header that is cut off.", hexOf(withHeaders("0161"))),
            Arguments.of("'frame' has a header that is cut off.", hexOf(withHeaders("01610400"))),
            Arguments.of("'frame' has a header that is cut off.", hexOf(withHeaders("016107"))),
            Arguments.of("'frame' has a header that is cut off.", hexOf(withHeaders("0161070009"))),
            Arguments.of("'frame' has a header of an unknown type.", hexOf(withHeaders("01610a"))),
            Arguments.of("'frame' has a header of an unknown type.", hexOf(withHeaders("0161ff"))),
            Arguments.of("'frame' has a header twice.", hexOf(withHeaders("016100" + "016101"))),
            Arguments.of("'frame' has more than 64 headers.", hexOf(withHeaders(many(65)))));

    @ParameterizedTest(name = "{0}")
    @FieldSource("WRONG")
    @DisplayName("what is no frame is refused, cut anywhere, and stays refused")
    void wrong(String message, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertEquals(
                message,
                assertThrows(Malformed.class, () -> new AwsEventStream().next(bytes, 0, bytes.length, NOBODY))
                        .getMessage());
        AwsEventStream stream = new AwsEventStream();
        assertEquals(
                message,
                assertThrows(Malformed.class, () -> {
                            for (int i = 0; i < bytes.length; i++) {
                                stream.next(bytes, i, i + 1, NOBODY);
                            }
                        })
                        .getMessage());
        byte[] good = AwsEventStream.frame(utf8("x"));
        assertThrows(Malformed.class, () -> stream.next(good, 0, good.length, NOBODY));
    }

    @Test
    @DisplayName("64 headers are accepted")
    void mostHeaders() {
        byte[] frame = withHeaders(many(64));
        assertEquals(frame.length, new AwsEventStream().next(frame, 0, frame.length, NOBODY));
    }

    @Test
    @DisplayName("a frame's state is known while it comes")
    void state() {
        byte[] frame = AwsEventStream.frame(utf8("payload"), "a", "b");
        AwsEventStream stream = new AwsEventStream();
        assertFalse(stream.midFrame());
        stream.next(frame, 0, 12, NOBODY);
        assertTrue(stream.midFrame());
        assertFalse(stream.headersRead());
        assertNull(stream.text("a"));
        assertEquals(frame.length, stream.length());
        stream.next(frame, 12, 18, NOBODY);
        assertTrue(stream.headersRead());
        assertEquals(18, stream.position());
        assertEquals("b", stream.text("a"));
    }

    @Property(tries = 300)
    @Label("frames made one after another are read as they were, cut at any two places, and any flipped bit is seen")
    void roundTrip(@ForAll List<String> payloads, @ForAll int first, @ForAll int second, @ForAll int bit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        payloads.forEach(payload -> bytes.writeBytes(AwsEventStream.frame(utf8(payload), "name", payload(payload))));
        byte[] all = bytes.toByteArray();
        List<String> expected = payloads.stream()
                .map(payload -> new String(utf8(payload), StandardCharsets.UTF_8) + '|' + payload(payload))
                .toList();
        assertEquals(expected, read(all, Math.floorMod(first, all.length + 1), Math.floorMod(second, all.length + 1)));
        if (all.length > 0) {
            int at = Math.floorMod(bit, all.length * 8);
            all[at / 8] ^= (byte) (1 << at % 8);
            try {
                assertTrue(read(all, 0, 0).size() < expected.size());
            } catch (Malformed seen) {
                assertTrue(seen.getMessage().startsWith("'frame' "));
            }
        }
    }

    private static String payload(String text) {
        return text.length() > 100 ? "long" : text.replaceAll("[^a-z]", "");
    }

    @Property(tries = 200)
    @Label("the checksum is the JDK's CRC-32, in one piece or two")
    void checksum(@ForAll byte[] bytes, @ForAll int cut) {
        CRC32 known = new CRC32();
        known.update(bytes);
        int at = Math.floorMod(cut, bytes.length + 1);
        assertEquals((int) known.getValue(), AwsEventStream.crc(0, bytes, 0, bytes.length));
        assertEquals(
                (int) known.getValue(),
                AwsEventStream.crc(AwsEventStream.crc(0, bytes, 0, at), bytes, at, bytes.length));
    }

    private static List<String> read(byte[] all, int first, int second) {
        List<String> frames = new ArrayList<>();
        AwsEventStream stream = new AwsEventStream();
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int[] cuts = {0, Math.min(first, second), Math.max(first, second), all.length};
        for (int i = 1; i < cuts.length; i++) {
            byte[] piece = Arrays.copyOfRange(all, cuts[i - 1], cuts[i]);
            int at = 0;
            while (at >= 0 && at < piece.length) {
                at = stream.next(piece, at, piece.length, (b, from, to) -> payload.write(b, from, to - from));
                if (at >= 0) {
                    frames.add(payload.toString(StandardCharsets.UTF_8) + '|' + stream.text("name"));
                    payload.reset();
                }
            }
        }
        return frames;
    }

    private static String many(int count) {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < count; i++) {
            headers.append("01").append(HexFormat.of().toHexDigits((byte) i)).append("00");
        }
        return headers.toString();
    }

    private static byte[] withHeaders(String headersHex) {
        byte[] headers = HexFormat.of().parseHex(headersHex);
        byte[] frame = new byte[16 + headers.length];
        byte[] start = HexFormat.of().parseHex(prelude(frame.length, headers.length));
        System.arraycopy(start, 0, frame, 0, 12);
        System.arraycopy(headers, 0, frame, 12, headers.length);
        byte[] crc =
                HexFormat.of().parseHex(HexFormat.of().toHexDigits(AwsEventStream.crc(0, frame, 0, frame.length - 4)));
        System.arraycopy(crc, 0, frame, frame.length - 4, 4);
        return frame;
    }

    private static String prelude(int total, int headers) {
        String lengths = HexFormat.of().toHexDigits(total) + HexFormat.of().toHexDigits(headers);
        return lengths
                + HexFormat.of()
                        .toHexDigits(AwsEventStream.crc(0, HexFormat.of().parseHex(lengths), 0, 8));
    }

    private static String hexOf(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(String text) {
        return hexOf(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
