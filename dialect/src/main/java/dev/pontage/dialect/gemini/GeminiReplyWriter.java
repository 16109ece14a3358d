package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Framing;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a stream of generated content, as events or as one JSON array (protocols 4.1, 4.3).
 *
 * <p>Calls are gathered and go whole when their candidate ends (G03). The last document has every candidate's reason to
 * stop, and usage (G04); nothing comes after it. SDKs need {@code data: } with its one blank and no other line
 * (protocols 12).
 */
final class GeminiReplyWriter implements ReplyWriter {
    private final Envelope envelope;
    private final boolean array;
    private ChatEvent.Started started = new ChatEvent.Started("", "", 0);
    private final Map<Integer, Answer> answers = new TreeMap<>();
    private boolean begun;

    GeminiReplyWriter(Envelope envelope) {
        this.envelope = envelope;
        this.array = envelope.framing() == Framing.ARRAY;
    }

    @Override
    public void event(ChatEvent event, Sink client) {
        switch (event) {
            case ChatEvent.Started first -> started = first;
            case ChatEvent.Text(int answer, String piece) -> say(answer, Answers.text(piece), client);
            case ChatEvent.Refused(int answer, String piece) -> say(answer, Answers.text(piece), client);
            case ChatEvent.Thinking(int answer, String piece) -> {
                say(answer, Answers.thought(piece), client);
                answer(answer).thinking = true;
            }
            case ChatEvent.Signed(int answer, String signature) -> sign(answer, Signatures.own(signature), client);
            case ChatEvent.Redacted _ -> {} // another maker's, which this protocol has no place for
            case ChatEvent.ToolBegun call -> answer(call.answer()).calls.put(call.call(), new Call(call));
            case ChatEvent.ToolArguments(int answer, int call, String piece) -> argue(answer, call, piece);
            case ChatEvent.Media(int answer, String mediaType, String base64) ->
                say(answer, Answers.media(mediaType, base64), client);
            case ChatEvent.Logprobs(int answer, Json.Obj logprobs) ->
                send(
                        Answers.candidate(answer, List.of())
                                .put("logprobsResult", TokenProbabilities.fromOpenAi(logprobs)),
                        client);
            case ChatEvent.Finished(int answer, Finish reason, String _) -> finish(answer, reason, client);
        }
    }

    @Override
    public void end(Usage usage, Sink client) {
        List<Json> candidates = new ArrayList<>();
        if (answers.isEmpty()) {
            answer(0);
        }
        answers.forEach((index, answer) -> {
            Members candidate = Answers.candidate(index, List.of(Answers.text("")));
            Answers.finish(candidate, answer.finish);
            candidates.add(candidate.obj());
        });
        send(Answers.document(candidates, usage, envelope, started).obj(), client);
        if (array) {
            pass("\n]\n", client);
        }
    }

    private void sign(int index, String signature, Sink client) {
        if (signature.isEmpty()) {
            return;
        }
        Members part = new Members().put("text", "");
        if (answer(index).thinking) {
            part.put("thought", true);
        }
        say(index, part.put("thoughtSignature", signature).obj(), client);
    }

    private void argue(int index, int number, String piece) {
        Call call = answer(index).calls.get(number);
        if (call == null) {
            throw new IllegalStateException("arguments of a call that has not begun: " + number);
        }
        call.arguments.append(piece);
    }

    private void finish(int index, Finish reason, Sink client) {
        Answer answer = answer(index);
        answer.finish = reason;
        List<Json> parts = new ArrayList<>();
        for (Call call : answer.calls.values()) {
            ChatEvent.ToolBegun begin = call.begin;
            Json part = Answers.call(begin.id(), begin.name(), call.arguments.toString(), begin.signature());
            if (part == null) {
                answer.finish = Finish.BAD_TOOL_CALL;
            } else {
                parts.add(part);
            }
        }
        answer.calls.clear();
        if (!parts.isEmpty()) {
            send(Answers.candidate(index, parts), client);
        }
    }

    private void say(int index, Json part, Sink client) {
        answer(index).thinking = false;
        send(Answers.candidate(index, List.of(part)), client);
    }

    private Answer answer(int index) {
        return answers.computeIfAbsent(index, _ -> new Answer());
    }

    private void send(Members candidate, Sink client) {
        send(Answers.document(List.of(candidate.obj()), null, envelope, started).obj(), client);
    }

    private void send(Json document, Sink client) {
        String before = array ? begun ? "\n,\n" : "[" : "data: ";
        begun = true;
        pass(before + JsonText.of(document) + (array ? "" : "\n\n"), client);
    }

    private static void pass(String text, Sink client) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        client.pass(bytes, 0, bytes.length);
    }

    /** One answer as far as it has come. */
    private static final class Answer {
        private final Map<Integer, Call> calls = new LinkedHashMap<>();
        private Finish finish = Finish.END;

        /** Whether the last thing said was a thought. */
        private boolean thinking;
    }

    private static final class Call {
        private final ChatEvent.ToolBegun begin;
        private final StringBuilder arguments = new StringBuilder();

        Call(ChatEvent.ToolBegun begin) {
            this.begin = begin;
        }
    }
}
