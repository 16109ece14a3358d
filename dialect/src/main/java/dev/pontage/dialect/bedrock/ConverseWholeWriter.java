package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.ChatReply;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.Fold;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Members;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a whole Converse answer once all of it is there (protocols 5.2). */
final class ConverseWholeWriter implements ReplyWriter {
    /** SDKs demand the field, and how long the model took nobody tells us. */
    static final Json.Obj METRICS = new Members().put("latencyMs", 0).obj();

    private final Fold fold = new Fold();

    @Override
    public void event(ChatEvent event, Sink client) {
        fold.add(event);
    }

    @Override
    public void end(Usage usage, Sink client) {
        ChatReply reply = fold.reply();
        // The protocol has no way to ask for more than one.
        ChatReply.Answer answer = reply.answers().isEmpty()
                ? new ChatReply.Answer(List.of(), null, "", null)
                : reply.answers().getFirst();
        Json.Obj message = new Members()
                .put("role", "assistant")
                .put("content", new Json.Arr(content(answer.parts())))
                .obj();
        Members body = new Members().put("output", Blocks.of("message", message));
        stop(answer.finish(), answer.stopString()).obj().members().forEach(body::put);
        byte[] bytes = JsonText.bytes(body.put("usage", ConverseUsage.write(usage))
                .put("metrics", METRICS)
                .obj());
        client.pass(bytes, 0, bytes.length);
    }

    static Members stop(@Nullable Finish finish, String stopString) {
        Members stop = new Members().put("stopReason", StopReasons.write(finish == null ? Finish.END : finish));
        if (!stopString.isEmpty()) {
            stop.put("additionalModelResponseFields", Blocks.of("stop_sequence", new Json.Str(stopString)));
        }
        return stop;
    }

    private static List<Json> content(List<Part> parts) {
        List<Json> content = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Text said -> content.add(Blocks.text(said.text()));
                case Part.Thinking(String text, String signature) -> content.add(Blocks.thought(text, signature));
                case Part.Redacted(String data) -> content.add(Blocks.redacted(data));
                case Part.Refused(String text) -> content.add(Blocks.text(text));
                case Part.ToolCall call ->
                    content.add(Blocks.toolUse(call.id(), call.name(), Arguments.object(call.arguments())));
                case Part.Media media -> {
                    if (media.medium() == Medium.IMAGE && media.source() instanceof Part.Inline(String base64)) {
                        content.add(image(media.mediaType(), base64));
                    }
                }
                case Part.ToolResult _ -> throw new IllegalStateException("a model does not answer tools");
            }
        }
        return content;
    }

    private static Json image(String type, String base64) {
        return Blocks.of(
                "image",
                new Members()
                        .put("format", imageFormat(type, base64))
                        .put("source", Blocks.bytes(base64))
                        .obj());
    }

    /** One of those that the protocol has. */
    static String imageFormat(String type, String base64) {
        String format = Formats.format(Medium.IMAGE, type, "", base64);
        return format.isEmpty() ? "png" : format;
    }
}
