package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of events of a message (protocols 3.3).
 *
 * <p>Blocks come strictly one after the other, while other protocols let several calls grow at once. So the first block
 * is written as it grows, and what belongs to later ones waits until the first is known to be complete: a call when its
 * arguments are a whole object, any other block as soon as another follows. A block begins with its first piece, so
 * that none is empty but a call without arguments (F01).
 *
 * <p>The protocol has one answer, and no place for probabilities, which are passed over, or for media, which are told
 * of in words.
 */
final class ChatReplyWriter implements ReplyWriter {
    private final Envelope envelope;
    private ChatEvent.Started started = new ChatEvent.Started("", "", 0);
    private boolean begun;
    private final Deque<GrowingBlock> blocks = new ArrayDeque<>();
    private int index;
    private Finish finish = Finish.END;
    private String stopString = "";

    ChatReplyWriter(Envelope envelope) {
        this.envelope = envelope;
    }

    @Override
    public void event(ChatEvent event, Sink client) {
        switch (event) {
            case ChatEvent.Started first -> {
                started = first;
                begin(client);
            }
            case ChatEvent.Text(int answer, String piece) -> grow(answer, GrowingBlock.Kind.TEXT, piece, client);
            case ChatEvent.Refused(int answer, String piece) -> grow(answer, GrowingBlock.Kind.TEXT, piece, client);
            case ChatEvent.Thinking(int answer, String piece) ->
                grow(answer, GrowingBlock.Kind.THINKING, piece, client);
            case ChatEvent.Signed(int answer, String signature) -> {
                if (answer == 0) {
                    last(GrowingBlock.Kind.THINKING, client).sign(signature);
                }
            }
            case ChatEvent.Redacted(int answer, String data) -> {
                if (answer == 0) {
                    add(GrowingBlock.redacted(data), client);
                }
            }
            case ChatEvent.ToolBegun call -> {
                if (call.answer() == 0) {
                    add(GrowingBlock.call(call), client);
                }
            }
            case ChatEvent.ToolArguments(int answer, int call, String piece) -> argue(answer, call, piece, client);
            case ChatEvent.Media(int answer, String mediaType, String _) ->
                grow(answer, GrowingBlock.Kind.TEXT, ChatEvent.Media.inWords(mediaType), client);
            case ChatEvent.Logprobs _ -> {}
            case ChatEvent.Finished(int answer, Finish reason, String stop) -> {
                if (answer == 0) {
                    finish = reason;
                    stopString = stop;
                }
            }
        }
    }

    @Override
    public void end(Usage usage, Sink client) {
        begin(client);
        while (!blocks.isEmpty()) {
            next(client);
        }
        Members delta = new Members().put("stop_reason", Words.of(finish));
        send(
                "message_delta",
                new Members().put("delta", ended(delta, stopString).obj()).put("usage", UsageObject.of(usage)),
                client);
        send("message_stop", new Members(), client);
    }

    static Members ended(Members members, String stopString) {
        return stopString.isEmpty() ? members.putNull("stop_sequence") : members.put("stop_sequence", stopString);
    }

    private void begin(Sink client) {
        if (begun) {
            return;
        }
        begun = true;
        // What was read is known only at the end: the last event's usage corrects this one's.
        Json.Obj message = Message.of(envelope, started)
                .put("content", Json.Arr.EMPTY)
                .putNull("stop_reason")
                .putNull("stop_sequence")
                .put("usage", UsageObject.of(Usage.NONE))
                .obj();
        send("message_start", new Members().put("message", message), client);
    }

    // ---- blocks

    private void grow(int answer, GrowingBlock.Kind kind, String piece, Sink client) {
        if (answer == 0 && !piece.isEmpty()) {
            grow(last(kind, client), piece, client);
        }
    }

    private void argue(int answer, int call, String piece, Sink client) {
        if (answer != 0 || piece.isEmpty()) {
            return;
        }
        for (GrowingBlock block : blocks) {
            if (block.isCall(call)) {
                grow(block, piece, client);
                advance(client);
                return;
            }
        }
    }

    private void grow(GrowingBlock block, String piece, Sink client) {
        block.grow(piece);
        if (block.equals(blocks.peekFirst())) {
            grown(block, client);
        }
    }

    /** The last block if it is of this kind and may grow, else a new one. */
    private GrowingBlock last(GrowingBlock.Kind kind, Sink client) {
        GrowingBlock last = blocks.peekLast();
        if (last != null && last.kind() == kind && !last.isSigned()) {
            return last;
        }
        GrowingBlock block = GrowingBlock.of(kind);
        add(block, client);
        return block;
    }

    private void add(GrowingBlock block, Sink client) {
        blocks.addLast(block);
        if (blocks.size() == 1) {
            open(block, client);
        } else {
            advance(client);
        }
    }

    private void advance(Sink client) {
        while (blocks.size() > 1 && blocks.getFirst().mayEnd()) {
            next(client);
        }
    }

    /** Ends the first block and begins the one behind it. */
    private void next(Sink client) {
        GrowingBlock ended = blocks.removeFirst();
        Json signature = ended.signatureDelta();
        if (signature != null) {
            delta(signature, client);
        }
        send("content_block_stop", new Members().put("index", index), client);
        index++;
        GrowingBlock following = blocks.peekFirst();
        if (following != null) {
            open(following, client);
        }
    }

    private void open(GrowingBlock block, Sink client) {
        send("content_block_start", new Members().put("index", index).put("content_block", block.start()), client);
        grown(block, client);
    }

    private void grown(GrowingBlock block, Sink client) {
        @Nullable Json delta = block.takeDelta();
        if (delta != null) {
            delta(delta, client);
        }
    }

    private void delta(Json delta, Sink client) {
        send("content_block_delta", new Members().put("index", index).put("delta", delta), client);
    }

    private static void send(String type, Members rest, Sink client) {
        Members data = new Members().put("type", type);
        rest.obj().members().forEach(data::put);
        byte[] event =
                ("event: " + type + "\ndata: " + JsonText.of(data.obj()) + "\n\n").getBytes(StandardCharsets.UTF_8);
        client.pass(event, 0, event.length);
    }
}
