package dev.pontage.dialect.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.dialect.json.JsonError.Code;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A tree of a document")
class JsonTreeTest {
    private static final Limits SMALL = new Limits(3, 10, 8, 16, 64);

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"b\":1.10,\"a\":[1e3,-0,12345678901234567890],\"c\":{\"d\":null,\"e\":true,\"f\":false}}",
                "[]",
                "{}",
                "\"\"",
                "\"quote \\\" back \\\\ line \\n tab \\t bell \\u0007 é 中 😀\"",
                "\"\\ud83d\"",
            })
    @DisplayName("written again is the same text: order, spelling of numbers and lone surrogates stay (F-64)")
    void same(String text) {
        assertEquals(text, JsonText.of(read(text, Limits.DEFAULT, true)));
        assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), JsonText.bytes(read(text, Limits.DEFAULT, true)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"a\":1,\"a\":2}' | DUPLICATE_NAME",
                "'[[[[1]]]]' | DEPTH",
                "'[123456789]' | DEPTH",
                "'[1' | INCOMPLETE",
                "'' | INCOMPLETE",
                "'[1] 2' | TRAILING",
                "'{a:1}' | SYNTAX",
                "'[01]' | SYNTAX",
                "'[1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3]' | DEPTH",
            })
    @DisplayName("what is none, or beyond a limit, is refused")
    void refused(String text, Code code) {
        JsonError error = assertThrows(JsonError.class, () -> read(text, SMALL, true));
        assertEquals(Set.of(code), Set.of(error.code()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "5b005d00, SYNTAX",
        "0000005b, SYNTAX",
        "0000feff, SYNTAX",
        "5b000000, SYNTAX",
        "00005b00, SYNTAX",
        "fffe5b00, BOM",
        "feff005b, BOM",
        "efbbbf5b5d, BOM",
        "80, SYNTAX"
    })
    @DisplayName("what is in another encoding than UTF-8 is refused, as it is by a scan")
    void otherEncodings(String hex, Code code) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        JsonError error = assertThrows(JsonError.class, () -> new JsonTree(SMALL, true).read(bytes, 0, bytes.length));
        assertEquals(Set.of(code), Set.of(error.code()));
    }

    @Test
    @DisplayName("an answer may give a name twice: the last one counts, as clients read it")
    void notStrict() {
        assertEquals("{\"a\":2}", JsonText.of(read("{\"a\":1,\"a\":2}", SMALL, false)));
    }

    @Test
    @DisplayName("an object keeps its members whatever is put beside them later")
    void membersGiven() {
        Members making = new Members().put("a", 1);
        Json.Obj first = making.obj();
        Json.Obj second = making.put("b", 2).obj();
        assertEquals("{\"a\":1}", JsonText.of(first));
        assertEquals("{\"a\":1,\"b\":2}", JsonText.of(second));
        assertEquals("{\"a\":1,\"b\":3}", JsonText.of(making.put("b", 3).obj()));
        assertEquals("{\"a\":1,\"b\":2}", JsonText.of(second));
    }

    @Test
    @DisplayName("a member that is null is as good as absent")
    void nullIsAbsent() {
        Json.Obj object = (Json.Obj) read("{\"a\":null}", SMALL, true);
        assertNull(object.get("a"));
        assertEquals(Json.Null.NULL, object.members().get("a"));
    }

    private static Json read(String text, Limits limits, boolean strict) {
        byte[] bytes = ("xx" + text + "yy").getBytes(StandardCharsets.UTF_8);
        return new JsonTree(limits, strict).read(bytes, 2, bytes.length - 2);
    }
}
