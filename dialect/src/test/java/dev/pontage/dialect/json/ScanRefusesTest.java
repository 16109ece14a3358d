package dev.pontage.dialect.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.json.JsonError.Code;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A scan refuses what is not JSON, what is too large, and what two readers could read differently. */
final class ScanRefusesTest {
    private static final Shape SHAPE = Shape.of(paths -> paths.at("model", 1, Flag.CAPTURE)
            .at("stream", 2)
            .at("stream_options.include_usage", 3)
            .at("messages[].content", 4, Flag.TEXT)
            .at("*", 5));

    @Test
    @DisplayName(
            "F-60: depth up to the limit is read, one more is refused, however deep it goes, also on a virtual thread")
    void depth() throws InterruptedException {
        assertAccepted("[".repeat(64) + "]".repeat(64));
        assertRefused(Code.DEPTH, 64, "[".repeat(65) + "]".repeat(65));
        assertRefused(Code.DEPTH, 64 * 5, "{\"a\":".repeat(100_000));
        List<Throwable> failures = new ArrayList<>();
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            assertRefused(Code.DEPTH, 64, "[".repeat(5_000_000));
        });
        thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
        thread.start();
        thread.join();
        assertEquals(List.of(), failures);
    }

    @Test
    @DisplayName("F-60: a million values and names are read, one more is refused")
    void tokens() {
        assertAccepted("[" + "1,".repeat(999_998) + "1]");
        assertRefused(Code.TOKENS, 2 * 999_999 + 1, "[" + "1,".repeat(999_999) + "1]");
        Limits four = new Limits(64, 4, 64, 1_024, 4_096);
        assertEquals(
                Code.TOKENS,
                refusal("{\"a\":1,\"b\":2}".getBytes(UTF_8), four, true).code());
    }

    @Test
    @DisplayName("F-60: a number of 64 characters is read, one of 65 refused")
    void numberLength() {
        assertAccepted("[" + "7".repeat(64) + "]");
        assertAccepted("{\"model\":-1." + "7".repeat(61) + "}");
        assertRefused(Code.NUMBER_LENGTH, 1, "[" + "7".repeat(65) + "]");
        assertRefused(Code.NUMBER_LENGTH, 9, "{\"model\":-1." + "7".repeat(62) + "}");
    }

    @Test
    @DisplayName("F-60: a member name of 1,024 bytes is read, one of 1,025 refused")
    void nameLength() {
        assertAccepted("{\"" + "n".repeat(1_024) + "\":1}");
        assertRefused(Code.NAME_LENGTH, 1, "{\"" + "n".repeat(1_025) + "\":1}");
        assertRefused(Code.NAME_LENGTH, 6, "{\"x\":{\"" + "n".repeat(1_025) + "\":1}}");
    }

    @Test
    @DisplayName("F-61: a named member given twice is refused, wherever the second stands; others may repeat")
    void duplicates() {
        assertRefused(Code.DUPLICATE_NAME, 13, "{\"model\":\"a\",\"model\":\"b\"}");
        assertRefused(Code.DUPLICATE_NAME, 21, "{\"stream\":true,\"x\":1,\"stream\":false}");
        assertRefused(Code.DUPLICATE_NAME, 22, "{\"stream_options\":{}, \"stream_options\":{\"include_usage\":true}}");
        JsonError nested = refusal("{\"messages\":[{},{\"content\":\"\",\"content\":\"\"}]}");
        assertEquals(Code.DUPLICATE_NAME, nested.code());
        assertEquals("messages[1].content", nested.path());
        assertAccepted(
                "{\"other\":1,\"other\":2,\"messages\":[{\"content\":\"\"},{\"content\":\"\"}],\"x\":{\"model\":1,\"model\":2}}");
    }

    @Test
    @DisplayName("F-61: a named member spelled with an escape is refused; other names may have escapes")
    void escapedNames() {
        assertRefused(Code.ESCAPED_NAME, 1, "{\"mod\\u0065l\":\"b\"}");
        assertRefused(Code.ESCAPED_NAME, 1, "{\"\\u0073tream\":true}");
        assertAccepted("{\"mod\\u0065\":\"b\",\"x\":{\"mod\\u0065l\":1}}");
    }

    @Test
    @DisplayName(
            "F-61: a named member in another case, which some readers take for the same, is refused where it stands")
    void otherCase() {
        assertRefused(Code.OTHER_CASE, 1, "{\"Model\":\"b\"}");
        assertRefused(Code.OTHER_CASE, 13, "{\"model\":\"a\",\"MODEL\":\"b\"}");
        assertRefused(Code.OTHER_CASE, 1, "{\"STREAM\":true}");
        assertRefused(Code.OTHER_CASE, 1, "{\"\\u004dodel\":\"b\"}");
        assertRefused(Code.OTHER_CASE, 1, "{\"\u017ftream\":true}");
        assertRefused(Code.OTHER_CASE, 19, "{\"stream_options\":{\"Include_Usage\":true}}");
        assertEquals(
                "stream_options.include_usage",
                refusal("{\"stream_options\":{\"Include_usage\":true}}".getBytes(UTF_8), Limits.DEFAULT, true)
                        .path());
        assertAccepted("{\"modeL_\":1,\"mode\":2,\"m\u00f6del\":3,\"tools\":{\"Model\":4}}");
    }

    @Test
    @DisplayName("In answers a name in another case is another name")
    void otherCaseInAnswers() {
        Scan scan = new Scan(SHAPE, Limits.DEFAULT, false, (at, node) -> {});
        byte[] answer = "{\"Model\":\"a\",\"model\":\"b\"}".getBytes(UTF_8);
        scan.feed(answer, 0, answer.length);
        scan.finish();
    }

    @Test
    @DisplayName("F-61: in an answer every spelling of a member is reported, so that none keeps its value")
    void lenientReportsAll() {
        List<String> models = new ArrayList<>();
        Scan scan = new Scan(SHAPE, Limits.DEFAULT, false, (s, node) -> models.add(node + s.string()));
        byte[] json = "{\"model\":\"a\",\"mod\\u0065l\":\"b\",\"model\":\"c\"}".getBytes(UTF_8);
        scan.feed(json, 0, json.length);
        assertEquals(List.of("1a", "1b", "1c"), models);
    }

    @Test
    @DisplayName("F-62: NaN, Infinity and numbers that JSON does not have are refused")
    void numbers() {
        for (String number : List.of(
                "NaN",
                "Infinity",
                "-Infinity",
                "+1",
                "01",
                "-01",
                ".5",
                "1.",
                "1.e1",
                "1e",
                "1e+",
                "-",
                "--1",
                "0x10",
                "1_000",
                "1f",
                "-a",
                "00")) {
            assertEquals(Code.SYNTAX, refusal("{\"n\":" + number + "}").code(), number);
        }
        for (String number : List.of("0", "-0", "0.0", "1e999", "-1E-999", "1e0005", "9007199254740993")) {
            assertAccepted("{\"n\":" + number + "}");
        }
    }

    @Test
    @DisplayName("F-63: byte order marks and UTF-16 are refused")
    void marks() {
        assertRefused(Code.BOM, 0, "\ufeff{}");
        assertEquals(Code.BOM, refusal("{}".getBytes(UTF_16)).code());
        assertEquals(Code.SYNTAX, refusal("{}".getBytes(UTF_16LE)).code());
        assertRefused(Code.SYNTAX, 1, "[\ufeff]");
        assertRefused(Code.SYNTAX, 0, "\0{}");
        assertAccepted("[\"\ufeff\"]");
    }

    @Test
    @DisplayName("F-63: overlong, surrogate, too large, broken and truncated UTF-8 is refused in values and names")
    void invalidUtf8() {
        for (String bytes : List.of(
                "80",
                "bf",
                "c0af",
                "c1bf",
                "c2",
                "c2c2",
                "e0809f",
                "e09f80",
                "eda080",
                "edbfbf",
                "e4b8",
                "e4b822",
                "f08080af",
                "f08fbfbf",
                "f4908080",
                "f5808080",
                "ff",
                "fe",
                "f09f98",
                "e4b8c3")) {
            String broken = new String(HexFormat.of().parseHex(bytes), ISO_8859_1);
            for (String json :
                    List.of("[\"" + broken + "\"]", "{\"" + broken + "\":1}", "[\"12345678" + broken + "\"]")) {
                assertEquals(Code.UTF8, refusal(json.getBytes(ISO_8859_1)).code(), bytes);
            }
        }
        for (String bytes : List.of(
                "c280", "dfbf", "e0a080", "ecbfbf", "ed9fbf", "ee8080", "efbfbf", "f0908080", "f3bfbfbf", "f48fbfbf")) {
            byte[] json = ("[\"" + new String(HexFormat.of().parseHex(bytes), ISO_8859_1) + "\"]").getBytes(ISO_8859_1);
            new Scan(SHAPE, Limits.DEFAULT, true, (s, n) -> {}).feed(json, 0, json.length);
        }
    }

    @Test
    @DisplayName("F-63: a control character must be escaped; U+007F and U+2028 need not be")
    void controlCharacters() {
        for (char c = 0; c < ' '; c++) {
            assertRefused(Code.CONTROL_CHARACTER, 2, "[\"" + c + "\"]");
            assertRefused(Code.CONTROL_CHARACTER, 2, "{\"" + c + "........\":1}");
        }
        assertAccepted("[\"\u007f\u2028\"]");
    }

    @Test
    @DisplayName("What RFC 8259 does not have is refused")
    void syntax() {
        for (String json : List.of(
                "}",
                "[}",
                "{]",
                "[1,]",
                "{\"a\":1,}",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "['a']",
                "[1 2]",
                "{\"a\":1 \"b\":2}",
                "tru",
                "trueX",
                "[nulL]",
                "[\"\\x\"]",
                "[\"\\u12g4\"]",
                "[\"\\U1234\"]",
                "// c",
                "[1]]",
                "{} {}",
                "undefined")) {
            JsonError error = refusal(json);
            assertTrue(List.of(Code.SYNTAX, Code.TRAILING, Code.INCOMPLETE).contains(error.code()), json);
        }
        assertRefused(Code.TRAILING, 3, "{} x");
        for (String json :
                List.of("", " ", "{", "[1", "[1,", "{\"a", "{\"a\"", "{\"a\":", "\"x", "tr", "-", "1.", "1e")) {
            assertRefused(Code.INCOMPLETE, json.length(), json);
        }
        assertAccepted(" \t\r\n[ 1 , {\"a\" : null } , \"\" ] \r\n ");
    }

    @Test
    @DisplayName("A refused document stays refused until the scan is reset")
    void staysRefused() {
        Scan scan = new Scan(SHAPE, Limits.DEFAULT, true, (s, node) -> {});
        byte[] bad = {'x'};
        JsonError first = assertThrows(JsonError.class, () -> scan.feed(bad, 0, 1));
        assertSame(first, assertThrows(JsonError.class, () -> scan.feed("{}".getBytes(UTF_8), 0, 2)));
        assertSame(first, assertThrows(JsonError.class, scan::finish));
        scan.reset();
        scan.feed("{}".getBytes(UTF_8), 0, 2);
        scan.finish();
    }

    @Test
    @DisplayName("F-60: no input makes a scan throw anything but its own error")
    void fuzz() {
        Random random = new Random(20_261_121);
        RandomJson json = new RandomJson(random);
        byte[] letters = "{}[],:\"\\u0eE+-.12tfnrals \n\0\u001f\u007f".getBytes(UTF_8);
        Scan scan = new Scan(Told.SHAPE, new Limits(6, 60, 8, 9, 10), false, new Told());
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] document = json.document();
            for (int damage = random.nextInt(4); damage > 0; damage--) {
                document = json.damaged(document);
            }
            for (int i = 0; round % 3 == 0 && i < document.length; i++) {
                document[i] = random.nextInt(5) == 0 ? letters[random.nextInt(letters.length)] : document[i];
            }
            int cut = random.nextInt(document.length + 1);
            scan.reset();
            try {
                scan.feed(document, 0, cut);
                scan.feed(document, cut, document.length);
                scan.finish();
            } catch (JsonError expected) {
                refused++;
            }
        }
        assertTrue(refused > 5_000 && refused < 19_000, "refused " + refused);
    }

    private static void assertAccepted(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        Scan scan = new Scan(SHAPE, Limits.DEFAULT, true, (s, node) -> {});
        scan.feed(bytes, 0, bytes.length);
        scan.finish();
        assertTrue(scan.done());
    }

    private static void assertRefused(Code code, long offset, String json) {
        JsonError error = refusal(json);
        assertEquals(code + " at " + offset, error.code() + " at " + error.offset());
    }

    private static JsonError refusal(String json) {
        return refusal(json.getBytes(UTF_8));
    }

    private static JsonError refusal(byte[] json) {
        return refusal(json, Limits.DEFAULT, true);
    }

    private static JsonError refusal(byte[] json, Limits limits, boolean strict) {
        Scan scan = new Scan(SHAPE, limits, strict, (s, node) -> {});
        return assertThrows(JsonError.class, () -> {
            scan.feed(json, 0, json.length);
            scan.finish();
        });
    }
}
