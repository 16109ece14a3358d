package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A content as Gemini answers it: whole, as events without names, or as one JSON array (protocols 4.3). */
final class GeminiAnswer {
    private final Ask ask;
    private final Script script;
    private final Reply reply;

    GeminiAnswer(Ask ask, Script script, Reply reply) {
        this.ask = ask;
        this.script = script;
        this.reply = reply;
    }

    Show whole() {
        List<JsonNode> candidates = new ArrayList<>();
        for (int i = 0; i < reply.choices().size(); i++) {
            Reply.Choice choice = reply.choices().get(i);
            candidates.add(candidate(i, parts(choice), finish(choice)));
        }
        return Show.whole(
                List.of("content-type: application/json; charset=UTF-8"), Json.bytes(answer(candidates, true)));
    }

    Show stream(boolean sse) {
        List<JsonNode> chunks = blocked() ? List.of(answer(List.of(), true)) : chunks();
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            if (sse) {
                frames.add(Show.utf8("data: " + chunks.get(i) + "\r\n\r\n"));
            } else {
                String end = i == chunks.size() - 1 ? "\n]" : "";
                frames.add(Show.utf8((i == 0 ? "[" : ",\r\n") + chunks.get(i) + end));
            }
        }
        String error = error().toString();
        return new Show(
                List.of(sse ? "content-type: text/event-stream" : "content-type: application/json; charset=UTF-8"),
                frames,
                true,
                1,
                List.of(Show.utf8(sse ? "data: " + error + "\r\n\r\n" : ",\r\n" + error + "]")),
                _ -> Show.utf8(sse ? "data: {\"candidates\": [{\"con\r\n\r\n" : ",\r\n{\"candidates\": }"));
    }

    private List<JsonNode> chunks() {
        List<JsonNode> chunks = new ArrayList<>();
        List<JsonNode> last = new ArrayList<>();
        for (int i = 0; i < reply.choices().size(); i++) {
            Reply.Choice choice = reply.choices().get(i);
            for (List<JsonNode> parts : pieces(choice)) {
                chunks.add(answer(List.of(candidate(i, parts, "")), false));
            }
            boolean quiet = choice.end() == Reply.End.TOOL;
            last.add(candidate(i, quiet ? List.of() : List.of(Json.object("text", "")), finish(choice)));
        }
        chunks.add(answer(last, true));
        return chunks;
    }

    /** The parts as they come in a stream: texts by their words, the first call alone, the others together. */
    private List<List<JsonNode>> pieces(Reply.Choice choice) {
        List<List<JsonNode>> pieces = new ArrayList<>();
        if (malformed(choice)) {
            return pieces;
        }
        List<JsonNode> further = new ArrayList<>();
        boolean called = false;
        for (Part part : choice.parts()) {
            switch (part) {
                case Part.Thought(String text) ->
                    Pieces.words(text).forEach(word -> pieces.add(List.of(Json.object("text", word, "thought", true))));
                case Part.Words(String text) ->
                    Pieces.words(text).forEach(word -> pieces.add(List.of(Json.object("text", word))));
                case Part.Call call -> {
                    if (called) {
                        further.add(call(call, false));
                    } else {
                        pieces.add(List.of(call(call, true)));
                    }
                    called = true;
                }
                case Part.Hidden _ -> {}
            }
        }
        if (!further.isEmpty()) {
            pieces.add(further);
        }
        return pieces;
    }

    private List<JsonNode> parts(Reply.Choice choice) {
        List<JsonNode> parts = new ArrayList<>();
        if (malformed(choice)) {
            return parts;
        }
        boolean called = false;
        for (Part part : choice.parts()) {
            switch (part) {
                case Part.Thought(String text) -> parts.add(Json.object("text", text, "thought", true));
                case Part.Words(String text) -> parts.add(Json.object("text", text));
                case Part.Call call -> {
                    parts.add(call(call, !called));
                    called = true;
                }
                case Part.Hidden _ -> {}
            }
        }
        return parts;
    }

    /** Only the first of parallel calls is signed. */
    private static JsonNode call(Part.Call call, boolean first) {
        ObjectNode function = Json.object("name", call.name());
        if (!call.arguments().isEmpty()) {
            function.set("args", call.arguments());
        }
        return first
                ? Json.object(
                        "functionCall", function, "thoughtSignature", Signature.seal(call.name() + call.arguments()))
                : Json.object("functionCall", function);
    }

    private static ObjectNode candidate(int index, List<JsonNode> parts, String finish) {
        ObjectNode candidate = Json.object();
        if (!parts.isEmpty()) {
            candidate.set("content", Json.object("parts", parts, "role", "model"));
        }
        if (!finish.isEmpty()) {
            candidate.put("finishReason", finish);
        }
        candidate.put("index", index);
        return candidate;
    }

    private ObjectNode answer(List<JsonNode> candidates, boolean last) {
        Bill bill = reply.bill();
        ObjectNode usage = Json.object("promptTokenCount", bill.allInput());
        if (bill.cacheRead() > 0) {
            usage.put("cachedContentTokenCount", bill.cacheRead());
        }
        boolean blocked = blocked();
        if (last && !blocked) {
            usage.put("candidatesTokenCount", bill.output());
            if (bill.reasoning() > 0) {
                usage.put("thoughtsTokenCount", bill.reasoning());
            }
        }
        usage.put("totalTokenCount", bill.allInput() + (last && !blocked ? bill.allOutput() : 0));
        ObjectNode answer = blocked
                ? Json.object("promptFeedback", Json.object("blockReason", "SAFETY"))
                : Json.object("candidates", candidates);
        answer.set("usageMetadata", usage);
        answer.put("modelVersion", ask.model);
        answer.put("responseId", Signature.id(ask.body.toString(), 22));
        return answer;
    }

    private JsonNode error() {
        String kind =
                script.fault().name().isEmpty() ? "UNAVAILABLE" : script.fault().name();
        return Json.object("error", Json.object("code", 503, "message", "The model is overloaded.", "status", kind));
    }

    private boolean blocked() {
        return script.refuse();
    }

    private static boolean malformed(Reply.Choice choice) {
        return choice.word().equals("MALFORMED_FUNCTION_CALL");
    }

    private static String finish(Reply.Choice choice) {
        if (!choice.word().isEmpty()) {
            return choice.word();
        }
        return switch (choice.end()) {
            case NATURAL, TOOL, STOP -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case REFUSAL -> "SAFETY";
        };
    }
}
