package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.ReplyReader;
import dev.pontage.dialect.frame.Gathered;
import dev.pontage.dialect.frame.Sse;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From a message, streamed or whole, to what it says (protocols 3.3).
 *
 * <p>Blocks, events and reasons that are new are passed over, as the protocol demands of its clients. A call of the
 * {@link AnswerTool} is read as the text that it stands for.
 */
final class ChatReplyReader implements ReplyReader {
    /** An event, or a whole answer, of more bytes is refused. */
    static final int EVENT_LIMIT_BYTES = 16 << 20;

    private static final Limits LIMITS = new Limits(80, Integer.MAX_VALUE, 1_024, 65_536, 4_096);
    private static final JsonTree TREE = new JsonTree(LIMITS, false);
    private static final int BLOCKS_MAX = 1 << 20;

    private final boolean streamed;
    private final Sse sse = new Sse();
    private final Gathered document = new Gathered();
    private final Map<Long, Call> open = new HashMap<>();
    private int calls;
    private @Nullable Finish finish;
    private String stopString = "";

    ChatReplyReader(boolean streamed) {
        this.streamed = streamed;
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Consumer<ChatEvent> events) {
        if (!streamed) {
            keep(bytes, from, to);
            return;
        }
        int at = from;
        while (at < to) {
            at = sse.next(bytes, at, to, this::keep);
            if (at < 0) {
                return;
            }
            read(events);
        }
    }

    @Override
    public void end(Consumer<ChatEvent> events) {
        if (!streamed || sse.finish()) {
            read(events);
        }
        if (finish != null) {
            boolean calling = finish == Finish.END && calls > 0;
            boolean answered = finish == Finish.TOOL_CALLS && calls == 0;
            Finish reason = calling ? Finish.TOOL_CALLS : answered ? Finish.END : finish;
            events.accept(new ChatEvent.Finished(0, reason, stopString));
        }
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
        Place read;
        try {
            read = Place.root(TREE.read(document.bytes(), 0, length));
        } catch (JsonError error) {
            throw new Malformed("", "is no JSON");
        }
        if (streamed) {
            event(read, events);
        } else {
            whole(read, events);
        }
    }

    // ---- a whole message

    private void whole(Place message, Consumer<ChatEvent> events) {
        started(message, events);
        for (Place block : message.at("content").items()) {
            blockStart(-1, block, events);
            blockStop(-1, events);
        }
        stop(message);
    }

    private static void started(Place message, Consumer<ChatEvent> events) {
        events.accept(new ChatEvent.Started(
                message.at("id").text(""), message.at("model").text(""), 0));
    }

    private void stop(Place reasons) {
        String word = reasons.at("stop_reason").textOrNull();
        if (word != null) {
            finish = Words.finish(word);
            stopString = reasons.at("stop_sequence").text("");
        }
    }

    // ---- events

    private void event(Place event, Consumer<ChatEvent> events) {
        long index = event.at("index").integer(0, BLOCKS_MAX, 0);
        switch (event.at("type").text(sse.name())) {
            case "message_start" -> started(event.at("message"), events);
            case "content_block_start" -> blockStart(index, event.at("content_block"), events);
            case "content_block_delta" -> delta(index, event.at("delta"), events);
            case "content_block_stop" -> blockStop(index, events);
            case "message_delta" -> stop(event.at("delta"));
            default -> {}
        }
    }

    private void blockStart(long index, Place block, Consumer<ChatEvent> events) {
        switch (block.at("type").text("")) {
            case "text" -> text(block.at("text"), events);
            case "thinking" -> {
                thought(block.at("thinking"), events);
                signed(block.at("signature"), events);
            }
            case "redacted_thinking" ->
                events.accept(new ChatEvent.Redacted(0, block.at("data").text("")));
            case "tool_use" -> begin(index, block, events);
            default -> {}
        }
    }

    private void begin(long index, Place block, Consumer<ChatEvent> events) {
        String name = block.at("name").text("");
        boolean answers = name.equals(AnswerTool.NAME);
        Call call = new Call(answers ? -1 : calls++, block.at("input").objectOrNull());
        open.put(index, call);
        if (!answers) {
            events.accept(new ChatEvent.ToolBegun(0, call.number, block.at("id").text(""), name, ""));
        }
    }

    private void delta(long index, Place delta, Consumer<ChatEvent> events) {
        switch (delta.at("type").text("")) {
            case "text_delta" -> text(delta.at("text"), events);
            case "thinking_delta" -> thought(delta.at("thinking"), events);
            case "signature_delta" -> signed(delta.at("signature"), events);
            case "input_json_delta" -> {
                Call call = open.get(index);
                String piece = delta.at("partial_json").text("");
                if (call != null && !piece.isEmpty()) {
                    call.argued = true;
                    argue(call, piece, events);
                }
            }
            default -> {}
        }
    }

    /** Arguments that came whole, or not at all, are told now; of a call that was cut off nothing is made up. */
    private void blockStop(long index, Consumer<ChatEvent> events) {
        Call call = open.remove(index);
        if (call != null && !call.argued) {
            argue(call, JsonText.of(call.input == null ? Json.Obj.EMPTY : call.input), events);
        }
    }

    private static void argue(Call call, String piece, Consumer<ChatEvent> events) {
        events.accept(
                call.number < 0 ? new ChatEvent.Text(0, piece) : new ChatEvent.ToolArguments(0, call.number, piece));
    }

    private static void text(Place text, Consumer<ChatEvent> events) {
        String piece = text.text("");
        if (!piece.isEmpty()) {
            events.accept(new ChatEvent.Text(0, piece));
        }
    }

    private static void thought(Place thought, Consumer<ChatEvent> events) {
        String piece = thought.text("");
        if (!piece.isEmpty()) {
            events.accept(new ChatEvent.Thinking(0, piece));
        }
    }

    private static void signed(Place signature, Consumer<ChatEvent> events) {
        String text = signature.text("");
        if (!text.isEmpty()) {
            events.accept(new ChatEvent.Signed(0, text));
        }
    }

    /** A call whose block is open; its number is negative where it stands for the answer itself. */
    private static final class Call {
        private final int number;
        private final Json.@Nullable Obj input;
        private boolean argued;

        Call(int number, Json.@Nullable Obj input) {
            this.number = number;
            this.input = input;
        }
    }
}
