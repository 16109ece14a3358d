package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Splice;
import dev.pontage.dialect.json.Splices;
import java.util.ArrayList;
import java.util.List;

/**
 * What is changed in a client's request before it goes to an upstream that speaks this dialect too: the model's name,
 * and the wish for a stream that the client left open; all else stays, byte for byte (S4.15, F-64).
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
        if (!upstreamModel.isEmpty() && !upstreamModel.equals(peek.model())) {
            put(AnthropicPeek.MODEL_MARK, new String(JsonText.quote(upstreamModel), Anthropic.UTF_8));
        }
        Peek.Mark stream = peek.mark(AnthropicPeek.STREAM_MARK);
        if (peek.stream() && (stream == null || body[stream.from()] != 't')) {
            put(AnthropicPeek.STREAM_MARK, "true");
        }
        insertHead();
        return new Conversion.Same(Splices.of(splices), path, Anthropic.HEADERS, List.of(), peek.framing(), passages);
    }

    private void put(String name, String value) {
        Peek.Mark mark = peek.mark(name);
        if (mark == null) {
            head.append(head.isEmpty() ? "\"" : ",\"")
                    .append(name)
                    .append("\":")
                    .append(value);
        } else {
            splices.add(new Splice(mark.from(), mark.to(), Anthropic.utf8(value)));
        }
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
