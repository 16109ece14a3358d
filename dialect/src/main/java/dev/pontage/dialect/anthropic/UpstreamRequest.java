package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.host.Hosting;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Splice;
import dev.pontage.dialect.json.Splices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is changed in a client's request before it goes to an upstream that speaks this dialect too: the model's name,
 * and the wish for a stream that the client left open; for an upstream that hosts the dialect by an API of its own,
 * also what that wants more or less. All else stays, byte for byte (S4.15, F-64).
 */
final class UpstreamRequest {
    private final Peek peek;
    private final byte[] body;
    private final List<Splice> splices = new ArrayList<>(2);

    /** Members to insert at the head of the body, joined by commas. */
    private final StringBuilder head = new StringBuilder(0);

    UpstreamRequest(Peek peek, byte[] body) {
        this.peek = peek;
        this.body = body;
    }

    Conversion.Same convert(String upstreamModel, String path, Conversion.Passages passages) {
        putModel(upstreamModel);
        putStream();
        insertHead();
        return new Conversion.Same(Splices.of(splices), path, Anthropic.HEADERS, List.of(), peek.framing(), passages);
    }

    /** {@code same}: what it would be for an upstream of the dialect's maker. */
    Conversion.Same hosted(Hosting hosting, Conversion.Same same, Headers asked, boolean counts, String upstreamModel) {
        Set<String> dropped = new HashSet<>(hosting.drops());
        if (counts && !hosting.paths().countNamesModel()) {
            dropped.remove(AnthropicPeek.MODEL_MARK);
        }
        if (!dropped.contains(AnthropicPeek.MODEL_MARK)) {
            putModel(upstreamModel);
        }
        if (!dropped.contains(AnthropicPeek.STREAM_MARK) && !counts) {
            putStream();
        }
        Map<String, Json> added = new LinkedHashMap<>(hosting.adds());
        added.putAll(hosting.listed(asked));
        added.forEach((name, value) -> add(name, JsonText.of(value)));
        dropped.addAll(added.keySet());
        drop(dropped);
        insertHead();
        String path = counts
                ? hosting.count(same.path(), upstreamModel)
                : hosting.chat(same.path(), upstreamModel, peek.stream());
        return new Conversion.Same(
                Splices.of(splices),
                path,
                hosting.headers(same.headers()),
                same.losses(),
                same.asked(),
                same.passages());
    }

    private void putModel(String upstreamModel) {
        if (!upstreamModel.isEmpty() && !upstreamModel.equals(peek.model())) {
            put(AnthropicPeek.MODEL_MARK, new String(JsonText.quote(upstreamModel), Anthropic.UTF_8));
        }
    }

    private void putStream() {
        Peek.Mark stream = peek.mark(AnthropicPeek.STREAM_MARK);
        if (peek.stream() && (stream == null || body[stream.from()] != 't')) {
            put(AnthropicPeek.STREAM_MARK, "true");
        }
    }

    private void put(String name, String value) {
        Peek.Mark mark = peek.mark(name);
        if (mark == null) {
            add(name, value);
        } else {
            splices.add(new Splice(mark.from(), mark.to(), Anthropic.utf8(value)));
        }
    }

    private void add(String name, String value) {
        head.append(head.isEmpty() ? "\"" : ",\"").append(name).append("\":").append(value);
    }

    /**
     * Leaves out members that the client gave. The first of them makes room for those that are added, so that every
     * other has a comma before it that goes with it.
     */
    private void drop(Set<String> names) {
        List<Peek.Mark> given = peek.marks().stream()
                .filter(mark -> names.contains(mark.name()))
                .sorted(Comparator.comparingInt(Peek.Mark::from))
                .toList();
        for (Peek.Mark mark : given) {
            int name = nameOf(mark);
            if (head.isEmpty()) {
                splices.add(new Splice(commaBefore(name), mark.to(), Anthropic.utf8("")));
            } else {
                splices.add(new Splice(name, mark.to(), Anthropic.utf8(head.toString())));
                head.setLength(0);
            }
        }
    }

    /** Where the name of the member at a mark begins; it has no escape, or the look at the body had refused it. */
    private int nameOf(Peek.Mark mark) {
        int colon = blanksBefore(mark.from());
        return blanksBefore(colon - 1) - mark.name().length() - 2;
    }

    private int commaBefore(int name) {
        return blanksBefore(name) - 1;
    }

    /** Where the white space before an offset begins. */
    private int blanksBefore(int offset) {
        int at = offset;
        while (body[at - 1] <= ' ') {
            at--;
        }
        return at;
    }

    private void insertHead() {
        if (head.isEmpty()) {
            return;
        }
        Peek.Mark root = peek.mark(AnthropicPeek.ROOT_MARK);
        Peek.Mark empty = peek.mark(AnthropicPeek.EMPTY_ROOT_MARK);
        if (root != null) {
            splices.addFirst(
                    Splice.insert(root.from(), Anthropic.utf8(head.append(',').toString())));
        } else if (empty != null) {
            splices.addFirst(Splice.insert(empty.from(), Anthropic.utf8(head.toString())));
        }
    }
}
