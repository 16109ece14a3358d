package dev.pontage.dialect.gemini;

import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.ReplyReader;
import dev.pontage.dialect.frame.Gathered;
import dev.pontage.dialect.frame.Sse;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Place;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From generated content to what it says (protocols 4.3): a stream of events or one JSON array, or one whole document.
 *
 * <p>Each event is a document like the whole one. Why a candidate ended is told at the very end, since old models say
 * {@code STOP} in every event (D04).
 */
final class GeminiReplyReader implements ReplyReader {
    /** An event, or a whole answer, of more bytes is refused. */
    static final int EVENT_LIMIT_BYTES = 16 << 20;

    private static final int CANDIDATES_MAX = 128;
    private static final JsonTree TREE = new JsonTree(GeminiReading.LIMITS, false);

    private final boolean streamed;
    private final Sse sse = new Sse();
    private final Elements elements = new Elements();
    private final Gathered document = new Gathered();
    private final Map<Integer, Candidate> candidates = new TreeMap<>();
    private Form form = Form.UNKNOWN;
    private boolean started;
    private String responseId = "";

    GeminiReplyReader(boolean streamed) {
        this.streamed = streamed;
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Consumer<ChatEvent> events) {
        if (!streamed) {
            keep(bytes, from, to);
            return;
        }
        int at = from;
        while (form == Form.UNKNOWN && at < to) {
            switch (bytes[at]) {
                case ' ', '\n', '\r', '\t' -> at++;
                default -> form = bytes[at] == '[' ? Form.ARRAY : Form.EVENTS;
            }
        }
        while (at < to) {
            at = form == Form.ARRAY ? elements.next(bytes, at, to, this::keep) : sse.next(bytes, at, to, this::keep);
            if (at < 0) {
                return;
            }
            read(events);
        }
    }

    @Override
    public void end(Consumer<ChatEvent> events) {
        if (!streamed || (form == Form.EVENTS && sse.finish())) {
            read(events);
        }
        candidates.forEach((index, candidate) -> candidate.end(index, events));
    }

    private void keep(byte[] bytes, int from, int to) {
        if (document.length() + to - from > EVENT_LIMIT_BYTES) {
            throw new Malformed("", "is longer than " + EVENT_LIMIT_BYTES + " bytes");
        }
        document.add(bytes, from, to);
    }

    private void read(Consumer<ChatEvent> events) {
        int length = document.length();
        document.clear();
        if (length == 0) {
            return;
        }
        try {
            Place place = Place.root(TREE.read(document.bytes(), 0, length));
            if (place.isArray()) {
                place.items().forEach(item -> response(item, events));
            } else {
                response(place, events);
            }
        } catch (JsonError error) {
            throw new Malformed("", "is no JSON");
        }
    }

    private void response(Place response, Consumer<ChatEvent> events) {
        List<Place> items = response.at("candidates").items();
        Place blocked = response.at("promptFeedback").at("blockReason");
        if (!started && (!items.isEmpty() || blocked.isPresent())) {
            started = true;
            responseId = response.at("responseId").text("");
            events.accept(new ChatEvent.Started(
                    responseId, response.at("modelVersion").text(""), created(response.at("createTime"))));
        }
        for (int i = 0; i < items.size(); i++) {
            // An index of 0 is left out, as protocol buffers leave out every zero.
            int index = (int) items.get(i).at("index").integer(0, CANDIDATES_MAX - 1, i);
            candidate(index).read(index, items.get(i), events);
        }
        if (items.isEmpty() && blocked.isPresent() && !blocked.text().equals("BLOCK_REASON_UNSPECIFIED")) {
            String message =
                    response.at("promptFeedback").at("blockReasonMessage").text("");
            candidate(0).block(blocked.text(), message, events);
        }
    }

    private Candidate candidate(int index) {
        return candidates.computeIfAbsent(index, _ -> new Candidate(callPrefix(responseId, index)));
    }

    /** Many versions give calls no id; ours must not repeat in the next answer, for clients tell calls apart by it. */
    private static String callPrefix(String responseId, int index) {
        StringBuilder prefix = new StringBuilder("call_");
        responseId
                .chars()
                .filter(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
                .limit(32)
                .forEach(c -> prefix.append((char) c));
        return prefix.append(responseId.isEmpty() ? "" : "_").append(index).toString();
    }

    private static long created(Place time) {
        try {
            String text = time.text("");
            return text.isEmpty() ? 0 : Math.max(0, Instant.parse(text).getEpochSecond());
        } catch (DateTimeException unreadable) {
            return 0;
        }
    }

    /** How a stream is framed; its first byte tells. */
    private enum Form {
        UNKNOWN,
        EVENTS,
        ARRAY
    }

    /** One answer as far as it has come. */
    private static final class Candidate {
        private final String callPrefix;
        private int calls;
        private @Nullable Finish finish;

        Candidate(String callPrefix) {
            this.callPrefix = callPrefix;
        }

        void read(int index, Place candidate, Consumer<ChatEvent> events) {
            for (Place part : candidate.at("content").at("parts").items()) {
                part(index, part, events);
            }
            Json.Obj logprobs = candidate.at("logprobsResult").objectOrNull();
            if (logprobs != null) {
                events.accept(
                        new ChatEvent.Logprobs(index, TokenProbabilities.toOpenAi(candidate.at("logprobsResult"))));
            }
            Finish reason = Words.finish(candidate.at("finishReason").text(""));
            if (reason != null) {
                finish = reason;
            }
        }

        void block(String reason, String message, Consumer<ChatEvent> events) {
            finish = Finish.POLICY;
            String words = message.isEmpty() ? "The prompt was blocked: " + reason + "." : message;
            events.accept(new ChatEvent.Refused(0, words));
        }

        void end(int index, Consumer<ChatEvent> events) {
            if (finish == null) {
                return;
            }
            Finish reason = finish == Finish.END && calls > 0 ? Finish.TOOL_CALLS : finish;
            events.accept(new ChatEvent.Finished(index, reason, ""));
        }

        private void part(int index, Place part, Consumer<ChatEvent> events) {
            String text = part.at("text").text("");
            boolean thought = part.at("thought").flag(false);
            String signature = part.at("thoughtSignature").text("");
            Place call = part.at("functionCall");
            Place inline = part.at("inlineData");
            if (!text.isEmpty()) {
                events.accept(thought ? new ChatEvent.Thinking(index, text) : new ChatEvent.Text(index, text));
            }
            if (call.isPresent()) {
                call(index, call, signature, events);
                return;
            }
            if (inline.isPresent() && !thought) {
                events.accept(new ChatEvent.Media(
                        index,
                        inline.at("mimeType").text("application/octet-stream"),
                        inline.at("data").text("")));
            }
            code(index, part.at("executableCode"), part.at("codeExecutionResult"), events);
            if (!signature.isEmpty()) {
                events.accept(new ChatEvent.Signed(index, Signatures.canonical(signature)));
            }
        }

        private void call(int index, Place call, String signature, Consumer<ChatEvent> events) {
            int number = calls++;
            String given = call.at("id").text("");
            Json.Obj args = call.at("args").objectOrNull();
            String name = ToolNames.decode(call.at("name").text(""));
            events.accept(new ChatEvent.ToolBegun(
                    index, number, given.isEmpty() ? callPrefix + '_' + number : given, name, signature));
            events.accept(new ChatEvent.ToolArguments(index, number, args == null ? "{}" : JsonText.of(args)));
        }

        /** What the upstream ran itself has no place in other protocols but the text, where clients show it. */
        private void code(int index, Place code, Place result, Consumer<ChatEvent> events) {
            String written = code.at("code").text("");
            String output = result.at("output").text("");
            if (!written.isEmpty()) {
                events.accept(new ChatEvent.Text(index, "\n```python\n" + written + "\n```\n"));
            }
            if (!output.isEmpty()) {
                events.accept(new ChatEvent.Text(index, "\n```\n" + output + "\n```\n"));
            }
        }
    }
}
