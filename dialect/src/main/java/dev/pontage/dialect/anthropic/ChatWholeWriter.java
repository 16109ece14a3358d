package dev.pontage.dialect.anthropic;

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

/**
 * Writes a whole message once all of it is there (protocols 3.3); media have no place in it and are told of in words.
 */
final class ChatWholeWriter implements ReplyWriter {
    private static final ChatReply.Answer NOTHING = new ChatReply.Answer(List.of(), null, "", null);

    private final Envelope envelope;
    private final Fold fold = new Fold();

    ChatWholeWriter(Envelope envelope) {
        this.envelope = envelope;
    }

    @Override
    public void event(ChatEvent event, Sink client) {
        fold.add(event);
    }

    @Override
    public void end(Usage usage, Sink client) {
        ChatReply reply = fold.reply();
        ChatReply.Answer answer =
                reply.answers().isEmpty() ? NOTHING : reply.answers().getFirst();
        Finish finish = answer.finish();
        Members message = Message.of(envelope, reply.started())
                .put("content", new Json.Arr(content(answer.parts())))
                .put("stop_reason", Words.of(finish == null ? Finish.END : finish));
        byte[] body = JsonText.bytes(ChatReplyWriter.ended(message, answer.stopString())
                .put("usage", UsageObject.of(usage))
                .obj());
        client.pass(body, 0, body.length);
    }

    private static List<Json> content(List<Part> parts) {
        List<Json> blocks = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Text said -> text(said.text(), blocks);
                case Part.Refused(String words) -> text(words, blocks);
                case Part.Thinking(String thought, String signature) -> blocks.add(Blocks.thinking(thought, signature));
                case Part.Redacted(String data) -> blocks.add(Blocks.redacted(data));
                case Part.ToolCall call ->
                    blocks.add(Blocks.call(call.id(), call.name(), ToolInput.of(call.arguments())));
                case Part.Media media -> text(ChatEvent.Media.inWords(media.mediaType()), blocks);
                case Part.ToolResult _ -> throw new IllegalStateException("a model does not answer tools");
            }
        }
        return blocks;
    }

    private static void text(String text, List<Json> blocks) {
        if (!text.isEmpty()) {
            blocks.add(Blocks.text(text));
        }
    }
}
