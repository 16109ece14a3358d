package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The contents of a Gemini request: turns that alternate, calls that are answered, signatures that come back. */
final class GeminiTurns {
    private static final Set<String> DATA = Set.of(
            "text",
            "inlineData",
            "fileData",
            "functionCall",
            "functionResponse",
            "executableCode",
            "codeExecutionResult");
    private static final String ESCAPE = "skip_thought_signature_validator";

    private final boolean vertex;
    private final String model;
    private final Ask ask;
    private List<String> open = new ArrayList<>();
    private boolean unsigned;

    GeminiTurns(boolean vertex, String model, Ask ask) {
        this.vertex = vertex;
        this.model = model;
        this.ask = ask;
    }

    void read(At contents) {
        List<At> turns = contents.items();
        if (turns.isEmpty()) {
            throw Violation.at("contents", "contents are required");
        }
        String role = "";
        for (At turn : turns) {
            turn.only("role", "parts");
            String next = turn.has("role") ? turn.get("role").oneOf("user", "model") : "user";
            if (next.equals(role)) {
                throw Violation.at("", "Please ensure that multiturn requests alternate between user and model.");
            }
            if (role.isEmpty() && next.equals("model")) {
                throw Violation.at("", "Please ensure that a multiturn request begins with a user turn.");
            }
            role = next;
            List<At> parts = turn.need("parts").items();
            if (parts.isEmpty()) {
                throw turn.get("parts").fail("must include at least one parts field");
            }
            if (role.equals("model")) {
                modelTurn(turn, parts);
            } else {
                userTurn(turn, parts);
            }
        }
        if (role.equals("model") && !open.isEmpty()) {
            throw Violation.at("", unanswered());
        }
        if (unsigned && model.startsWith("gemini-3") && !ask.results.isEmpty()) {
            throw Violation.at("", "Function call is missing a thought_signature in functionCall parts.");
        }
    }

    private void modelTurn(At turn, List<At> parts) {
        ask.nextTurn();
        open = new ArrayList<>();
        unsigned = false;
        for (At part : parts) {
            String data = data(part);
            switch (data) {
                case "text" -> part.get("text").text();
                case "functionCall" -> {
                    At call = part.get("functionCall");
                    ids(call, "name", "args");
                    open.add(call.need("name").matching(GeminiRules.FUNCTION));
                    if (call.has("args")) {
                        call.get("args").object();
                    }
                    unsigned |= open.size() == 1 && !part.has("thoughtSignature");
                }
                case "functionResponse" -> throw turn.fail("a function response comes from the user");
                default -> {}
            }
            signature(part);
        }
    }

    private void userTurn(At turn, List<At> parts) {
        List<String> answered = new ArrayList<>();
        for (At part : parts) {
            switch (data(part)) {
                case "text" -> ask.say(part.get("text").text());
                case "inlineData" -> media(part.get("inlineData"));
                case "fileData" -> {
                    At file = part.get("fileData").only("mimeType", "fileUri", "displayName");
                    file.need("fileUri").nonEmpty();
                }
                case "functionResponse" -> {
                    At response = part.get("functionResponse");
                    ids(response, "name", "response", "parts", "willContinue", "scheduling");
                    answered.add(response.need("name").matching(GeminiRules.FUNCTION));
                    JsonNode said = response.need("response").object().node();
                    ask.results.add(
                            said.path("output").isString() ? said.get("output").stringValue() : said.toString());
                    response.items("parts").forEach(item -> media(item.need("inlineData")));
                }
                case "functionCall" -> throw turn.fail("a function call comes from the model");
                default -> {}
            }
        }
        if (answered.isEmpty() ? !open.isEmpty() : answered.size() != open.size()) {
            throw Violation.at("", unanswered());
        }
        List<String> left = new ArrayList<>(open);
        for (String name : answered) {
            if (!left.remove(name)) {
                throw turn.fail("a function response without its call: " + name);
            }
        }
        open = new ArrayList<>();
    }

    /** The one member of a part that carries data. */
    private static String data(At part) {
        part.only(
                "text",
                "inlineData",
                "fileData",
                "functionCall",
                "functionResponse",
                "executableCode",
                "codeExecutionResult",
                "thought",
                "thoughtSignature",
                "mediaResolution",
                "videoMetadata");
        String data = "";
        for (String name : part.node().propertyNames()) {
            if (DATA.contains(name)) {
                if (!data.isEmpty()) {
                    throw part.fail("oneof field 'data' is already set");
                }
                data = name;
            }
        }
        if (data.isEmpty()) {
            throw part.fail("required oneof field 'data' must have one initialized field");
        }
        return data;
    }

    private void ids(At object, String... names) {
        List<String> known = new ArrayList<>(List.of(names));
        if (!vertex) {
            known.add("id");
        }
        object.only(known.toArray(new String[0]));
    }

    private static void signature(At part) {
        if (part.has("thoughtSignature")) {
            String given = part.get("thoughtSignature").text();
            String plain = given.replace('-', '+').replace('_', '/');
            if (!given.equals(ESCAPE) && !Signature.isSealed(plain)) {
                throw part.get("thoughtSignature").fail("Thought signature is not valid.");
            }
        }
    }

    private static void media(At blob) {
        blob.only("mimeType", "data", "displayName");
        String type = blob.need("mimeType").nonEmpty();
        String data = blob.need("data").text().replace('-', '+').replace('_', '/');
        At plain = new At(Json.MAPPER.valueToTree(data), blob.path() + ".data");
        Media.sniff(plain, type);
    }

    private String unanswered() {
        return "Please ensure that the number of function response parts is equal to the number of function call parts"
                + " of the function call turn: " + open;
    }
}
