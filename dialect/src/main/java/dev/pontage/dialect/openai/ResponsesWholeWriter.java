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
import dev.pontage.dialect.chat.Signer;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a whole response once all of it is there (protocols 1.6). */
final class ResponsesWholeWriter implements ReplyWriter {
    private final Envelope envelope;
    private final Fold fold = new Fold();

    ResponsesWholeWriter(Envelope envelope) {
        this.envelope = envelope;
    }

    @Override
    public void event(ChatEvent event, Sink client) {
        fold.add(event);
    }

    @Override
    public void end(Usage usage, Sink client) {
        byte[] body = JsonText.bytes(response(envelope, fold.reply(), usage));
        client.pass(body, 0, body.length);
    }

    /** The API gives one answer, the first. */
    static Json.Obj response(Envelope envelope, ChatReply reply, Usage usage) {
        if (reply.answers().isEmpty()) {
            return ResponseObject.of(envelope, reply.started(), List.of(), Finish.END, usage);
        }
        ChatReply.Answer answer = reply.answers().getFirst();
        Finish finish = answer.finish() == null ? Finish.END : answer.finish();
        List<Json> output = output(envelope.requestId(), answer);
        return ResponseObject.of(envelope, reply.started(), output, finish, usage);
    }

    private static List<Json> output(String requestId, ChatReply.Answer answer) {
        List<Json> output = new ArrayList<>();
        List<Json> content = new ArrayList<>();
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Text text -> content.add(ResponseObject.text(text.text(), logprobs(answer)));
                case Part.Refused(String text) -> content.add(ResponseObject.refusal(text));
                case Part.Thinking(String text, String signature) -> {
                    endMessage(requestId, content, output);
                    output.add(ResponseObject.reasoning(
                            "rs_" + requestId + '_' + output.size(),
                            text,
                            signature.isEmpty() ? null : Signer.OPENAI.shown(signature)));
                }
                case Part.Redacted(String data) -> {
                    endMessage(requestId, content, output);
                    output.add(ResponseObject.reasoning(
                            "rs_" + requestId + '_' + output.size(), "", ResponseObject.sealed(data)));
                }
                case Part.ToolCall call -> {
                    endMessage(requestId, content, output);
                    output.add(ResponseObject.call(
                            "fc_" + requestId + '_' + output.size(), call.id(), call.name(), call.arguments(), true));
                }
                case Part.Media media ->
                    content.add(ResponseObject.text(ChatEvent.Media.inWords(media.mediaType()), logprobs(answer)));
                case Part.ToolResult _ -> {}
            }
        }
        endMessage(requestId, content, output);
        return output;
    }

    private static @Nullable Json logprobs(ChatReply.Answer answer) {
        Json.Obj logprobs = answer.logprobs();
        return logprobs == null ? null : logprobs.get("content");
    }

    private static void endMessage(String requestId, List<Json> content, List<Json> output) {
        if (!content.isEmpty()) {
            output.add(ResponseObject.message("msg_" + requestId + '_' + output.size(), content, true));
            content.clear();
        }
    }
}
