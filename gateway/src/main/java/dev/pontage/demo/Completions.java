package dev.pontage.demo;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers of the old Completions API, whole and streamed (OpenAI, CreateCompletionResponse). */
final class Completions {
    private static final int MAX_ANSWERS = 128;
    private static final int MAX_PROMPTS = 128;

    /** What the API takes where a request sets no ceiling. */
    private static final int USUAL_CEILING_TOKENS = 16;

    private static final double LOGPROB = -0.1;

    private final Body body;
    private final Seed seed;
    private final long createdSeconds;
    private final String model;
    private long inputTokens;

    private Completions(Body body, Seed seed, long createdSeconds) {
        this.body = body;
        this.seed = seed;
        this.createdSeconds = createdSeconds;
        this.model = body.model();
    }

    /**
     * Answers one request.
     *
     * @throws Rejected as OpenAI refuses it
     */
    static Play answer(Body body, Seed seed, long createdSeconds) {
        return new Completions(body, seed, createdSeconds).play();
    }

    private Play play() {
        List<JsonNode> prompts = prompts();
        int answers = (int) body.whole("n", 1, 1, MAX_ANSWERS);
        List<Draft> drafts = new ArrayList<>();
        Script first = Script.silent();
        for (int number = 0; number < prompts.size(); number++) {
            Prompt prompt = prompt(prompts.get(number));
            Script script = ScriptReader.read(prompt.text(), prompt.toolNames());
            first = number == 0 ? script : first;
            inputTokens += prompt.inputTokens();
            for (int answer = 0; answer < answers; answer++) {
                drafts.add(new Author(prompt, script, seed).write(answer));
            }
        }
        Frames frames = new Frames(first, seed);
        return body.flag("stream")
                ? frames.streamed(events(drafts), it -> Event.data(false, Errors.envelope(Errors.inStream())))
                : frames.whole(whole(drafts));
    }

    /** One prompt, several, or either as numbers of tokens. */
    private List<JsonNode> prompts() {
        JsonNode prompt = body.at("prompt");
        boolean several =
                prompt.isArray() && !prompt.isEmpty() && !prompt.path(0).isNumber();
        List<JsonNode> prompts = several ? List.copyOf(prompt.values()) : List.of(prompt);
        if (prompts.size() > MAX_PROMPTS) {
            throw Rejected.field("prompt", "Invalid 'prompt': at most " + MAX_PROMPTS + " prompts.");
        }
        return prompts;
    }

    private Prompt prompt(JsonNode prompt) {
        String text = prompt.asString("");
        return new Prompt(
                text,
                List.of(),
                List.of(),
                new Prompt.ToolChoice.Never(),
                new Prompt.Format.Text(),
                body.whole("max_tokens", USUAL_CEILING_TOKENS, 1, Prompt.NO_CEILING),
                body.strings("stop"),
                prompt.isArray() ? prompt.size() : Tokens.of(text));
    }

    private ObjectNode whole(List<Draft> drafts) {
        ObjectNode answer = opening();
        ArrayNode choices = answer.putArray("choices");
        for (int index = 0; index < drafts.size(); index++) {
            Draft draft = drafts.get(index);
            choice(choices.addObject(), index, said(draft), finish(draft));
        }
        usage(answer.putObject("usage"), drafts);
        return answer.put("system_fingerprint", Chat.FINGERPRINT);
    }

    private List<Event> events(List<Draft> drafts) {
        boolean usageAsked = Body.of(body.at("stream_options"), "include_usage").booleanValue(false);
        List<Event> events = new ArrayList<>();
        for (int index = 0; index < drafts.size(); index++) {
            Draft draft = drafts.get(index);
            for (String piece : Pieces.of(said(draft))) {
                events.add(chunk(true, usageAsked, index, piece, ""));
            }
            events.add(chunk(false, usageAsked, index, "", finish(draft)));
        }
        if (usageAsked) {
            ObjectNode last = opening();
            last.putArray("choices");
            usage(last.putObject("usage"), drafts);
            events.add(Event.data(false, last));
        }
        events.add(Event.done());
        return events;
    }

    private Event chunk(boolean content, boolean usageAsked, int index, String piece, String finish) {
        ObjectNode chunk = opening();
        choice(chunk.putArray("choices").addObject(), index, piece, finish);
        if (usageAsked) {
            chunk.putNull("usage");
        }
        return Event.data(content, chunk.put("system_fingerprint", Chat.FINGERPRINT));
    }

    /** This API knows neither reasoning nor refusals: what there is, is text. */
    private static String said(Draft draft) {
        return draft.reasoning() + draft.text() + draft.refusal();
    }

    private static String finish(Draft draft) {
        return draft.cut() ? "length" : "stop";
    }

    private void choice(ObjectNode choice, int index, String text, String finish) {
        choice.put("text", text).put("index", index);
        if (body.at("logprobs").asInt(0) > 0 && !text.isEmpty()) {
            logprobs(choice.putObject("logprobs"), text);
        } else {
            choice.putNull("logprobs");
        }
        if (finish.isEmpty()) {
            choice.putNull("finish_reason");
        } else {
            choice.put("finish_reason", finish);
        }
    }

    private static void logprobs(ObjectNode logprobs, String text) {
        List<String> tokens = Pieces.of(text);
        ArrayNode offsets = logprobs.putArray("text_offset");
        ArrayNode values = logprobs.putArray("token_logprobs");
        ArrayNode words = logprobs.putArray("tokens");
        ArrayNode top = logprobs.putArray("top_logprobs");
        int offset = 0;
        for (String token : tokens) {
            offsets.add(offset);
            values.add(LOGPROB);
            words.add(token);
            top.addObject().put(token, LOGPROB);
            offset += token.length();
        }
    }

    private ObjectNode opening() {
        return Json.object()
                .put("id", seed.id("cmpl-", 0))
                .put("object", "text_completion")
                .put("created", createdSeconds)
                .put("model", model);
    }

    private void usage(ObjectNode usage, List<Draft> drafts) {
        long output = drafts.stream().mapToLong(Draft::tokens).sum();
        usage.put("prompt_tokens", inputTokens)
                .put("completion_tokens", output)
                .put("total_tokens", inputTokens + output);
    }
}
