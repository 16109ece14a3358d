package dev.pontage.dialect.chat;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request comes to wherever it is said: without how its turns are cut, how its ids are spelled, and thoughts,
 * which are for their maker only.
 */
record Meaning(
        List<String> instructions,
        List<String> said,
        List<String> tools,
        String choice,
        Map<Setting, Json> settings,
        boolean thinks) {
    private static final Json NO_PARAMETERS = Corpus.json("{\"type\":\"object\",\"properties\":{}}");

    /** {@code lost}: what of it is declared to be lost, and therefore left out. */
    static Meaning of(ChatRequest request, List<Loss> lost) {
        Set<String> losses = new HashSet<>();
        lost.forEach(loss -> losses.add(loss.field()));
        List<String> instructions = new ArrayList<>();
        List<String> said = new ArrayList<>();
        Map<String, Integer> ids = new HashMap<>();
        for (Turn turn : request.turns()) {
            for (Part part : turn.parts()) {
                if (turn.role() == Role.SYSTEM) {
                    add(instructions, "", words(part, ids));
                } else {
                    add(said, turn.role() + ": ", words(part, ids));
                }
            }
        }
        Map<Setting, Json> settings = new HashMap<>(request.settings().values());
        settings.keySet().removeIf(setting -> losses.contains(setting.word()));
        settings.remove(Setting.SERVICE_TIER, new Json.Str("auto")); // the same as none
        boolean free = losses.contains("tool_choice") || request.choice() == null;
        Reasoning reasoning = request.reasoning();
        return new Meaning(
                instructions,
                said,
                request.tools().stream()
                        .filter(Tool.Function.class::isInstance)
                        .map(Meaning::words)
                        .toList(),
                free || request.choice() instanceof ToolChoice.Auto ? "free" : String.valueOf(request.choice()),
                settings,
                reasoning != null && !reasoning.isOff() && !losses.contains("reasoning_effort"));
    }

    /** Words of one speaker that follow each other are one text, however they are cut. */
    private static void add(List<String> all, String speaker, String words) {
        if (words.isEmpty()) {
            return;
        }
        boolean text = words.startsWith("text ");
        if (text && !all.isEmpty() && all.getLast().startsWith(speaker + "text ")) {
            all.set(all.size() - 1, all.getLast() + words.substring("text ".length()));
        } else {
            all.add(speaker + words);
        }
    }

    private static String words(Part part, Map<String, Integer> ids) {
        return switch (part) {
            case Part.Text text -> "text " + text.text();
            case Part.Refused(String text) -> "text " + text;
            case Part.Thinking _, Part.Redacted _ -> "";
            case Part.Media media -> media.medium() + " " + source(media.source());
            case Part.ToolCall call -> "call " + number(call.id(), ids) + " " + call.name() + " " + call.arguments();
            case Part.ToolResult result -> {
                List<String> content = new ArrayList<>();
                result.content().forEach(inner -> add(content, "", words(inner, ids)));
                yield "result " + number(result.callId(), ids) + " " + result.failed() + " " + content;
            }
        };
    }

    private static int number(String id, Map<String, Integer> ids) {
        return ids.computeIfAbsent(id, _ -> ids.size());
    }

    private static String words(Tool tool) {
        if (!(tool instanceof Tool.Function function)) {
            throw new AssertionError(tool);
        }
        Json parameters = function.parameters() == null ? NO_PARAMETERS : function.parameters();
        return function.name() + ": " + function.description() + " " + JsonText.of(parameters);
    }

    /** Where a client's request named an address is no part of what it means. */
    private static String source(Part.Source source) {
        return switch (source) {
            case Part.Inline(String base64) -> base64;
            case Part.Url web -> web.url();
            case Part.PlainText(String text) -> text;
            case Part.FileId(String id) -> id;
        };
    }
}
