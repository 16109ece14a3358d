package dev.pontage.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers of Chat Completions, whole and streamed (OpenAI, CreateChatCompletionResponse and its stream). */
final class Chat {
    /** The configuration that made the answer; it never changes. */
    static final String FINGERPRINT = "fp_demo000001";

    /** What a client sees as the probability of a token: likely, and not certain. */
    private static final double LOGPROB = -0.1;

    private final Body body;
    private final Seed seed;
    private final long createdSeconds;
    private final String model;
    private final Prompt prompt;
    private final boolean logprobs;

    private Chat(Body body, Seed seed, long createdSeconds, Prompt prompt) {
        this.body = body;
        this.seed = seed;
        this.createdSeconds = createdSeconds;
        this.model = body.model();
        this.prompt = prompt;
        this.logprobs = body.flag("logprobs");
    }

    /**
     * Answers one request.
     *
     * @throws Rejected as OpenAI refuses it
     */
    static Play answer(Body body, Seed seed, long createdSeconds) {
        Prompt prompt = ChatRequest.prompt(body);
        Script script = ScriptReader.read(prompt.text(), prompt.toolNames());
        Author author = new Author(prompt, script, seed);
        List<Draft> drafts = new ArrayList<>();
        for (int number = 0; number < ChatRequest.answers(body); number++) {
            drafts.add(author.write(number));
        }
        Chat chat = new Chat(body, seed, createdSeconds, prompt);
        Frames frames = new Frames(script, seed);
        return body.flag("stream")
                ? frames.streamed(chat.events(drafts), it -> Event.data(false, Errors.envelope(Errors.inStream())))
                : frames.whole(chat.whole(drafts));
    }

    private ObjectNode whole(List<Draft> drafts) {
        ObjectNode answer = opening("chat.completion");
        ArrayNode choices = answer.putArray("choices");
        for (int index = 0; index < drafts.size(); index++) {
            Draft draft = drafts.get(index);
            ObjectNode choice = choices.addObject().put("index", index);
            message(choice.putObject("message"), draft);
            logprobs(choice, logprobs ? Pieces.of(draft.text()) : List.of());
            choice.put("finish_reason", finish(draft));
        }
        usage(answer.putObject("usage"), drafts);
        return answer.put("service_tier", "default").put("system_fingerprint", FINGERPRINT);
    }

    private static void message(ObjectNode message, Draft draft) {
        message.put("role", "assistant");
        textOrNull(message, "content", draft.text());
        if (!draft.reasoning().isEmpty()) {
            message.put("reasoning_content", draft.reasoning());
        }
        textOrNull(message, "refusal", draft.refusal());
        message.putArray("annotations");
        if (!draft.calls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            for (Draft.Call call : draft.calls()) {
                ObjectNode item = calls.addObject().put("id", call.id()).put("type", "function");
                item.putObject("function").put("name", call.name()).put("arguments", call.arguments());
            }
        }
    }

    private List<Event> events(List<Draft> drafts) {
        List<Event> events = new ArrayList<>();
        List<List<Event>> answers = new ArrayList<>();
        for (int index = 0; index < drafts.size(); index++) {
            events.add(role(index, drafts.get(index)));
            answers.add(deltas(index, drafts.get(index)));
        }
        // Answers come side by side, as from a model that writes them at once.
        int longest = answers.stream().mapToInt(List::size).max().orElse(0);
        for (int row = 0; row < longest; row++) {
            for (List<Event> answer : answers) {
                if (row < answer.size()) {
                    events.add(answer.get(row));
                }
            }
        }
        for (int index = 0; index < drafts.size(); index++) {
            events.add(chunk(false, index, Json.object(), List.of(), finish(drafts.get(index))));
        }
        if (usageAsked()) {
            ObjectNode last = opening("chat.completion.chunk").put("system_fingerprint", FINGERPRINT);
            last.putArray("choices");
            usage(last.putObject("usage"), drafts);
            events.add(Event.data(false, last));
        }
        events.add(Event.done());
        return events;
    }

    /** The first chunk of an answer has its role and no content; null where tools are called in its place. */
    private Event role(int index, Draft draft) {
        ObjectNode delta = Json.object().put("role", "assistant");
        if (draft.calls().isEmpty()) {
            delta.put("content", "");
        } else {
            delta.putNull("content");
        }
        return chunk(false, index, delta.putNull("refusal"), List.of(), "");
    }

    private List<Event> deltas(int index, Draft draft) {
        List<Event> events = new ArrayList<>();
        for (String piece : Pieces.of(draft.reasoning())) {
            events.add(chunk(true, index, Json.object().put("reasoning_content", piece), List.of(), ""));
        }
        for (String piece : Pieces.of(draft.text())) {
            List<String> told = logprobs ? List.of(piece) : List.of();
            events.add(chunk(true, index, Json.object().put("content", piece), told, ""));
        }
        for (String piece : Pieces.of(draft.refusal())) {
            events.add(chunk(true, index, Json.object().put("refusal", piece), List.of(), ""));
        }
        for (int call = 0; call < draft.calls().size(); call++) {
            call(events, index, call, draft.calls().get(call));
        }
        return events;
    }

    /** Id, type and name stand in a call's first delta alone. */
    private void call(List<Event> events, int index, int number, Draft.Call call) {
        ObjectNode first = Json.object();
        ObjectNode begun = first.putArray("tool_calls").addObject();
        begun.put("index", number).put("id", call.id()).put("type", "function");
        begun.putObject("function").put("name", call.name()).put("arguments", "");
        events.add(chunk(true, index, first, List.of(), ""));
        for (String piece : Pieces.of(call.arguments())) {
            ObjectNode next = Json.object();
            ObjectNode part = next.putArray("tool_calls").addObject().put("index", number);
            part.putObject("function").put("arguments", piece);
            events.add(chunk(true, index, next, List.of(), ""));
        }
    }

    private Event chunk(boolean content, int index, ObjectNode delta, List<String> told, String finish) {
        ObjectNode chunk = opening("chat.completion.chunk").put("system_fingerprint", FINGERPRINT);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        logprobs(choice, told);
        textOrNull(choice, "finish_reason", finish);
        if (usageAsked()) {
            chunk.putNull("usage");
        }
        return Event.data(content, chunk);
    }

    private boolean usageAsked() {
        return Body.of(body.at("stream_options"), "include_usage").booleanValue(false);
    }

    private ObjectNode opening(String object) {
        return Json.object()
                .put("id", seed.id("chatcmpl-", 0))
                .put("object", object)
                .put("created", createdSeconds)
                .put("model", model);
    }

    private static String finish(Draft draft) {
        if (draft.cut()) {
            return "length";
        }
        return draft.calls().isEmpty() ? "stop" : "tool_calls";
    }

    private static void logprobs(ObjectNode choice, List<String> tokens) {
        if (tokens.isEmpty()) {
            choice.putNull("logprobs");
            return;
        }
        ObjectNode logprobs = choice.putObject("logprobs");
        ArrayNode content = logprobs.putArray("content");
        for (String token : tokens) {
            ObjectNode item = content.addObject().put("token", token).put("logprob", LOGPROB);
            ArrayNode bytes = item.putArray("bytes");
            for (byte one : token.getBytes(StandardCharsets.UTF_8)) {
                bytes.add(one & 0xff);
            }
            item.putArray("top_logprobs");
        }
        logprobs.putNull("refusal");
    }

    private void usage(ObjectNode usage, List<Draft> drafts) {
        long output = drafts.stream().mapToLong(Draft::tokens).sum();
        usage.put("prompt_tokens", prompt.inputTokens())
                .put("completion_tokens", output)
                .put("total_tokens", prompt.inputTokens() + output);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put(
                        "reasoning_tokens",
                        drafts.stream().mapToLong(Draft::reasoningTokens).sum())
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
    }

    private static void textOrNull(ObjectNode object, String name, String text) {
        if (text.isEmpty()) {
            object.putNull(name);
        } else {
            object.put(name, text);
        }
    }
}
