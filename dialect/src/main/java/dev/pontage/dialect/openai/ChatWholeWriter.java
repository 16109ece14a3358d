package dev.pontage.dialect.openai;

import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.ChatReply;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.Fold;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Members;
import java.util.ArrayList;
import java.util.List;

/** Writes a whole chat completion once all of it is there (protocols 1.3). */
final class ChatWholeWriter implements ReplyWriter {
    private final Envelope envelope;
    private final Calls form;
    private final Fold fold = new Fold();

    ChatWholeWriter(Envelope envelope, Calls form) {
        this.envelope = envelope;
        this.form = form;
    }

    @Override
    public void event(ChatEvent event, Sink client) {
        fold.add(event);
    }

    @Override
    public void end(Usage usage, Sink client) {
        ChatReply reply = fold.reply();
        List<Json> choices = new ArrayList<>();
        for (ChatReply.Answer answer : reply.answers()) {
            choices.add(choice(choices.size(), answer));
        }
        byte[] body = JsonText.bytes(Identity.of(envelope, reply.started())
                .head("chat.completion")
                .put("choices", new Json.Arr(choices))
                .put("usage", UsageObject.of(usage))
                .obj());
        client.pass(body, 0, body.length);
    }

    private Json choice(int index, ChatReply.Answer answer) {
        Members choice = new Members().put("index", index).put("message", message(answer.parts()));
        if (answer.logprobs() == null) {
            choice.putNull("logprobs");
        } else {
            choice.put("logprobs", answer.logprobs());
        }
        Finish finish = answer.finish();
        return choice.put("finish_reason", form.finish(finish == null ? Finish.END : finish))
                .obj();
    }

    private Json message(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        List<Json> opaque = new ArrayList<>();
        List<Json> images = new ArrayList<>();
        List<Json> calls = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Text said -> text.append(said.text());
                case Part.Thinking(String piece, String signature) -> {
                    thoughts.append(piece);
                    if (!signature.isEmpty()) {
                        opaque.add(OpaqueThoughts.signed(piece, signature));
                    }
                }
                case Part.Redacted(String data) -> opaque.add(OpaqueThoughts.redacted(data));
                case Part.Refused(String piece) -> refusal.append(piece);
                case Part.ToolCall call -> calls.add(ChatTurnsWriter.call(call));
                case Part.Media media -> {
                    if (media.source() instanceof Part.Inline(String base64)) {
                        images.add(OpaqueThoughts.image(media.mediaType(), base64));
                    }
                }
                case Part.ToolResult _ -> throw new IllegalStateException("a model does not answer tools");
            }
        }
        Members message = new Members().put("role", "assistant");
        putOrNull(message, "content", text);
        putOrNull(message, "refusal", refusal);
        if (!thoughts.isEmpty()) {
            message.put("reasoning_content", thoughts.toString());
        }
        message.putAny("thinking_blocks", opaque).putAny("images", images);
        form.whole(message, calls);
        return message.obj();
    }

    private static void putOrNull(Members message, String name, StringBuilder text) {
        if (text.isEmpty()) {
            message.putNull(name);
        } else {
            message.put(name, text.toString());
        }
    }
}
