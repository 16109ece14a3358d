package dev.pontage.dialect.gemini;

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

/** Writes generated content once all of it is there (protocols 4.3). */
final class GeminiWholeWriter implements ReplyWriter {
    private final Envelope envelope;
    private final Fold fold = new Fold();

    GeminiWholeWriter(Envelope envelope) {
        this.envelope = envelope;
    }

    @Override
    public void event(ChatEvent event, Sink client) {
        fold.add(event);
    }

    @Override
    public void end(Usage usage, Sink client) {
        ChatReply reply = fold.reply();
        List<Json> candidates = new ArrayList<>();
        for (ChatReply.Answer answer : reply.answers()) {
            candidates.add(candidate(candidates.size(), answer));
        }
        byte[] body = JsonText.bytes(
                Answers.document(candidates, usage, envelope, reply.started()).obj());
        client.pass(body, 0, body.length);
    }

    /** Calls come last, as they do in a stream. */
    private static Json candidate(int index, ChatReply.Answer answer) {
        List<Json> parts = new ArrayList<>();
        List<Json> calls = new ArrayList<>();
        Finish finish = answer.finish() == null ? Finish.END : answer.finish();
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Text said -> parts.add(Answers.text(said.text()));
                case Part.Refused(String said) -> parts.add(Answers.text(said));
                case Part.Thinking thinking -> thinking(thinking, parts);
                case Part.Redacted _ -> {} // another maker's, which this protocol has no place for
                case Part.ToolCall call -> {
                    Json written = Answers.call(call.id(), call.name(), call.arguments(), call.signature());
                    if (written == null) {
                        finish = Finish.BAD_TOOL_CALL;
                    } else {
                        calls.add(written);
                    }
                }
                case Part.Media media -> {
                    if (media.source() instanceof Part.Inline(String base64)) {
                        parts.add(Answers.media(media.mediaType(), base64));
                    }
                }
                case Part.ToolResult _ -> throw new IllegalStateException("a model does not answer tools");
            }
        }
        parts.addAll(calls);
        Members candidate = Answers.candidate(index, parts.isEmpty() ? List.of(Answers.text("")) : parts);
        Answers.finish(candidate, finish);
        if (answer.logprobs() != null) {
            candidate.put("logprobsResult", TokenProbabilities.fromOpenAi(answer.logprobs()));
        }
        return candidate.obj();
    }

    private static void thinking(Part.Thinking thinking, List<Json> parts) {
        String signature = Signatures.own(thinking.signature());
        if (thinking.text().isEmpty() && signature.isEmpty()) {
            return;
        }
        Members part = new Members().put("text", thinking.text());
        if (!thinking.text().isEmpty()) {
            part.put("thought", true);
        }
        if (!signature.isEmpty()) {
            part.put("thoughtSignature", signature);
        }
        parts.add(part.obj());
    }
}
