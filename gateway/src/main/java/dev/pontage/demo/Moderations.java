package dev.pontage.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers of Moderations (OpenAI, CreateModerationResponse): a text with {@code /flag} in it is flagged. */
final class Moderations {
    private static final String FLAG = "/flag";
    private static final String USUAL_MODEL = "omni-moderation-latest";
    private static final int MAX_INPUTS = 2_048;
    private static final double HIGH = 0.98;
    private static final double LOW = 0.0001;

    private static final List<String> CATEGORIES = List.of(
            "harassment",
            "harassment/threatening",
            "hate",
            "hate/threatening",
            "illicit",
            "illicit/violent",
            "self-harm",
            "self-harm/intent",
            "self-harm/instructions",
            "sexual",
            "sexual/minors",
            "violence",
            "violence/graphic");

    private Moderations() {}

    /**
     * Answers one request.
     *
     * @throws Rejected as OpenAI refuses it
     */
    static Play answer(Body body, Seed seed) {
        List<String> inputs = inputs(body.at("input"));
        String model = body.at("model").isMissingNode() ? USUAL_MODEL : body.model();
        ObjectNode answer = Json.object().put("id", seed.id("modr-", 0)).put("model", model);
        ArrayNode results = answer.putArray("results");
        for (String input : inputs) {
            result(results.addObject(), flagged(input));
        }
        return new Frames(ScriptReader.read(inputs.getFirst(), Set.of()), seed).whole(answer);
    }

    /** A text, several, or the parts of one message. */
    private static List<String> inputs(JsonNode input) {
        List<String> inputs = new ArrayList<>();
        if (input.isString()) {
            inputs.add(input.stringValue());
        }
        for (JsonNode item : input.isArray() ? input.values() : List.<JsonNode>of()) {
            inputs.add(item.isString() ? item.stringValue() : item.path("text").asString(""));
        }
        if (inputs.isEmpty() || inputs.size() > MAX_INPUTS) {
            throw Rejected.field(
                    "input", "Invalid 'input': expected text or an array of up to " + MAX_INPUTS + " texts or parts.");
        }
        return inputs;
    }

    /** The category that is flagged, empty for none: {@code /flag hate} names it, {@code /flag} alone is violence. */
    private static String flagged(String input) {
        int at = input.indexOf(FLAG);
        if (at < 0) {
            return "";
        }
        String named = input.substring(at + FLAG.length()).strip().split("\\s", 2)[0];
        return CATEGORIES.contains(named) ? named : "violence";
    }

    private static void result(ObjectNode result, String flagged) {
        result.put("flagged", !flagged.isEmpty());
        ObjectNode categories = result.putObject("categories");
        ObjectNode scores = result.putObject("category_scores");
        ObjectNode applied = result.putObject("category_applied_input_types");
        for (String category : CATEGORIES) {
            categories.put(category, category.equals(flagged));
            scores.put(category, category.equals(flagged) ? HIGH : LOW);
            applied.putArray(category).add("text");
        }
    }
}
