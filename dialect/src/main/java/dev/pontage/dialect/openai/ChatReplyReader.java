package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.ReplyReader;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From chat completions, streamed or whole, to what they say (protocols 1.3, 6).
 *
 * <p>A whole message is read as one delta. Upstreams deviate, and are read as they mean it: reasoning under either
 * name, calls without index or id, arguments as an object, the end of tool calls spelled {@code stop} (E06, H08 to
 * H11).
 */
final class ChatReplyReader implements ReplyReader {
    private final Documents documents;
    private final Map<Integer, Choice> choices = new HashMap<>();
    private boolean started;

    ChatReplyReader(boolean streamed) {
        documents = new Documents(streamed);
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Consumer<ChatEvent> events) {
        documents.feed(bytes, from, to, completion -> completion(completion, events));
    }

    @Override
    public void end(Consumer<ChatEvent> events) {
        documents.end(completion -> completion(completion, events));
        choices.forEach((index, choice) -> choice.end(index, events));
    }

    private void completion(Place completion, Consumer<ChatEvent> events) {
        List<Place> items = completion.at("choices").items();
        if (!started && !items.isEmpty()) {
            started = true;
            events.accept(new ChatEvent.Started(
                    completion.at("id").text(""),
                    completion.at("model").text(""),
                    completion.at("created").integer(0, Long.MAX_VALUE, 0)));
        }
        for (int i = 0; i < items.size(); i++) {
            Place item = items.get(i);
            int index = (int) item.at("index").integer(0, 1 << 18, i);
            choices.computeIfAbsent(index, _ -> new Choice()).read(index, item, events);
        }
    }

    /** One answer as far as it has come. */
    private static final class Choice {
        private final List<Call> calls = new ArrayList<>();
        private Finish finish = Finish.END;
        private boolean finished;
        private boolean refused;

        void read(int index, Place choice, Consumer<ChatEvent> events) {
            Place delta = choice.at("delta");
            Place message = delta.isPresent() ? delta : choice.at("message");
            thoughts(index, message, events);
            content(index, message.at("content"), events);
            text(choice.at("text"), piece -> events.accept(new ChatEvent.Text(index, piece)));
            text(message.at("refusal"), piece -> {
                refused = true;
                events.accept(new ChatEvent.Refused(index, piece));
            });
            for (Place call : message.at("tool_calls").items()) {
                call(index, call, call.at("function"), events);
            }
            Place old = message.at("function_call");
            if (old.isPresent()) {
                call(index, old, old, events);
            }
            Json.Obj logprobs = choice.at("logprobs").objectOrNull();
            if (logprobs != null) {
                events.accept(new ChatEvent.Logprobs(index, logprobs));
            }
            String reason = choice.at("finish_reason").textOrNull();
            if (reason != null && !reason.isEmpty()) {
                finished = true;
                finish = Words.finish(reason);
            }
        }

        /**
         * An answer that calls tools ends with them, and one that refuses with that, though the upstream says that it
         * just ends; one that was cut does not.
         */
        void end(int index, Consumer<ChatEvent> events) {
            if (finished) {
                events.accept(new ChatEvent.Finished(index, Words.end(finish, !calls.isEmpty(), refused), ""));
            }
        }

        private static void text(Place place, Consumer<String> piece) {
            String text = place.text("");
            if (!text.isEmpty()) {
                piece.accept(text);
            }
        }

        private static void thoughts(int index, Place message, Consumer<ChatEvent> events) {
            Place readable = message.at("reasoning_content");
            Place place = readable.isPresent() ? readable : message.at("reasoning");
            if (place.isText()) {
                text(place, piece -> events.accept(new ChatEvent.Thinking(index, piece)));
            }
            for (Place block : message.at("thinking_blocks").items()) {
                String data = block.at("data").textOrNull();
                String signature = block.at("signature").text("");
                if (data != null) {
                    events.accept(new ChatEvent.Redacted(index, data));
                } else if (!signature.isEmpty()) {
                    events.accept(new ChatEvent.Signed(index, signature));
                }
            }
        }

        /** A string, or parts, as Mistral writes them with its thoughts. */
        private static void content(int index, Place content, Consumer<ChatEvent> events) {
            if (!content.isArray()) {
                text(content, piece -> events.accept(new ChatEvent.Text(index, piece)));
                return;
            }
            for (Place part : content.items()) {
                Place thinking = part.at("thinking");
                if (thinking.isArray()) {
                    for (Place thought : thinking.items()) {
                        text(thought.at("text"), piece -> events.accept(new ChatEvent.Thinking(index, piece)));
                    }
                } else {
                    text(thinking, piece -> events.accept(new ChatEvent.Thinking(index, piece)));
                }
                text(part.at("text"), piece -> events.accept(new ChatEvent.Text(index, piece)));
            }
        }

        private void call(int index, Place call, Place function, Consumer<ChatEvent> events) {
            String id = call.at("id").text("");
            Call known = known(call.at("index").integer(0, 1 << 18, -1), id);
            if (known == null) {
                known = begin(index, call, function, id, events);
            }
            int number = known.number();
            Place arguments = function.at("arguments");
            if (arguments.isObject()) {
                String text = JsonText.of(arguments.object());
                events.accept(new ChatEvent.ToolArguments(index, number, text));
            } else {
                text(arguments, piece -> events.accept(new ChatEvent.ToolArguments(index, number, piece)));
            }
        }

        private Call begin(int index, Place call, Place function, String id, Consumer<ChatEvent> events) {
            int number = calls.size();
            String named = id.isEmpty() ? "call_" + index + "_" + number : id;
            Call begun = new Call(number, call.at("index").integer(0, 1 << 18, -1), named);
            calls.add(begun);
            String signature = call.at("extra_content")
                    .at("google")
                    .at("thought_signature")
                    .text("");
            events.accept(new ChatEvent.ToolBegun(
                    index, number, named, function.at("name").text(""), signature));
            return begun;
        }

        /** The call that a delta goes on with: a new id begins a new one, whatever its index says. */
        private @Nullable Call known(long index, String id) {
            for (int i = calls.size() - 1; i >= 0; i--) {
                Call call = calls.get(i);
                boolean sameId = id.isEmpty() || id.equals(call.id());
                boolean sameIndex = index < 0 || call.index() < 0 || index == call.index();
                if (sameId && sameIndex) {
                    return call;
                }
            }
            return null;
        }
    }

    private record Call(int number, long index, String id) {}
}
