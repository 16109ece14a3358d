package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.ReplyReader;
import dev.pontage.dialect.chat.Signer;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * From a response, streamed or whole, to what it says (protocols 1.6). Several messages are one answer (I04).
 *
 * <p>What a stream gives twice, in pieces and whole, is told once: by its pieces if there are any.
 */
final class ResponsesReplyReader implements ReplyReader {
    private final boolean streamed;
    private final Documents documents;

    /** By the position of an item in the output: what of it has been told. */
    private final Map<Long, Item> items = new HashMap<>();

    private int calls;
    private boolean started;
    private Finish finish = Finish.END;
    private boolean finished;
    private boolean refused;

    ResponsesReplyReader(boolean streamed) {
        this.streamed = streamed;
        this.documents = new Documents(streamed);
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Consumer<ChatEvent> events) {
        documents.feed(bytes, from, to, document -> read(document, events));
    }

    @Override
    public void end(Consumer<ChatEvent> events) {
        documents.end(document -> read(document, events));
        if (finished) {
            events.accept(new ChatEvent.Finished(0, Words.end(finish, calls > 0, refused), ""));
        }
    }

    private void read(Place document, Consumer<ChatEvent> events) {
        if (streamed) {
            event(document, events);
        } else {
            start(document, events);
            whole(document.at("output"), events);
            finish(document);
        }
    }

    private void event(Place event, Consumer<ChatEvent> events) {
        long position = event.at("output_index").integer(0, Integer.MAX_VALUE, 0);
        String delta = event.at("delta").isText() ? event.at("delta").text() : "";
        switch (event.at("type").text("")) {
            case "response.created", "response.in_progress" -> start(event.at("response"), events);
            case "response.output_item.added" -> added(position, event.at("item"), events);
            case "response.output_text.delta" -> {
                item(position).text = true;
                text(delta, new ChatEvent.Text(0, delta), events);
                logprobs(event.at("logprobs"), events);
            }
            case "response.refusal.delta" -> {
                item(position).text = true;
                refuse(delta, events);
            }
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" -> {
                item(position).text = true;
                text(delta, new ChatEvent.Thinking(0, delta), events);
            }
            case "response.function_call_arguments.delta" -> {
                Item call = item(position);
                if (call.call < 0) {
                    throw event.at("delta").malformed("belongs to a call that has not begun");
                }
                call.text = true;
                text(delta, new ChatEvent.ToolArguments(0, call.call, delta), events);
            }
            case "response.output_item.done" -> done(position, event.at("item"), events);
            case "response.completed", "response.incomplete" -> {
                start(event.at("response"), events);
                whole(event.at("response").at("output"), events);
                finish(event.at("response"));
            }
            default -> {}
        }
    }

    private void start(Place response, Consumer<ChatEvent> events) {
        if (!started && response.isPresent()) {
            started = true;
            events.accept(new ChatEvent.Started(
                    response.at("id").text(""),
                    response.at("model").text(""),
                    response.at("created_at").integer(0, Long.MAX_VALUE, 0)));
        }
    }

    private void whole(Place output, Consumer<ChatEvent> events) {
        List<Place> all = output.items();
        for (int i = 0; i < all.size(); i++) {
            if (!item(i).done) {
                done(i, all.get(i), events);
            }
        }
    }

    private void added(long position, Place item, Consumer<ChatEvent> events) {
        if (item.at("type").text("").equals("function_call")) {
            Item call = item(position);
            if (call.call < 0) {
                call.call = calls++;
                events.accept(new ChatEvent.ToolBegun(
                        0, call.call, item.at("call_id").text(), item.at("name").text(), ""));
            }
        }
    }

    /** An item is complete; tells of it what its pieces have not. */
    private void done(long position, Place item, Consumer<ChatEvent> events) {
        Item known = item(position);
        switch (item.at("type").text("")) {
            case "message" -> {
                if (!known.text) {
                    item.at("content").items().forEach(part -> part(part, events));
                }
            }
            case "function_call" -> {
                added(position, item, events);
                String arguments = item.at("arguments").text("");
                if (!known.text) {
                    text(arguments, new ChatEvent.ToolArguments(0, known.call, arguments), events);
                }
            }
            case "reasoning" -> reasoning(known, item, events);
            default -> {}
        }
        known.text = true;
        known.done = true;
    }

    private void part(Place part, Consumer<ChatEvent> events) {
        String text = part.at("text").text("");
        String refusal = part.at("refusal").text("");
        text(text, new ChatEvent.Text(0, text), events);
        refuse(refusal, events);
        logprobs(part.at("logprobs"), events);
    }

    private void refuse(String words, Consumer<ChatEvent> events) {
        refused |= !words.isEmpty();
        text(words, new ChatEvent.Refused(0, words), events);
    }

    private static void reasoning(Item known, Place item, Consumer<ChatEvent> events) {
        if (!known.text) {
            for (String where : List.of("summary", "content")) {
                for (Place piece : item.at(where).items()) {
                    String text = piece.at("text").text("");
                    text(text, new ChatEvent.Thinking(0, text), events);
                }
            }
        }
        String sealed = item.at("encrypted_content").text("");
        String redacted = ResponseObject.redacted(sealed);
        text(redacted, new ChatEvent.Redacted(0, redacted), events);
        text(redacted.isEmpty() ? sealed : "", new ChatEvent.Signed(0, Signer.OPENAI.read(sealed)), events);
    }

    private static void logprobs(Place logprobs, Consumer<ChatEvent> events) {
        if (logprobs.json() instanceof Json.Arr array && !array.items().isEmpty()) {
            events.accept(new ChatEvent.Logprobs(
                    0, new Members().put("content", array).obj()));
        }
    }

    private void finish(Place response) {
        finished = true;
        if (response.at("status").text("completed").equals("incomplete")) {
            finish = response.at("incomplete_details").at("reason").text("").equals("content_filter")
                    ? Finish.POLICY
                    : Finish.TOKEN_LIMIT;
        }
    }

    private static void text(String text, ChatEvent event, Consumer<ChatEvent> events) {
        if (!text.isEmpty()) {
            events.accept(event);
        }
    }

    private Item item(long position) {
        return items.computeIfAbsent(position, _ -> new Item());
    }

    private static final class Item {
        private int call = -1;
        private boolean text;
        private boolean done;
    }
}
