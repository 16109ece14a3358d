package dev.pontage.dialect.openai;

import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.chat.Signer;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a response (protocols 1.6).
 *
 * <p>The last event repeats all of the answer, as the protocol wants it, so the writer keeps it.
 */
final class ResponsesReplyWriter implements ReplyWriter {
    private final Envelope envelope;
    private ChatEvent.Started started = new ChatEvent.Started("", "", 0);
    private Finish finish = Finish.END;
    private long sequence;

    /** The items so far, done or not, in the order of their beginning. */
    private final List<Item> items = new ArrayList<>();

    private final Map<Integer, Item> calls = new LinkedHashMap<>();

    /** The message or the thoughts that go on; null: the next piece begins another. */
    private @Nullable Item open;

    ResponsesReplyWriter(Envelope envelope) {
        this.envelope = envelope;
    }

    @Override
    public void event(ChatEvent event, Sink client) {
        switch (event) {
            case ChatEvent.Started first -> {
                started = first;
                send("response.created", response(null, null), client);
                send("response.in_progress", response(null, null), client);
            }
            case ChatEvent.Text(int answer, String piece) -> piece(answer, Kind.TEXT, piece, client);
            case ChatEvent.Refused(int answer, String piece) -> piece(answer, Kind.REFUSAL, piece, client);
            case ChatEvent.Thinking(int answer, String piece) -> piece(answer, Kind.THOUGHT, piece, client);
            case ChatEvent.Signed(int answer, String signature) -> seal(answer, Signer.OPENAI.shown(signature), client);
            case ChatEvent.Redacted(int answer, String data) -> {
                close(client);
                seal(answer, ResponseObject.sealed(data), client);
            }
            case ChatEvent.ToolBegun begun -> begin(begun, client);
            case ChatEvent.ToolArguments(int answer, int call, String piece) -> argue(answer, call, piece, client);
            case ChatEvent.Logprobs(int answer, Json.Obj logprobs) -> {
                if (answer == 0 && open != null) {
                    open.logprobs = logprobs.get("content");
                }
            }
            case ChatEvent.Finished(int answer, Finish reason, String _) -> finish = answer == 0 ? reason : finish;
            case ChatEvent.Media(int answer, String mediaType, String _) ->
                piece(answer, Kind.TEXT, ChatEvent.Media.inWords(mediaType), client);
        }
    }

    @Override
    public void end(Usage usage, Sink client) {
        close(client);
        calls.values().forEach(call -> done(call, client));
        Json.Obj last = response(finish, usage);
        String type =
                new Json.Str("incomplete").equals(last.get("status")) ? "response.incomplete" : "response.completed";
        send(type, last, client);
    }

    private Json.Obj response(@Nullable Finish reason, @Nullable Usage usage) {
        List<Json> output = items.stream().map(item -> (Json) item.object(true)).toList();
        return ResponseObject.of(envelope, started, output, reason, usage);
    }

    // ---- items

    private void piece(int answer, Kind kind, String piece, Sink client) {
        if (answer != 0) {
            return;
        }
        Item item = open;
        if (item == null || item.kind != kind) {
            close(client);
            item = add(new Item(kind, items.size(), envelope.requestId(), "", ""), client);
            part(item, "added", "", client);
            open = item;
        }
        item.text.append(piece);
        send(item.kind.events + ".delta", place(item).put("delta", piece), client);
    }

    private void seal(int answer, String signature, Sink client) {
        if (answer != 0) {
            return;
        }
        Item item = open;
        if (item == null || item.kind != Kind.THOUGHT) {
            close(client);
            item = add(new Item(Kind.THOUGHT, items.size(), envelope.requestId(), "", ""), client);
            part(item, "added", "", client);
            open = item;
        }
        item.sealed = signature;
        close(client);
    }

    private void begin(ChatEvent.ToolBegun begun, Sink client) {
        if (begun.answer() == 0) {
            close(client);
            Item call = new Item(Kind.CALL, items.size(), envelope.requestId(), begun.id(), begun.name());
            calls.put(begun.call(), add(call, client));
        }
    }

    private void argue(int answer, int number, String piece, Sink client) {
        Item call = calls.get(number);
        if (answer == 0 && call != null) {
            call.text.append(piece);
            send(
                    Kind.CALL.events + ".delta",
                    new Members()
                            .put("item_id", call.id)
                            .put("output_index", call.index)
                            .put("delta", piece),
                    client);
        }
    }

    private Item add(Item item, Sink client) {
        items.add(item);
        send(
                "response.output_item.added",
                new Members().put("output_index", item.index).put("item", item.object(false)),
                client);
        return item;
    }

    private void close(Sink client) {
        if (open != null) {
            part(open, "done", open.text.toString(), client);
            done(open, client);
            open = null;
        }
    }

    private void done(Item item, Sink client) {
        if (item.kind == Kind.CALL) {
            send(
                    Kind.CALL.events + ".done",
                    new Members()
                            .put("item_id", item.id)
                            .put("output_index", item.index)
                            .put("name", item.name)
                            .put("arguments", item.text.toString()),
                    client);
        }
        send(
                "response.output_item.done",
                new Members().put("output_index", item.index).put("item", item.object(true)),
                client);
    }

    /** The part of a message, or of a summary of thoughts, that begins or ends. */
    private void part(Item item, String what, String text, Sink client) {
        boolean thought = item.kind == Kind.THOUGHT;
        Json part = switch (item.kind) {
            case TEXT -> ResponseObject.text(text, item.logprobs);
            case REFUSAL -> ResponseObject.refusal(text);
            case THOUGHT, CALL ->
                new Members().put("type", "summary_text").put("text", text).obj();
        };
        if (what.equals("done")) {
            String member = item.kind == Kind.REFUSAL ? "refusal" : "text";
            send(item.kind.events + ".done", place(item).put(member, text), client);
        }
        String type = thought ? "response.reasoning_summary_part." : "response.content_part.";
        send(type + what, place(item).put("part", part), client);
    }

    private static Members place(Item item) {
        return new Members()
                .put("item_id", item.id)
                .put("output_index", item.index)
                .put(item.kind == Kind.THOUGHT ? "summary_index" : "content_index", 0);
    }

    // ---- events

    private void send(String type, Json.Obj response, Sink client) {
        send(type, new Members().put("response", response), client);
    }

    private void send(String type, Members members, Sink client) {
        Members event = new Members().put("type", type).put("sequence_number", sequence++);
        members.obj().members().forEach(event::put);
        byte[] bytes =
                ("event: " + type + "\ndata: " + JsonText.of(event.obj()) + "\n\n").getBytes(StandardCharsets.UTF_8);
        client.pass(bytes, 0, bytes.length);
    }

    /** What an item is, and how the events of its pieces begin. */
    private enum Kind {
        TEXT("response.output_text", "msg_"),
        REFUSAL("response.refusal", "msg_"),
        THOUGHT("response.reasoning_summary_text", "rs_"),
        CALL("response.function_call_arguments", "fc_");

        private final String events;
        private final String prefix;

        Kind(String events, String prefix) {
            this.events = events;
            this.prefix = prefix;
        }
    }

    private static final class Item {
        private final Kind kind;
        private final int index;
        private final String id;
        private final String callId;
        private final String name;
        private final StringBuilder text = new StringBuilder();
        private @Nullable String sealed;
        private @Nullable Json logprobs;

        Item(Kind kind, int index, String requestId, String callId, String name) {
            this.kind = kind;
            this.index = index;
            this.id = kind.prefix + requestId + '_' + index;
            this.callId = callId;
            this.name = name;
        }

        Json.Obj object(boolean done) {
            String said = text.toString();
            return switch (kind) {
                case TEXT ->
                    ResponseObject.message(id, done ? List.of(ResponseObject.text(said, logprobs)) : List.of(), done);
                case REFUSAL ->
                    ResponseObject.message(id, done ? List.of(ResponseObject.refusal(said)) : List.of(), done);
                case THOUGHT -> ResponseObject.reasoning(id, said, sealed);
                case CALL -> ResponseObject.call(id, callId, name, done ? said : "", done);
            };
        }
    }
}
