package dev.pontage.dialect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A splice changes its own span and nothing else. */
final class SpliceLawTest {
    private static final JsonMapper JACKSON = new JsonMapper();

    @Property(tries = 2_000)
    @Label("F-64, S4.15: outside the spans all bytes are the same, and the result is JSON with the new values")
    void law(@ForAll long seed, @ForAll String text) {
        byte[] document = new RandomJson(new Random(seed)).document();
        byte[] literal = JsonText.quote(text);
        List<Splice> splices = new ArrayList<>();
        Scan scan = new Scan(Told.SHAPE, Limits.DEFAULT, false, (s, node) -> splices.add(Splice.replace(s, literal)));
        scan.feed(document, 0, document.length);
        scan.finish();

        byte[] spliced = Splices.of(splices.reversed()).apply(document, document.length);
        assertArrayEquals(slowly(document, splices), spliced);
        List<String> values = new ArrayList<>();
        Scan again = new Scan(
                Told.SHAPE,
                new Limits(64, 1_000_000, 64, 1_024, 1_000_000),
                false,
                (s, node) -> values.add(s.string()));
        again.feed(spliced, 0, spliced.length);
        again.finish();
        assertEquals(splices.stream().map(s -> text).toList(), values);
    }

    private static byte[] slowly(byte[] document, List<Splice> splices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        for (Splice splice : splices) {
            out.write(document, at, splice.from() - at);
            out.writeBytes(splice.bytes());
            at = splice.to();
        }
        out.write(document, at, document.length - at);
        return out.toByteArray();
    }

    @Property(tries = 1_000)
    @Label("A quoted string is JSON for that string, and valid UTF-8 even of lone surrogates")
    void quote(@ForAll String text) {
        assertEquals(text, JACKSON.readValue(JsonText.quote(text), String.class));
        byte[] lone = JsonText.quote("\ud83d" + text);
        List<String> values = new ArrayList<>();
        Scan scan = new Scan(Told.SHAPE, Limits.DEFAULT, true, (s, node) -> values.add(s.string()));
        scan.feed(lone, 0, lone.length);
        scan.finish();
        assertEquals(List.of("\ud83d" + text), values);
    }

    @Test
    @DisplayName("A member is inserted into an empty object and before another member")
    void insertions() {
        for (String json : List.of("{}", "{ }", "{\"a\":1}")) {
            byte[] body = json.getBytes(UTF_8);
            Scan scan = new Scan(Told.SHAPE, Limits.DEFAULT, true, (s, node) -> {});
            scan.feed(body, 0, body.length);
            byte[] member = JsonText.firstMember("store", "false", scan.rootEmpty());
            byte[] spliced =
                    Splices.of(Splice.insert(scan.rootOpenEnd(), member)).apply(body, body.length);
            String expected = json.replace("{", scan.rootEmpty() ? "{\"store\":false" : "{\"store\":false,");
            assertEquals(expected, new String(spliced, UTF_8));
        }
    }

    @Test
    @DisplayName("Pieces are the body's own bytes, in order, and their lengths add up")
    void pieces() {
        byte[] body = "0123456789 beyond the length".getBytes(UTF_8);
        Splices splices = Splices.of(
                new Splice(8, 10, "end".getBytes(UTF_8)),
                Splice.insert(2, "one".getBytes(UTF_8)),
                Splice.insert(2, "two".getBytes(UTF_8)),
                new Splice(2, 4, new byte[0]));
        List<String> pieces = new ArrayList<>();
        splices.pieces(body, 10, (bytes, from, to) -> {
            pieces.add(new String(Arrays.copyOfRange(bytes, from, to), UTF_8));
            if (from > 0) {
                assertSame(body, bytes);
            }
        });
        assertEquals(List.of("01", "one", "two", "4567", "end"), pieces);
        assertEquals(15, splices.length(10));
        assertEquals("01onetwo4567end", new String(splices.apply(body, 10), UTF_8));
    }

    @Test
    @DisplayName("Splices that overlap, or that reach beyond the body, are refused")
    void overlaps() {
        Splice wide = new Splice(2, 6, new byte[1]);
        assertThrows(IllegalArgumentException.class, () -> Splices.of(wide, new Splice(5, 7, new byte[1])));
        assertThrows(IllegalArgumentException.class, () -> Splices.of(wide, Splice.insert(4, new byte[1])));
        assertThrows(IllegalArgumentException.class, () -> Splices.of(wide, wide));
        assertThrows(IllegalArgumentException.class, () -> new Splice(3, 2, new byte[0]));
        assertThrows(IndexOutOfBoundsException.class, () -> Splices.of(wide).length(5));
        assertThrows(IndexOutOfBoundsException.class, () -> Splices.of(wide).pieces(new byte[9], 5, (b, f, t) -> {}));
        assertEquals(8, Splices.of(wide, Splice.insert(6, new byte[5])).length(6));
    }
}
