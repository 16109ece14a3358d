package dev.pontage.dialect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A scan reports the places its shape names, and only those. */
final class ScanReportsTest {
    private static final int MODEL = 1;
    private static final int CONTENT = 2;
    private static final int NUMBER = 3;
    private static final int OPTIONS = 4;
    private static final int TOOLS = 5;
    private static final int IMAGE = 6;
    private static final int TAG = 7;

    private static final Shape SHAPE = Shape.of(paths -> paths.at("model", MODEL, Flag.CAPTURE)
            .at("messages[].content", CONTENT, Flag.TEXT)
            .at("messages[].content[].image_url.url", IMAGE, Flag.MEDIA)
            .at("number", NUMBER)
            .at("stream_options", OPTIONS)
            .at("tools", TOOLS, Flag.DEEP_TEXT)
            .at("metadata.*", TAG, Flag.CAPTURE));

    @Test
    @DisplayName("S4.15: offsets include the quotes, so that a splice replaces exactly the value")
    void offsets() {
        String json = " { \"other\" : {\"model\":\"no\"}, \"model\" : \"gpt\\u002d4\" } ";
        assertEquals(List.of("\"gpt\\u002d4\" gpt-4"), each(json, MODEL, s -> cut(json, s) + " " + s.string()));
    }

    @Test
    @DisplayName("F-62: a number has a value only if that is exact, and keeps its spelling")
    void wholeNumbers() {
        assertEquals("12", whole("12"));
        assertEquals("12", whole("12.0"));
        assertEquals("12", whole("1.2e1"));
        assertEquals("0", whole("-0"));
        assertEquals("0", whole("0e999999999999"));
        assertEquals("9007199254740993", whole("9007199254740993"));
        assertEquals("9223372036854775807", whole("9223372036854775807"));
        assertEquals("-9223372036854775808", whole("-9223372036854775808"));
        assertEquals("1000", whole("100000000000000000000000000e-23"));
        for (String inexact : List.of(
                "9223372036854775808",
                "-9223372036854775809",
                "1e19",
                "0.5",
                "1e999",
                "12.01",
                "1e-1",
                "1e99999999999999999999",
                "1e-99999999999999999999",
                "1e4294967296",
                "1e-4294967296",
                "1e18446744073709551616",
                "\"12\"",
                "null",
                "true")) {
            assertEquals("none", whole(inexact), inexact);
        }
        assertEquals(List.of("1.50e+1"), each("{\"number\":1.50e+1}", NUMBER, Scan::string));
    }

    private static String whole(String number) {
        return each("{\"number\":" + number + "}", NUMBER, s -> {
                    long first = s.longValue(-77);
                    return first == s.longValue(-78) ? Long.toString(first) : "none";
                })
                .getFirst();
    }

    @Test
    @DisplayName("A path names the field as its writer would, in callbacks and in errors")
    void paths() {
        String json = "{\"messages\":[{},{\"content\":[{},{\"image_url\":{\"url\":\"data:\"}}]}]}";
        assertEquals(
                List.of("messages[1].content[1].image_url.url 1 1"),
                each(json, IMAGE, s -> s.path() + " " + s.index() + " " + s.index(1)));
        String broken = json.replace("\"data:\"", "nul");
        JsonError error = assertThrows(JsonError.class, () -> each(broken, IMAGE, Scan::path));
        assertEquals("messages[1].content[1].image_url.url", error.path());
        assertEquals(broken.indexOf("nul") + 3, error.offset());
        assertFalse(String.valueOf(error.getMessage()).contains("nul"));
        assertEquals(0, error.getStackTrace().length);
        assertEquals(List.of("metadata.*"), each("{\"metadata\":{\"k\":\"v\"}}", TAG, Scan::path));
    }

    @Test
    @DisplayName("Text is counted decoded, tools with their names, and a picture as a picture")
    void counters() {
        String json = """
                {"messages":[{"content":"caf\\u00e9 \\ud83d\\ude00 中\\n"},{"content":[{"image_url":{"url":"%s"}}]}],\
                "tools":[{"name":"get","nested":{"n":1,"é":["x\\t"]}}],"model":"not counted"}""".formatted("A".repeat(20_000));
        Scan scan = scan(json, new ArrayList<>(), 0, s -> "");
        int content = "café 😀 中\n".getBytes(UTF_8).length;
        int tools = "name".length() + "get".length() + "nested".length() + "n".length() + 2 + 2;
        assertEquals(content + tools, scan.textBytes());
        assertEquals(Scan.MEDIA_TOKENS_LIMIT, scan.mediaTokens());
    }

    @Test
    @DisplayName("A string longer than the limit is kept to a whole character and said to be cut")
    void truncation() {
        Limits limits = new Limits(64, 1_000, 64, 1_024, 5);
        List<String> told = new ArrayList<>();
        Scan scan = new Scan(
                SHAPE,
                limits,
                true,
                (s, node) -> told.add(s.string() + " " + s.truncated() + " " + s.textLength() + " "
                        + s.stringEquals("abcd".getBytes(UTF_8))));
        for (String model : List.of("abcde", "abcd中", "abcd", "abc\\u4e2d", "\\ud83d\\ude00\\ud83d")) {
            scan.reset();
            byte[] json = ("{\"model\":\"" + model + "\"}").getBytes(UTF_8);
            scan.feed(json, 0, json.length);
        }
        assertEquals(
                List.of(
                        "abcde false 5 false",
                        "abcd true 7 false",
                        "abcd false 4 true",
                        "abc true 6 false",
                        "😀 true 7 false"),
                told);
    }

    @Test
    @DisplayName("F-63: the escape of a lone surrogate is kept as it is, never replaced")
    void loneSurrogates() {
        assertEquals(List.of("a\ud83db"), each("{\"model\":\"a\\ud83db\"}", MODEL, Scan::string));
        assertEquals(List.of("\ude00\ud83d😀"), each("{\"model\":\"\\ude00\\ud83d😀\"}", MODEL, Scan::string));
        assertEquals(
                List.of("\ud83d\ud83d\ude00x"), each("{\"model\":\"\\ud83d\\ud83d\\ude00x\"}", MODEL, Scan::string));
    }

    @Test
    @DisplayName("Where a member can be inserted is known, and whether a comma must follow")
    void places() {
        for (String json : List.of("  {}", "  {\"a\":1}")) {
            Scan scan = scan(json, new ArrayList<>(), 0, s -> "");
            assertEquals(3, scan.rootOpenEnd());
            assertEquals(json.endsWith("{}"), scan.rootEmpty());
        }
        assertEquals(-1, scan("[{}]", new ArrayList<>(), 0, s -> "").rootOpenEnd());
        List<String> told = new ArrayList<>();
        Scan scan = new Scan(SHAPE, Limits.DEFAULT, true, new Visitor() {
            @Override
            public void value(Scan scan, int node) {}

            @Override
            public void open(Scan scan, int node) {
                told.add("open " + scan.end());
            }

            @Override
            public void close(Scan scan, int node) {
                told.add("close " + scan.start() + "-" + scan.end() + " " + scan.isEmpty());
            }
        });
        byte[] json = "{\"stream_options\":{ }}".getBytes(UTF_8);
        scan.feed(json, 0, json.length);
        assertEquals(List.of("open 19", "close 18-21 true"), told);
    }

    @Test
    @DisplayName("A named value still being read is known, so that the bytes before it can go on")
    void pending() {
        Scan scan = new Scan(SHAPE, Limits.DEFAULT, false, (s, node) -> {});
        byte[] json = "{\"x\":\"unnamed\",\"model\":\"gpt\",\"number\":12".getBytes(UTF_8);
        scan.feed(json, 0, 8);
        assertEquals(-1, scan.pendingStart());
        scan.feed(json, 8, 27);
        assertEquals(23, scan.pendingStart());
        assertEquals(MODEL, scan.pendingNode());
        scan.feed(json, 27, json.length);
        assertEquals(json.length - 2, scan.pendingStart());
        assertEquals(NUMBER, scan.pendingNode());
        assertFalse(scan.done());
    }

    @Test
    @DisplayName("An escape that is not complete counts nothing yet")
    void halfAnEscape() {
        Scan scan = new Scan(SHAPE, Limits.DEFAULT, false, (s, node) -> {});
        byte[] json = "{\"messages\":[{\"content\":\"caf\\u00e9\\n\"}]}".getBytes(UTF_8);
        int[] lengths = {3, 3, 3, 3, 3, 3, 5, 5, 6};
        scan.feed(json, 0, 28);
        for (int i = 0; i < lengths.length; i++) {
            assertEquals(lengths[i], scan.textBytes(), "after " + i + " more bytes");
            scan.feed(json, 28 + i, 29 + i);
        }
    }

    @Test
    @DisplayName("A name is told from another of its length that differs only after the eighth byte")
    void similarNames() {
        assertEquals(List.of(), each("{\"stream_optiont\":1,\"streaming\":2}", OPTIONS, Scan::path));
        assertEquals(List.of("stream_options"), each("{\"stream_options\":1}", OPTIONS, Scan::path));
    }

    @Test
    @DisplayName("A value that was not asked to be kept cannot be read by mistake")
    void nothingKept() {
        assertThrows(
                IllegalStateException.class, () -> each("{\"messages\":[{\"content\":\"x\"}]}", CONTENT, Scan::string));
    }

    @Test
    @DisplayName("A malformed shape is refused when it is built")
    void shapes() {
        for (String path : List.of(".a", "a.", "a..b", "a.[]", "[]a", "a]", "a[", "a[0]")) {
            assertThrows(IllegalArgumentException.class, () -> Shape.of(paths -> paths.at(path, 1)), path);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Shape.of(paths -> paths.at("a", 1).at("b", 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Shape.of(paths -> paths.at("a", 1).at("a", 2)));
        assertThrows(IllegalArgumentException.class, () -> Shape.of(paths -> paths.at("a", 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Shape.of(paths -> {
                    for (int i = 1; i <= 64; i++) {
                        paths.at("a" + i, i);
                    }
                }));
    }

    @Test
    @DisplayName("A bare number is complete when its input ends")
    void bareNumber() {
        List<String> told = new ArrayList<>();
        Shape root = Shape.of(paths -> paths.at("", 1));
        Scan scan = new Scan(root, Limits.DEFAULT, true, (s, node) -> told.add(s.string() + " " + s.end()));
        scan.feed("-12.5".getBytes(UTF_8), 0, 5);
        assertTrue(told.isEmpty());
        scan.finish();
        assertEquals(List.of("-12.5 5"), told);
        assertTrue(scan.done());
    }

    private static List<String> each(String json, int wanted, Function<Scan, String> view) {
        List<String> told = new ArrayList<>();
        Scan unused = scan(json, told, wanted, view);
        assertTrue(unused.done());
        return told;
    }

    private static Scan scan(String json, List<String> told, int wanted, Function<Scan, String> view) {
        Scan scan = new Scan(SHAPE, Limits.DEFAULT, true, (s, node) -> {
            if (node == wanted) {
                told.add(view.apply(s));
            }
        });
        byte[] bytes = json.getBytes(UTF_8);
        scan.feed(bytes, 0, bytes.length);
        scan.finish();
        return scan;
    }

    private static String cut(String json, Scan scan) {
        return json.substring((int) scan.start(), (int) scan.end());
    }
}
