package dev.pontage.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("F-16: an answer coded against our wish is decoded once, bounded")
final class CodedAnswersTest {
    private final Rig rig = new Rig(new CallLimits(30_000, 4_096, 65_536, 16, 1_000_000, 100));
    private final ScriptedUpstream upstream = ScriptedUpstream.start();

    @AfterEach
    void close() {
        rig.close();
        upstream.close();
    }

    private Heard ask(String coding, byte[] body, boolean slowly) {
        Answer answer = Answer.head(200, Answer.Framing.LENGTH, "content-encoding: " + coding, "x-other: 1")
                .write(body);
        upstream.answer(slowly ? answer.byteByByte() : answer);
        return rig.ask(upstream.baseUrl()).heard();
    }

    @Test
    @DisplayName("gzip and deflate, with and without a zlib header, however they are cut")
    void decodes() {
        byte[] text = text(20_000);
        for (boolean slowly : new boolean[] {false, true}) {
            byte[] plain = slowly ? Arrays.copyOf(text, 300) : text;
            for (Coding coding : List.of(
                    new Coding("gzip", gzip(plain)),
                    new Coding("X-GZIP", gzip(plain)),
                    new Coding("gzip", withEveryHeaderField(plain)),
                    new Coding("deflate", deflate(plain, false)),
                    new Coding("deflate", deflate(plain, true)))) {
                Heard heard = ask(coding.name(), coding.body(), slowly);
                assertEquals(new String(plain, StandardCharsets.US_ASCII), heard.awaitEnd(), coding.name());
                assertNull(heard.headers().first("content-encoding"));
                assertNull(heard.headers().first("content-length"));
                StringBuilder names = new StringBuilder();
                heard.headers().forEach((name, _) -> names.append(name).append(' '));
                assertEquals("x-other ", names.toString());
            }
        }
        assertEquals(1, upstream.connectionsEver());
    }

    @Test
    @DisplayName("identity is no coding")
    void passesIdentity() {
        Heard heard = ask("identity", "plain".getBytes(StandardCharsets.US_ASCII), false);
        assertEquals("plain", heard.awaitEnd());
        assertEquals("5", heard.headers().first("content-length"));
    }

    @Test
    @DisplayName("a coding that we do not know, or two of them, is a breach and no byte of it is handed up")
    void refusesUnknownCodings() {
        for (String coding : List.of("br", "zstd", "gzip, gzip", "compress")) {
            Heard heard = ask(coding, gzip(text(100)), false);
            assertEquals(List.of("failed garbled SENT"), heard.await("failed"), coding);
            assertEquals("unknown coding", heard.reason());
            assertEquals(0, heard.size());
        }
        upstream.awaitOpenConnections(0);
    }

    @Test
    @DisplayName("a body that grows a hundredfold is stopped, and its connection closed")
    void stopsBombs() {
        Heard heard = ask("gzip", gzip(new byte[900_000]), false);
        var _ = heard.await("failed");
        assertEquals(List.of("head 200", "failed garbled SENT"), heard.events());
        assertEquals("coded body too large", heard.reason());
        assertTrue(heard.size() <= 64 * 1024 + 16 * 1024, heard.size() + " bytes");
        var _ = upstream.awaitClosed(1);
    }

    @Test
    @DisplayName("a body that is small in ratio but large is stopped at the absolute cap")
    void stopsLargeOnes() {
        byte[] text = new byte[1_200_000];
        Random random = new Random(1);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ('a' + random.nextInt(16));
        }
        Heard heard = ask("gzip", gzip(text), false);
        var _ = heard.await("failed");
        assertEquals("coded body too large", heard.reason());
        assertTrue(heard.size() <= 1_000_000, heard.size() + " bytes");
    }

    @Test
    @DisplayName("what is not what its coding says is a breach: no gzip, a wrong checksum, something behind it")
    void refusesGarbage() {
        byte[] good = gzip(text(1_000));
        byte[] wrongSum = good.clone();
        wrongSum[good.length - 8] ^= 1;
        for (byte[] bad : List.of(text(100), wrongSum, Arrays.copyOf(good, good.length + 1))) {
            Heard heard = ask("gzip", bad, false);
            var _ = heard.await("failed");
            assertEquals("failed garbled SENT", heard.events().getLast());
        }
        assertEquals("coded body", ask("deflate", text(100), false).awaitReason());
    }

    @Test
    @DisplayName("one that breaks off within its coding is cut, though the message is complete")
    void seesTheCut() {
        byte[] good = gzip(text(1_000));
        for (int length : new int[] {5, good.length / 2, good.length - 1}) {
            Heard heard = ask("gzip", Arrays.copyOf(good, length), false);
            assertEquals(List.of("head 200", "failed cut SENT"), heard.await("failed"), length + " bytes");
        }
    }

    private record Coding(String name, byte[] body) {}

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + i * i % 26);
        }
        return text;
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(coded)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return coded.toByteArray();
    }

    private static byte[] deflate(byte[] plain, boolean bare) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(coded, new Deflater(6, bare))) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return coded.toByteArray();
    }

    /** A member with extra field, name, comment and header checksum (RFC 1952, 2.3). */
    private static byte[] withEveryHeaderField(byte[] plain) {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        member.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
        member.writeBytes(new byte[] {3, 0, 'x', 'y', 'z'});
        member.writeBytes("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
        member.writeBytes(new byte[] {1, 2});
        member.writeBytes(deflate(plain, true));
        CRC32 sum = new CRC32();
        sum.update(plain);
        for (long value : new long[] {sum.getValue(), plain.length}) {
            for (int shift = 0; shift < 32; shift += 8) {
                member.write((int) (value >> shift));
            }
        }
        return member.toByteArray();
    }
}
