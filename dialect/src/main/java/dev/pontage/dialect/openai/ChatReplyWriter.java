package dev.pontage.dialect.openai;

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
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a stream of chat completion chunks (protocols 1.3). Opaque thoughts go as convention C1 says. */
final class ChatReplyWriter implements ReplyWriter {
    /**
     * How many characters of thoughts are kept to be repeated with their signature; longer ones are signed alone, as
     * their makers do where thoughts are not shown.
     */
    static final int THOUGHTS_LIMIT_CHARS = 128 * 1024;

    private final Envelope envelope;
    private final Calls calls;
    private Identity identity;
    private final BitSet roles = new BitSet();

    /** By answer: the thoughts since the last signature, which repeat with it. */
    private final Map<Integer, StringBuilder> thoughts = new HashMap<>();

    ChatReplyWriter(Envelope envelope, Calls calls) {
        this.envelope = envelope;
        this.calls = calls;
        this.identity = Identity.of(envelope, new ChatEvent.Started("", "", 0));
    }

    @Override
    public void event(ChatEvent event, Sink client) {
        switch (event) {
            case ChatEvent.Started first -> identity = Identity.of(envelope, first);
            case ChatEvent.Text(int answer, String piece) -> delta(answer, new Members().put("content", piece), client);
            case ChatEvent.Thinking(int answer, String piece) -> {
                think(answer, piece);
                delta(answer, new Members().put("reasoning_content", piece), client);
            }
            case ChatEvent.Signed(int answer, String signature) -> {
                StringBuilder thought = thoughts.remove(answer);
                String repeated = thought == null || thought.length() > THOUGHTS_LIMIT_CHARS ? "" : thought.toString();
                Json block = OpaqueThoughts.signed(repeated, signature);
                delta(answer, new Members().put("thinking_blocks", new Json.Arr(List.of(block))), client);
            }
            case ChatEvent.Redacted(int answer, String data) ->
                delta(
                        answer,
                        new Members().put("thinking_blocks", new Json.Arr(List.of(OpaqueThoughts.redacted(data)))),
                        client);
            case ChatEvent.Refused(int answer, String piece) ->
                delta(answer, new Members().put("refusal", piece), client);
            case ChatEvent.ToolBegun begun -> toolBegun(begun, client);
            case ChatEvent.ToolArguments(int answer, int call, String piece) -> {
                Members delta = new Members();
                calls.argue(delta, call, piece);
                told(answer, delta, client);
            }
            case ChatEvent.Media(int answer, String mediaType, String base64) ->
                delta(
                        answer,
                        new Members().put("images", new Json.Arr(List.of(OpaqueThoughts.image(mediaType, base64)))),
                        client);
            case ChatEvent.Logprobs(int answer, Json.Obj logprobs) ->
                chunk(
                        answer,
                        new Members(),
                        new Members().put("logprobs", logprobs).putNull("finish_reason"),
                        client);
            case ChatEvent.Finished(int answer, Finish reason, String stopString) ->
                chunk(answer, new Members(), new Members().put("finish_reason", calls.finish(reason)), client);
        }
    }

    private void think(int answer, String piece) {
        StringBuilder thought = thoughts.computeIfAbsent(answer, _ -> new StringBuilder());
        if (thought.length() <= THOUGHTS_LIMIT_CHARS) {
            thought.append(piece, 0, Math.min(piece.length(), THOUGHTS_LIMIT_CHARS + 1 - thought.length()));
        }
    }

    @Override
    public void end(Usage usage, Sink client) {
        if (envelope.usageAsked()) {
            Members last = head().put("choices", Json.Arr.EMPTY).put("usage", UsageObject.of(usage));
            send(last, client);
        }
        byte[] marker = OpenAi.utf8("data: [DONE]\n\n");
        client.pass(marker, 0, marker.length);
    }

    private void toolBegun(ChatEvent.ToolBegun begun, Sink client) {
        Json.Obj function =
                new Members().put("name", begun.name()).put("arguments", "").obj();
        Members delta = new Members();
        calls.begin(
                delta,
                begun.call(),
                new Members()
                        .put("id", begun.id())
                        .put("type", "function")
                        .put("function", function)
                        .put("extra_content", ChatTurnsWriter.signature(begun.signature()))
                        .obj());
        told(begun.answer(), delta, client);
    }

    /** Nothing, where the form has no place for this call. */
    private void told(int answer, Members delta, Sink client) {
        if (!delta.obj().members().isEmpty()) {
            delta(answer, delta, client);
        }
    }

    private void delta(int answer, Members delta, Sink client) {
        chunk(answer, delta, new Members().putNull("finish_reason"), client);
    }

    private void chunk(int answer, Members delta, Members rest, Sink client) {
        Members first = new Members();
        if (!roles.get(answer)) {
            roles.set(answer);
            first.put("role", "assistant");
        }
        delta.obj().members().forEach(first::put);
        Members choice = new Members().put("index", answer).put("delta", first.obj());
        rest.obj().members().forEach(choice::put);
        Members chunk = head().put("choices", new Json.Arr(List.of(choice.obj())));
        if (envelope.usageAsked()) {
            chunk.putNull("usage");
        }
        send(chunk, client);
    }

    private Members head() {
        return identity.head("chat.completion.chunk");
    }

    private static void send(Members chunk, Sink client) {
        byte[] event = ("data: " + JsonText.of(chunk.obj()) + "\n\n").getBytes(StandardCharsets.UTF_8);
        client.pass(event, 0, event.length);
    }
}
