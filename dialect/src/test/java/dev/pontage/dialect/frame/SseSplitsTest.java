package dev.pontage.dialect.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An event stream is split into the same events, however it is spelled and cut. */
final class SseSplitsTest {
    @Test
    @DisplayName("F-14: CR, LF, CRLF and a mixture of them end lines")
    void lineEnds() {
        for (String end : List.of("\n", "\r", "\r\n")) {
            assertEquals(List.of("<a>", "<b>"), events("data: a" + end + end + "data: b" + end + end));
        }
        assertEquals(List.of("<a\nb>", "<c>"), events("data: a\r\ndata: b\r\n\ndata: c\r\r\n"));
        assertEquals(List.of("<a\u2028b\u0085c\u000bd>"), events("data: a\u2028b\u0085c\u000bd\n\n"));
    }

    @Test
    @DisplayName("F-14: a mark at the start is skipped, elsewhere it makes an unknown field")
    void mark() {
        assertEquals(List.of("<a>"), events("\ufeffdata: a\n\n"));
        assertEquals(List.of("<a>", "-"), events("data: a\n\n\ufeffdata: b\n\n"));
        assertEquals(List.of("-"), events("\ufeff\ufeffdata: b\n\n"));
        byte[] half = "xxdata: a\n\n".getBytes(UTF_8);
        half[0] = (byte) 0xef;
        half[1] = (byte) 0xbb;
        assertEquals(List.of("-"), events(half));
    }

    @Test
    @DisplayName("F-14: data with and without a space, in several lines, empty, or without a colon")
    void data() {
        assertEquals(List.of("<a>", "< a>", "<a:b>"), events("data:a\n\ndata:  a\n\ndata:a:b\n\n"));
        assertEquals(List.of("<a\n\nb>", "<>", "<\n>"), events("data:a\ndata\ndata: b\n\ndata:\n\ndata\ndata\n\n"));
        assertEquals(List.of("-"), events("dat: a\ndatas: a\nDATA: a\n data: a\n\n"));
    }

    @Test
    @DisplayName("F-14: comments and unknown fields are passed over, and an event of comments alone is told as such")
    void comments() {
        assertEquals(
                List.of("comments", "<a>", "comments", "-"),
                events(": OPENROUTER PROCESSING\n\n: x\nid: 7\nretry: 1\nodd\ndata: a\n\n\nid: 8\n\n"));
        assertEquals(List.of("comments"), events(":data: no\n".repeat(100_000) + "\n"));
    }

    @Test
    @DisplayName("An event's name is kept, the last of several, up to its limit, and forgotten with the event")
    void names() {
        assertEquals(
                List.of("message_stop<{}>", "<x>", "b<>"),
                events("event: message_stop\ndata: {}\n\ndata: x\n\nevent:a\nevent:b\ndata\n\n"));
        Sse sse = new Sse();
        byte[] stream = ("event: " + "n".repeat(1_000) + "\n\n").getBytes(UTF_8);
        assertEquals(stream.length, sse.next(stream, 0, stream.length, (b, from, to) -> {}));
        assertEquals("n".repeat(Sse.NAME_LIMIT_BYTES), sse.name());
        assertTrue(sse.nameEquals("n".repeat(Sse.NAME_LIMIT_BYTES).getBytes(UTF_8)));
    }

    @Test
    @DisplayName("F-14: an event that the end leaves open is told at the end, and only then")
    void openAtTheEnd() {
        assertEquals(List.of("<a>", "open <b>"), events("data: a\n\ndata: b"));
        assertEquals(List.of("open <b>"), events("data: b\n"));
        assertEquals(List.of("open <>"), events("data:"));
        assertEquals(List.of(), events("data"));
        assertEquals(List.of("<a>"), events("data: a\n\n: bye\n"));
    }

    @Test
    @DisplayName("An event that ends in CR is told at once, and its line feed belongs to no further event")
    void returnAtTheEndOfAPiece() {
        Sse sse = new Sse();
        byte[] stream = "data: a\r\n\r\ndata: b\r\n\r\n".getBytes(UTF_8);
        assertTrue(sse.idle());
        assertEquals(10, sse.next(stream, 0, 10, (b, from, to) -> {}));
        assertTrue(sse.hasData());
        assertEquals(-1, sse.next(stream, 10, 11, (b, from, to) -> {}));
        assertTrue(sse.idle());
        assertFalse(sse.hasData());
        assertEquals(-1, sse.next(stream, 11, 12, (b, from, to) -> {}));
        assertFalse(sse.idle());
        assertEquals(22, sse.next(stream, 12, 22, (b, from, to) -> {}));
        assertTrue(sse.idle());
    }

    @Property(tries = 3_000)
    @Label("C5, F-14: cutting changes nothing, and a slow reading of the standard gives the same events")
    void cuttingChangesNothing(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] stream = randomStream(random);
        List<String> whole = events(stream);
        assertEquals(SlowSse.events(new String(stream, UTF_8)), whole);
        assertEquals(
                whole, events(stream, IntStream.rangeClosed(1, stream.length).toArray()));
        assertEquals(
                whole,
                events(
                        stream,
                        random.ints(random.nextInt(4), 0, stream.length + 1)
                                .sorted()
                                .toArray()));
    }

    private static byte[] randomStream(Random random) {
        List<String> pieces = List.of(
                "data",
                "data:",
                "data: ",
                "event:",
                "event: ",
                "id:",
                ":",
                " ",
                "\n",
                "\r",
                "\r\n",
                "\n\n",
                "\r\n\r\n",
                "\r\r",
                "x",
                "中文",
                "a long piece of text",
                "{\"a\":1}",
                "\ufeff",
                "dat",
                "datax");
        StringBuilder stream = new StringBuilder(random.nextInt(4) == 0 ? "\ufeff" : "");
        for (int i = random.nextInt(30); i > 0; i--) {
            stream.append(pieces.get(random.nextInt(pieces.size())));
        }
        return stream.toString().getBytes(UTF_8);
    }

    private static List<String> events(String stream) {
        return events(stream.getBytes(UTF_8));
    }

    private static List<String> events(byte[] stream, int... cuts) {
        List<String> events = new ArrayList<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Sse sse = new Sse();
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : stream.length;
            int at = from;
            while (at >= 0) {
                at = sse.next(stream, at, to, (b, start, end) -> data.write(b, start, end - start));
                if (at >= 0) {
                    events.add(event(sse, data));
                }
            }
            from = to;
        }
        if (sse.finish()) {
            events.add("open " + event(sse, data));
        }
        return events;
    }

    private static String event(Sse sse, ByteArrayOutputStream data) {
        String payload = data.toString(UTF_8);
        assertEquals(data.size(), sse.dataLength());
        data.reset();
        return sse.hasData() ? sse.name() + "<" + payload + ">" : sse.commentsOnly() ? "comments" : sse.name() + "-";
    }
}
