package dev.pontage.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A place in a request")
class PlaceTest {
    private static final Place ROOT = place("""
            {"name":"x","number":1.5,"whole":1.0e1,"flag":true,"none":null,"huge":1e999999999,
             "list":[{"inner":{"deep":7}}],"long":12345678901234567890123456789012345678901}""");

    @Test
    @DisplayName("gives what is there, and what was named where nothing is; null is nothing")
    void values() {
        assertEquals("x", ROOT.at("name").text());
        assertEquals("y", ROOT.at("absent").text("y"));
        assertEquals("y", ROOT.at("none").text("y"));
        assertNull(ROOT.at("none").flagOrNull());
        assertFalse(ROOT.at("none").isPresent());
        assertEquals(new Json.Num("1.5"), ROOT.at("number").numberOrNull("0", "2"));
        assertEquals(10, ROOT.at("whole").integer(0, 10, -1));
        assertEquals(-1, ROOT.at("absent").integer(0, 10, -1));
        assertEquals(List.of(), ROOT.at("absent").items());
        assertNull(ROOT.at("absent").at("deeper").json());
    }

    @Test
    @DisplayName("names the field that is wrong, and says how, without its bytes")
    void errors() {
        assertEquals("'name' must be a number.", problem(root -> root.at("name").integer(0, 1, 0)));
        assertEquals(
                "'number' must be a string.", problem(root -> root.at("number").text("")));
        assertEquals(
                "'number' must be between 0 and 1.",
                problem(root -> root.at("number").numberOrNull("0", "1")));
        assertEquals(
                "'number' must be a whole number.",
                problem(root -> root.at("number").integer(0, 5, 0)));
        assertEquals(
                "'huge' is too large or too small a number.",
                problem(root -> root.at("huge").integer(0, 5, 0)));
        assertEquals(
                "'long' is too long a number.", problem(root -> root.at("long").integer(0, 5, 0)));
        assertEquals("'absent' is required.", problem(root -> root.at("absent").text()));
        assertEquals("'flag' must be an array.", problem(root -> root.at("flag").items()));
        assertEquals(
                "'list[0].inner.deep' must be true or false.",
                problem(root -> root.at("list")
                        .items()
                        .getFirst()
                        .at("inner")
                        .at("deep")
                        .flagOrNull()));
        assertEquals(
                "The request body must be an object.", problem(_ -> place("[]").object()));
    }

    @Test
    @DisplayName("remembers what nobody asked for, so that nothing is lost in silence")
    void unread() {
        Place root = place("{\"a\":1,\"b\":2,\"c\":null,\"d\":{\"e\":1}}");
        root.at("a");
        assertEquals(List.of("b", "d"), root.unread());
        assertEquals(List.of("d.e"), root.at("d").unread());
    }

    private static String problem(Consumer<Place> reading) {
        return assertThrows(Malformed.class, () -> reading.accept(ROOT)).getMessage();
    }

    private static Place place(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Place.root(new JsonTree(Limits.DEFAULT, true).read(bytes, 0, bytes.length));
    }
}
