package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.ReplyReader;
import dev.pontage.dialect.frame.AwsEventStream;
import dev.pontage.dialect.frame.Gathered;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Place;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From Converse answers, streamed or whole, to what they say (protocols 5.2, 5.4).
 *
 * <p>A whole message is read as if its blocks came one by one. A stream says where a block begins only for calls and
 * images, and may leave out where it ends. A call without arguments has the arguments {@code {}}.
 */
final class ConverseReplyReader implements ReplyReader {
    /** Where Claude says which stop string ended its answer. */
    static final String STOP_SEQUENCE_PATH = "/stop_sequence";

    /** A frame's payload, a whole answer, or text that waits, of more bytes is refused. */
    static final int DOCUMENT_LIMIT_BYTES = 16 << 20;

    private static final int BLOCKS_LIMIT = 1 << 18;
    private static final String NOTHING = "{}";
    private static final JsonTree TREE = new JsonTree(ConverseReading.LIMITS, false);

    private final boolean streamed;
    private final ToolNames names;
    private final JsonAnswer answer;
    private final AwsEventStream frames = new AwsEventStream();
    private final Gathered document = new Gathered();
    private final Map<Integer, Block> blocks = new TreeMap<>();
    private int calls;
    private boolean started;
    private @Nullable Finish finish;
    private String stopString = "";

    /**
     * Makes a reader.
     *
     * @param names of the tools that the request has
     * @param plan how the model was brought to answer in JSON
     */
    ConverseReplyReader(boolean streamed, ToolNames names, AnswerPlan plan) {
        this.streamed = streamed;
        this.names = names;
        this.answer = new JsonAnswer(plan.tool());
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Consumer<ChatEvent> events) {
        if (!streamed) {
            keep(bytes, from, to);
            return;
        }
        int at = from;
        while (at < to) {
            at = frames.next(bytes, at, to, this::keep);
            if (at < 0) {
                return;
            }
            String type = frames.text(":event-type");
            if (type != null) {
                event(type, events);
            }
            document.clear();
        }
    }

    @Override
    public void end(Consumer<ChatEvent> events) {
        if (!streamed) {
            whole(document(), events);
        }
        blocks.values().forEach(block -> block.end(events));
        boolean answered = answer.end(calls, events);
        if (finish != null) {
            events.accept(new ChatEvent.Finished(0, finish(finish, answered), stopString));
        }
    }

    /** An answer that calls tools ends with them; one whose only call was our own tool's just ends. */
    private Finish finish(Finish said, boolean answered) {
        return switch (said) {
            case END, TOOL_CALLS -> calls > 0 ? Finish.TOOL_CALLS : answered ? Finish.END : said;
            case STOP_STRING, TOKEN_LIMIT, CONTEXT_FULL, POLICY, REFUSED, PAUSED, BAD_TOOL_CALL, OTHER -> said;
        };
    }

    private void keep(byte[] bytes, int from, int to) {
        if (document.length() + to - from > DOCUMENT_LIMIT_BYTES) {
            throw new Malformed("", "is longer than " + DOCUMENT_LIMIT_BYTES + " bytes");
        }
        document.add(bytes, from, to);
    }

    private Place document() {
        try {
            return Place.root(TREE.read(document.bytes(), 0, document.length()));
        } catch (JsonError error) {
            throw new Malformed("", "is no JSON");
        }
    }

    private void start(Consumer<ChatEvent> events) {
        if (!started) {
            started = true;
            events.accept(new ChatEvent.Started("", "", 0));
        }
    }

    // ---- a stream

    private void event(String type, Consumer<ChatEvent> events) {
        switch (type) {
            case "messageStart" -> start(events);
            case "contentBlockStart" -> {
                start(events);
                Place event = document();
                begin(index(event), event.at("start"), events);
            }
            case "contentBlockDelta" -> {
                start(events);
                Place event = document();
                delta(index(event), event.at("delta"), events);
            }
            case "contentBlockStop" -> {
                Block block = blocks.get(index(document()));
                if (block != null) {
                    block.end(events);
                }
            }
            case "messageStop" -> {
                start(events);
                stop(document());
            }
            default -> {} // metadata is the passage's
        }
    }

    private static int index(Place event) {
        return (int) event.at("contentBlockIndex").integer(0, BLOCKS_LIMIT, 0);
    }

    private void begin(int index, Place start, Consumer<ChatEvent> events) {
        Place use = start.at("toolUse");
        Place image = start.at("image");
        if (use.isPresent()) {
            call(index, use, events);
        } else if (image.isPresent()) {
            blocks.put(index, new Image("image/" + image.at("format").text("png")));
        }
    }

    private void delta(int index, Place delta, Consumer<ChatEvent> events) {
        Place use = delta.at("toolUse");
        Place image = delta.at("image");
        if (use.isPresent()) {
            if (!(blocks.get(index) instanceof Call call)) {
                throw use.malformed("belongs to a tool call that has not begun");
            }
            call.argue(use.at("input").text(""), events);
        } else if (image.isPresent()) {
            if (blocks.get(index) instanceof Image growing) {
                growing.base64.append(image.at("source").at("bytes").text(""));
            }
        } else if (delta.at("reasoningContent").isPresent()) {
            thought(delta.at("reasoningContent"), delta.at("reasoningContent"), events);
        } else {
            answer.text(delta.at("text").text(""), events);
        }
    }

    private void stop(Place stop) {
        finish = StopReasons.read(stop.at("stopReason").text(""));
        Place more = stop.at("additionalModelResponseFields");
        if (more.isObject() && more.at("stop_sequence").isText()) {
            stopString = more.at("stop_sequence").text();
        }
    }

    // ---- a whole answer

    private void whole(Place reply, Consumer<ChatEvent> events) {
        start(events);
        List<Place> content =
                reply.at("output").at("message").required().at("content").items();
        for (int i = 0; i < content.size(); i++) {
            block(i, content.get(i), events);
        }
        stop(reply);
    }

    private void block(int index, Place block, Consumer<ChatEvent> events) {
        Place use = block.at("toolUse");
        Place image = block.at("image");
        Place thought = block.at("reasoningContent");
        if (use.isPresent()) {
            Json.Obj input = use.at("input").objectOrNull();
            call(index, use, events);
            if (input != null && blocks.get(index) instanceof Call call) {
                call.argue(JsonText.of(input), events);
            }
        } else if (image.isPresent()) {
            Image whole = new Image("image/" + image.at("format").text("png"));
            whole.base64.append(image.at("source").at("bytes").text(""));
            whole.end(events);
        } else if (thought.isPresent()) {
            thought(thought.at("reasoningText"), thought, events);
        } else if (block.at("citationsContent").isPresent()) {
            for (Place cited : block.at("citationsContent").at("content").items()) {
                answer.text(cited.at("text").text(""), events);
            }
        } else {
            answer.text(block.at("text").text(""), events);
        }
    }

    // ---- what both have

    private static void thought(Place text, Place content, Consumer<ChatEvent> events) {
        String piece = text.at("text").text("");
        String signature = text.at("signature").text("");
        String redacted = content.at("redactedContent").text("");
        if (!piece.isEmpty()) {
            events.accept(new ChatEvent.Thinking(0, piece));
        }
        if (!signature.isEmpty()) {
            events.accept(new ChatEvent.Signed(0, signature));
        }
        if (!redacted.isEmpty()) {
            events.accept(new ChatEvent.Redacted(0, redacted));
        }
    }

    private void call(int index, Place use, Consumer<ChatEvent> events) {
        String name = use.at("name").text("");
        if (answer.isTool(name)) {
            blocks.put(index, new Call(-1));
            return;
        }
        answer.release(events);
        int number = calls++;
        String id = use.at("toolUseId").text("");
        blocks.put(index, new Call(number));
        events.accept(new ChatEvent.ToolBegun(0, number, id.isEmpty() ? "call_" + number : id, names.back(name), ""));
    }

    /** A block that says where it begins. */
    private abstract static sealed class Block permits Call, Image {
        private boolean ended;

        final void end(Consumer<ChatEvent> events) {
            if (!ended) {
                ended = true;
                ending(events);
            }
        }

        abstract void ending(Consumer<ChatEvent> events);
    }

    private static final class Image extends Block {
        private final String type;
        private final StringBuilder base64 = new StringBuilder();

        Image(String type) {
            this.type = type;
        }

        @Override
        void ending(Consumer<ChatEvent> events) {
            if (!base64.isEmpty()) {
                events.accept(new ChatEvent.Media(0, type, base64.toString()));
            }
        }
    }

    private final class Call extends Block {
        /** Negative: of the tool whose input is the answer. */
        private final int number;

        private boolean argued;

        Call(int number) {
            this.number = number;
        }

        void argue(String piece, Consumer<ChatEvent> events) {
            if (piece.isEmpty()) {
                return;
            }
            argued = true;
            if (number < 0) {
                answer.input(piece, events);
            } else {
                events.accept(new ChatEvent.ToolArguments(0, number, piece));
            }
        }

        @Override
        void ending(Consumer<ChatEvent> events) {
            if (!argued) {
                argue(NOTHING, events);
            }
        }
    }
}
