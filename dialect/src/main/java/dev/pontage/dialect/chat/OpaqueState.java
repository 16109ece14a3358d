package dev.pontage.dialect.chat;

import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * What a maker wants back with a tool call, and many clients have no place for (C1).
 *
 * @param tool the tool's name, as the client knows it
 * @param leads whether the thoughts stood before everything else that the answer says
 * @param thoughts the signed and the sealed ones between the call before and this one: {@link Part.Thinking} with a
 *     signature and {@link Part.Redacted} only
 * @param signature the call's own; empty if it has none
 */
public record OpaqueState(String tool, boolean leads, List<Part> thoughts, String signature) {
    private static final int COUNTED_CHARS = 16;
    private static final String COUNTED = "call_";

    public OpaqueState {
        thoughts = List.copyOf(thoughts);
    }

    /** Whether there is nothing that anybody wants back. */
    public boolean isEmpty() {
        return thoughts.isEmpty() && signature.isEmpty();
    }

    /**
     * Whether a call's id tells it from the calls of other conversations. One that only counts ({@code call_1}) does
     * not: readers give such ids where a protocol has none.
     */
    public static boolean isToldBy(String callId) {
        return callId.length() >= COUNTED_CHARS
                || !callId.startsWith(COUNTED)
                || !callId.chars().skip(COUNTED.length()).allMatch(c -> c == '_' || (c >= '0' && c <= '9'));
    }

    /** As an object that {@link #read} reads. */
    public Json.Obj json() {
        List<Json> written = new ArrayList<>();
        for (Part part : thoughts) {
            switch (part) {
                case Part.Thinking(String text, String signed) ->
                    written.add(new Members()
                            .put("text", text)
                            .put("signature", signed)
                            .obj());
                case Part.Redacted(String data) ->
                    written.add(new Members().put("data", data).obj());
                case Part.Text _, Part.Media _, Part.Refused _, Part.ToolCall _, Part.ToolResult _ ->
                    throw new IllegalStateException("no thought");
            }
        }
        return new Members()
                .put("tool", tool)
                .put("leads", leads)
                .put("thoughts", new Json.Arr(written))
                .put("signature", signature)
                .obj();
    }

    /**
     * What {@link #json} wrote.
     *
     * @throws Malformed if it did not
     */
    public static OpaqueState read(Place place) {
        List<Part> thoughts = new ArrayList<>();
        for (Place thought : place.at("thoughts").items()) {
            Place data = thought.at("data");
            thoughts.add(
                    data.isPresent()
                            ? new Part.Redacted(data.text())
                            : new Part.Thinking(
                                    thought.at("text").text(),
                                    thought.at("signature").text()));
        }
        return new OpaqueState(
                place.at("tool").text(),
                place.at("leads").flag(false),
                thoughts,
                place.at("signature").text(""));
    }
}
