package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of frames as Converse streams are (protocols 5.4): only calls and images say where they begin.
 *
 * <p>One block is open at a time, as clients expect. Where an upstream begins a call before the arguments of the one
 * before are complete, the later waits.
 */
final class ConverseStreamWriter implements ReplyWriter {
    private boolean started;
    private boolean stopped;
    private int index = -1;
    private Open open = Open.NOTHING;
    private @Nullable Call current;
    private final Map<Integer, Call> waiting = new LinkedHashMap<>();

    @Override
    public void event(ChatEvent event, Sink client) {
        if (!started) {
            started = true;
            send("messageStart", new Members().put("role", "assistant"), client);
        }
        switch (event) {
            case ChatEvent.Started _ -> {}
            case ChatEvent.Text(int answer, String piece) -> text(answer, piece, client);
            case ChatEvent.Refused(int answer, String piece) -> text(answer, piece, client);
            case ChatEvent.Thinking(int answer, String piece) -> {
                if (answer == 0) {
                    enter(Open.THOUGHT, client);
                    delta(Blocks.of("reasoningContent", Blocks.text(piece)), client);
                }
            }
            case ChatEvent.Signed(int answer, String signature) -> {
                if (answer == 0) {
                    enter(Open.THOUGHT, client);
                    delta(Blocks.of("reasoningContent", Blocks.of("signature", new Json.Str(signature))), client);
                    close(client);
                }
            }
            case ChatEvent.Redacted(int answer, String data) -> {
                if (answer == 0) {
                    enter(Open.WHOLE, client);
                    delta(Blocks.redacted(data), client);
                    close(client);
                }
            }
            case ChatEvent.ToolBegun begun -> begun(begun, client);
            case ChatEvent.ToolArguments(int answer, int call, String piece) -> arguments(answer, call, piece, client);
            case ChatEvent.Media(int answer, String mediaType, String base64) ->
                media(answer, mediaType, base64, client);
            case ChatEvent.Logprobs _ -> {} // no place for them
            case ChatEvent.Finished(int answer, Finish reason, String stopString) -> {
                if (answer == 0) {
                    stop(reason, stopString, client);
                }
            }
        }
    }

    @Override
    public void end(Usage usage, Sink client) {
        if (!stopped) {
            event(new ChatEvent.Finished(0, Finish.END, ""), client);
        }
        Members metadata =
                new Members().put("usage", ConverseUsage.write(usage)).put("metrics", ConverseWholeWriter.METRICS);
        send("metadata", metadata, client);
    }

    private void stop(Finish reason, String stopString, Sink client) {
        closeAll(client);
        stopped = true;
        send("messageStop", ConverseWholeWriter.stop(reason, stopString), client);
    }

    // ---- text, thoughts, images

    private void text(int answer, String piece, Sink client) {
        if (answer == 0 && !piece.isEmpty()) {
            enter(Open.TEXT, client);
            delta(Blocks.text(piece), client);
        }
    }

    private void media(int answer, String mediaType, String base64, Sink client) {
        if (answer > 0) {
            return;
        }
        enter(Open.WHOLE, client);
        String format = ConverseWholeWriter.imageFormat(mediaType, base64);
        begin(Blocks.of("image", Blocks.of("format", new Json.Str(format))), client);
        delta(Blocks.of("image", Blocks.of("source", Blocks.bytes(base64))), client);
        close(client);
    }

    /** Goes on with a block of this kind, or begins one. */
    private void enter(Open kind, Sink client) {
        if (open != kind) {
            closeAll(client);
            open = kind;
            index++;
        }
    }

    // ---- calls

    private void begun(ChatEvent.ToolBegun begun, Sink client) {
        if (begun.answer() > 0) {
            return;
        }
        Call call = new Call(begun.call(), begun.id(), begun.name());
        if (current != null && !current.complete()) {
            waiting.put(begun.call(), call);
        } else {
            close(client);
            open(call, client);
        }
    }

    private void open(Call call, Sink client) {
        open = Open.CALL;
        index++;
        current = call;
        Json.Obj use =
                new Members().put("toolUseId", call.id).put("name", call.name).obj();
        begin(Blocks.of("toolUse", use), client);
        if (!call.waiting.isEmpty()) {
            argue(call.waiting.toString(), client);
        }
    }

    private void arguments(int answer, int number, String piece, Sink client) {
        if (answer > 0 || piece.isEmpty()) {
            return;
        }
        Call later = waiting.get(number);
        if (later != null) {
            later.add(piece);
            later.waiting.append(piece);
        } else if (current != null && current.number == number) {
            current.add(piece);
            argue(piece, client);
            while (current != null && current.complete() && !waiting.isEmpty()) {
                next(client);
            }
        }
    }

    private void argue(String piece, Sink client) {
        delta(Blocks.of("toolUse", Blocks.of("input", new Json.Str(piece))), client);
    }

    private void next(Sink client) {
        Call call = waiting.remove(waiting.keySet().iterator().next());
        close(client);
        if (call != null) {
            open(call, client);
        }
    }

    // ---- blocks

    private void begin(Json.Obj start, Sink client) {
        send("contentBlockStart", new Members().put("start", start).put("contentBlockIndex", index), client);
    }

    private void delta(Json.Obj delta, Sink client) {
        send("contentBlockDelta", new Members().put("delta", delta).put("contentBlockIndex", index), client);
    }

    private void close(Sink client) {
        if (open != Open.NOTHING) {
            open = Open.NOTHING;
            current = null;
            send("contentBlockStop", new Members().put("contentBlockIndex", index), client);
        }
    }

    private void closeAll(Sink client) {
        while (!waiting.isEmpty()) {
            next(client);
        }
        close(client);
    }

    private static void send(String type, Members payload, Sink client) {
        byte[] frame = ConverseFrames.event(type, payload.obj());
        client.pass(frame, 0, frame.length);
    }

    private enum Open {
        NOTHING,
        TEXT,
        THOUGHT,
        CALL,
        /** What comes in one piece. */
        WHOLE
    }

    /** A call, and whether its arguments are complete. */
    private static final class Call {
        private static final Shape NOTHING = Shape.of(paths -> {});

        private final int number;
        private final String id;
        private final String name;
        private final StringBuilder waiting = new StringBuilder();
        private final Scan scan = new Scan(NOTHING, ConverseReading.LIMITS, false, (_, _) -> {});
        private boolean notJson;

        Call(int number, String id, String name) {
            this.number = number;
            this.id = id;
            this.name = name;
        }

        void add(String piece) {
            byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
            try {
                if (!notJson) {
                    scan.feed(bytes, 0, bytes.length);
                }
            } catch (JsonError error) {
                notJson = true;
            }
        }

        boolean complete() {
            return !notJson && scan.done();
        }
    }
}
