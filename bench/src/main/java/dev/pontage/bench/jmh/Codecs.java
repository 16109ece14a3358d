package dev.pontage.bench.jmh;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.anthropic.AnthropicChat;
import dev.pontage.dialect.bedrock.ConverseChat;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatCodec.Asked;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.gemini.GeminiChat;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.openai.OpenAiChat;
import dev.pontage.dialect.openai.OpenAiResponsesChat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The chat of {@link Chat} in every dialect: the same request of 1.4 KB, the same stream, the same whole answer. */
final class Codecs {
    /** What a stream tells: that it began, 49 pieces of text, and that it ended. */
    static final int EVENTS = 51;

    static final List<ChatEvent> STREAM = stream();
    static final List<ChatEvent> WHOLE = whole();

    private static final int PIECES = 49;
    private static final JsonTree TREE = new JsonTree(Limits.DEFAULT, true);
    private static final Usage USAGE = Usage.text(212, 128);

    private Codecs() {}

    /** By the word for its operation, as in the endpoints' names. */
    static ChatCodec of(String operation) {
        return switch (operation) {
            case "chat" -> new OpenAiChat();
            case "responses" -> new OpenAiResponsesChat();
            case "messages" -> new AnthropicChat();
            case "generate" -> new GeminiChat();
            case "converse" -> new ConverseChat();
            default -> throw new IllegalArgumentException(operation);
        };
    }

    static Json tree(byte[] bytes) {
        return TREE.read(bytes, 0, bytes.length);
    }

    static Asked asked(boolean streamed) {
        return new Asked(Chat.ASKED_MODEL, streamed);
    }

    /** What the request means. */
    static ChatRequest request() {
        return of("chat").read(tree(Chat.request(true)), Asked.IN_BODY);
    }

    /** A request for an upstream of the dialect, as it goes over the wire. */
    static byte[] written(ChatCodec codec, ChatRequest request) {
        return JsonText.bytes(
                codec.write(request, Chat.UPSTREAM_MODEL, Set.of()).body());
    }

    static Envelope envelope(String operation, boolean streamed) {
        Framing stream = operation.equals("converse") ? Framing.FRAMES : Framing.EVENTS;
        return new Envelope("r", 7, Chat.ASKED_MODEL, streamed ? stream : Framing.WHOLE, true);
    }

    /** Writes these events, and the end. */
    static void write(ReplyWriter writer, List<ChatEvent> events, Sink client) {
        for (ChatEvent event : events) {
            writer.event(event, client);
        }
        writer.end(USAGE, client);
    }

    /** What an upstream of the dialect answers, a piece for each event. */
    static List<byte[]> answer(String operation, boolean streamed) {
        List<byte[]> pieces = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Sink sink = (b, from, to) -> bytes.write(b, from, to - from);
        ReplyWriter writer = of(operation).writer(envelope(operation, streamed));
        for (ChatEvent event : streamed ? STREAM : WHOLE) {
            writer.event(event, sink);
            take(bytes, pieces);
        }
        writer.end(USAGE, sink);
        take(bytes, pieces);
        return pieces;
    }

    private static void take(ByteArrayOutputStream bytes, List<byte[]> pieces) {
        if (bytes.size() > 0) {
            pieces.add(bytes.toByteArray());
            bytes.reset();
        }
    }

    private static List<ChatEvent> stream() {
        List<ChatEvent> events = new ArrayList<>(List.of(started()));
        for (int i = 0; i < PIECES; i++) {
            events.add(new ChatEvent.Text(0, " word" + i));
        }
        events.add(new ChatEvent.Finished(0, Finish.END, ""));
        return events;
    }

    private static List<ChatEvent> whole() {
        String said = "All in order but one fault at the gate, see the second note. ".repeat(12);
        return List.of(started(), new ChatEvent.Text(0, said), new ChatEvent.Finished(0, Finish.END, ""));
    }

    private static ChatEvent started() {
        return new ChatEvent.Started("5d0c3b7e1f9a4c62b8e4", Chat.UPSTREAM_MODEL, 1_760_000_000);
    }
}
