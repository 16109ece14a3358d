package dev.pontage.dialect.openai;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Reasoning.Effort;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Setting;
import dev.pontage.dialect.chat.Settings;
import dev.pontage.dialect.chat.Tool;
import dev.pontage.dialect.chat.ToolChoice;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what a request means to a request for a response that nobody stores (protocols 1.6, C8). */
final class ResponsesRequestWriter {
    /** The least that the API takes. */
    private static final long TOKENS_MIN = 16;

    private static final Map<Setting, String> PLAIN = plain();

    private final ChatRequest request;
    private final Losses losses = new Losses();

    private ResponsesRequestWriter(ChatRequest request) {
        this.request = request;
    }

    /**
     * Writes it.
     *
     * @throws Malformed if several answers are asked for, of which this API has no like
     */
    static Written write(ChatRequest request, String model) {
        return new ResponsesRequestWriter(request).written(model);
    }

    private static Map<Setting, String> plain() {
        Map<Setting, String> names = new EnumMap<>(Setting.class);
        names.put(Setting.TEMPERATURE, "temperature");
        names.put(Setting.TOP_P, "top_p");
        names.put(Setting.TOP_LOGPROBS, "top_logprobs");
        names.put(Setting.END_USER, "user");
        names.put(Setting.METADATA, "metadata");
        names.put(Setting.SERVICE_TIER, "service_tier");
        names.put(Setting.PROMPT_CACHE_KEY, "prompt_cache_key");
        return names;
    }

    private Written written(String model) {
        Members body = new Members().put("model", model);
        List<Turn> turns = request.turns();
        body.put("instructions", instructions(turns));
        List<Turn> rest = leading(turns) ? turns.subList(1, turns.size()) : turns;
        body.putAny("input", new ResponsesItemsWriter(losses).write(rest));
        body.put("store", false);
        if (request.stream()) {
            body.put("stream", true);
        }
        tools(body);
        Settings.Taking taking = request.settings().taking();
        text(body, taking);
        reasoning(body);
        settings(body, taking);
        if (request.mark() != null) {
            losses.add("cache_control");
        }
        List<Loss> all = new ArrayList<>(request.losses());
        all.addAll(losses.list());
        return new Written("/responses", Map.of(), body.obj(), all);
    }

    /** A first system turn that is one text stands where the API wants it; others stay among the items. */
    private static boolean leading(List<Turn> turns) {
        Turn first = turns.getFirst();
        return first.role() == Role.SYSTEM
                && first.parts().size() == 1
                && first.parts().getFirst() instanceof Part.Text
                && turns.size() > 1;
    }

    private static @Nullable String instructions(List<Turn> turns) {
        return leading(turns) && turns.getFirst().parts().getFirst() instanceof Part.Text said ? said.text() : null;
    }

    private void tools(Members body) {
        List<Json> tools = new ArrayList<>();
        for (Tool tool : request.tools()) {
            switch (tool) {
                case Tool.Function function -> tools.add(function(function));
                case Tool.Native own -> losses.add("tools." + own.type());
            }
        }
        body.putAny("tools", tools);
        if (!tools.isEmpty()) {
            body.put("tool_choice", choice());
            if (request.parallelTools() != null) {
                body.put("parallel_tool_calls", request.parallelTools());
            }
        }
    }

    private static Json function(Tool.Function function) {
        Members tool = new Members().put("type", "function").put("name", function.name());
        if (!function.description().isEmpty()) {
            tool.put("description", function.description());
        }
        Json.Obj parameters = function.parameters();
        tool.put("parameters", parameters == null ? noParameters() : parameters);
        return tool.put("strict", function.strict() != null && function.strict())
                .obj();
    }

    private static Json.Obj noParameters() {
        return new Members()
                .put("type", "object")
                .put("properties", Json.Obj.EMPTY)
                .obj();
    }

    private @Nullable Json choice() {
        return switch (request.choice()) {
            case null -> null;
            case ToolChoice.Auto _ -> new Json.Str("auto");
            case ToolChoice.None _ -> new Json.Str("none");
            case ToolChoice.Any _ -> new Json.Str("required");
            case ToolChoice.Named(String name) -> named(name);
            case ToolChoice.Among(List<String> names, boolean must) ->
                new Members()
                        .put("type", "allowed_tools")
                        .put("mode", must ? "required" : "auto")
                        .put(
                                "tools",
                                new Json.Arr(names.stream()
                                        .map(ResponsesRequestWriter::named)
                                        .toList()))
                        .obj();
        };
    }

    private static Json named(String name) {
        return new Members().put("type", "function").put("name", name).obj();
    }

    private void text(Members body, Settings.Taking taking) {
        Members text = new Members();
        switch (request.format()) {
            case AnswerFormat.Text _ -> {}
            case AnswerFormat.AnyJson _ ->
                text.put("format", new Members().put("type", "json_object").obj());
            case AnswerFormat.Schema(String name, String description, Json.Obj schema, Boolean strict) -> {
                Members format = new Members().put("type", "json_schema").put("name", name.isEmpty() ? "answer" : name);
                if (!description.isEmpty()) {
                    format.put("description", description);
                }
                format.put("schema", schema);
                if (strict != null) {
                    format.put("strict", strict);
                }
                text.put("format", format.obj());
            }
        }
        text.put("verbosity", taking.take(Setting.VERBOSITY));
        if (!text.isEmpty()) {
            body.put("text", text.obj());
        }
    }

    private void reasoning(Members body) {
        Reasoning reasoning = request.reasoning();
        if (reasoning == null) {
            return;
        }
        Members asked = new Members();
        Effort effort = Words.effort(reasoning);
        asked.put("effort", effort == null ? null : Words.of(effort));
        if (reasoning.shown() && !reasoning.isOff()) {
            asked.put("summary", "auto");
            body.put("include", new Json.Arr(List.of(new Json.Str("reasoning.encrypted_content"))));
        }
        if (!asked.isEmpty()) {
            body.put("reasoning", asked.obj());
        }
    }

    private void settings(Members body, Settings.Taking taking) {
        if (taking.take(Setting.ANSWERS) != null) {
            throw new Malformed(Setting.ANSWERS.word(), "must be 1: the upstream's API gives one answer");
        }
        if (taking.take(Setting.MAX_TOKENS) instanceof Json.Num(String spelling)) {
            long asked = new BigDecimal(spelling).longValue();
            if (asked < TOKENS_MIN) {
                losses.add(Setting.MAX_TOKENS.word());
            }
            body.put("max_output_tokens", Math.max(asked, TOKENS_MIN));
        }
        Json logprobs = taking.take(Setting.LOGPROBS);
        if (logprobs != null && request.settings().get(Setting.TOP_LOGPROBS) == null) {
            body.put("include", new Json.Arr(List.of(new Json.Str("message.output_text.logprobs"))));
        }
        PLAIN.forEach((setting, name) -> body.put(name, taking.take(setting)));
        taking.left().forEach(setting -> losses.add(setting.word()));
    }
}
