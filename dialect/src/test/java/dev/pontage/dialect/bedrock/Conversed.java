package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.ChatReply;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Fold;
import dev.pontage.dialect.chat.ReplyReader;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.frame.AwsEventStream;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.openai.OpenAiChat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays requests and answers through the dialect, as a gateway would. */
final class Conversed {
    static final String SONNET = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    static final String OLD_CLAUDE = "anthropic.claude-3-5-sonnet-20240620-v1:0";
    static final String CLAUDE_37 = "anthropic.claude-3-7-sonnet-20250219-v1:0";
    static final String OPUS_46 = "us.anthropic.claude-opus-4-6-v1";
    static final String OPUS_47 = "us.anthropic.claude-opus-4-7";
    static final String NOVA = "amazon.nova-pro-v1:0";
    static final String LLAMA = "meta.llama3-1-70b-instruct-v1:0";
    static final String MISTRAL = "mistral.mistral-large-2402-v1:0";
    static final String PROFILE = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc";

    static final ConverseChat CODEC = new ConverseChat();
    static final OpenAiChat OPENAI = new OpenAiChat();

    private Conversed() {}

    static Json json(String text) {
        byte[] bytes = utf8(text);
        return new JsonTree(Limits.DEFAULT, true).read(bytes, 0, bytes.length);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static ChatRequest read(String body) {
        return CODEC.read(json(body), new ChatCodec.Asked("m", false));
    }

    static ChatRequest openAi(String body) {
        return OPENAI.read(json(body), ChatCodec.Asked.IN_BODY);
    }

    /** What goes up for an OpenAI request. */
    static Written sent(String openAiBody, String model) {
        return CODEC.write(openAi(openAiBody), model, Set.of());
    }

    /** One member of it as text; empty if there is none. */
    static String sent(String openAiBody, String model, String member) {
        Json value = sent(openAiBody, model).body().get(member);
        return value == null ? "" : JsonText.of(value);
    }

    static List<String> losses(Written written) {
        return written.losses().stream().map(loss -> loss.field()).toList();
    }

    // ---- answers

    static byte[] frame(String type, String payload) {
        return AwsEventStream.frame(
                utf8(payload), ":event-type", type, ":content-type", "application/json", ":message-type", "event");
    }

    static byte[] exception(String type, String payload) {
        return AwsEventStream.frame(
                utf8(payload),
                ":exception-type",
                type,
                ":content-type",
                "application/json",
                ":message-type",
                "exception");
    }

    static byte[] join(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    static List<ChatEvent> events(ReplyReader reader, byte[] bytes, int... cuts) {
        List<ChatEvent> events = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i == cuts.length ? bytes.length : cuts[i];
            reader.feed(bytes, from, to, events::add);
            from = to;
        }
        reader.end(events::add);
        return events;
    }

    static ChatReply folded(List<ChatEvent> events) {
        Fold fold = new Fold();
        events.forEach(fold::add);
        return fold.reply();
    }

    static int[] everyByte(byte[] answer) {
        int[] cuts = new int[Math.max(0, answer.length - 1)];
        Arrays.setAll(cuts, i -> i + 1);
        return cuts;
    }

    /** The frames as text: type, then payload. */
    static List<String> frames(byte[] bytes) {
        List<String> frames = new ArrayList<>();
        AwsEventStream stream = new AwsEventStream();
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int at = 0;
        while (at < bytes.length) {
            at = stream.next(bytes, at, bytes.length, (b, from, to) -> payload.write(b, from, to - from));
            if (at < 0) {
                throw new AssertionError("an open frame");
            }
            String event = stream.text(":event-type");
            String type = event == null ? stream.text(":exception-type") : event;
            frames.add(type + ' ' + payload.toString(StandardCharsets.UTF_8));
            payload.reset();
        }
        return frames;
    }

    /** Plays an answer in pieces cut at these places, ascending. */
    static Played play(Passage passage, byte[] answer, int... cuts) {
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        // The array is used again for every piece, as a transport does.
        byte[] wire = new byte[answer.length + 3];
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i == cuts.length ? answer.length : cuts[i];
            System.arraycopy(answer, from, wire, 3, to - from);
            passage.feed(wire, 3, 3 + to - from, into(client));
            Arrays.fill(wire, 3, 3 + to - from, (byte) '#');
            from = to;
        }
        passage.end(into(client));
        byte[] before = client.toByteArray();
        boolean committed = passage.committed();
        boolean midEvent = passage.midEvent();
        if (passage.terminal()) {
            passage.release(into(client));
        } else {
            passage.interrupt(into(client));
        }
        return new Played(
                hex(before),
                hex(client.toByteArray()),
                passage.terminal(),
                committed,
                midEvent,
                passage.failure(),
                passage.usage(),
                passage.clamped(),
                passage.deliveredTextBytes());
    }

    static Passage.Sink into(ByteArrayOutputStream client) {
        return (b, from, to) -> client.write(b, from, to - from);
    }

    /** Bytes as text, so that they compare. */
    static String hex(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String hex) {
        return hex.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What became of an answer; {@code before}: what the client had before the release. */
    record Played(
            String before,
            String client,
            boolean terminal,
            boolean committed,
            boolean midEvent,
            @Nullable Failure failure,
            @Nullable Usage usage,
            boolean clamped,
            long delivered) {}
}
