package dev.pontage.memento;

import dev.pontage.dialect.chat.OpaqueState;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Place;

/**
 * What is kept for one tool call.
 *
 * @param origin who believes it: an opaque word, compared as a whole
 */
public record Memento(String origin, OpaqueState state) {
    private static final JsonTree TREE = new JsonTree(Limits.DEFAULT, true);

    byte[] bytes() {
        return JsonText.bytes(
                new Members().put("origin", origin).put("state", state.json()).obj());
    }

    /** What {@link #bytes} made. */
    static Memento read(byte[] bytes) {
        Json json = TREE.read(bytes, 0, bytes.length);
        Place place = Place.root(json);
        return new Memento(place.at("origin").text(), OpaqueState.read(place.at("state")));
    }
}
