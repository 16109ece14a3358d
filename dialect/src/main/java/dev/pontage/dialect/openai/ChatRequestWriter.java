package dev.pontage.dialect.openai;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Reasoning.Effort;
import dev.pontage.dialect.chat.Setting;
import dev.pontage.dialect.chat.Settings;
import dev.pontage.dialect.chat.Tool;
import dev.pontage.dialect.chat.ToolChoice;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From what a request means to a chat completion request (protocols 1.2). */
final class ChatRequestWriter {
    /** Settings that are members of the request under a name of their own, with the value as it is. */
    private static final Map<Setting, String> PLAIN = plain();

    private final ChatRequest request;
    private final Set<Quirk> quirks;
    private final Losses losses = new Losses();
    private final CacheMarks marks;

    private ChatRequestWriter(ChatRequest request, Set<Quirk> quirks) {
        this.request = request;
        this.quirks = quirks;
        this.marks = new CacheMarks(quirks, losses);
    }

    /** {@code model}: the upstream's name of it. */
    static Written write(ChatRequest request, String model, Set<Quirk> quirks) {
        return new ChatRequestWriter(request, quirks).written(model);
    }

    private static Map<Setting, String> plain() {
        Map<Setting, String> names = new EnumMap<>(Setting.class);
        names.put(Setting.TEMPERATURE, "temperature");
        names.put(Setting.TOP_P, "top_p");
        names.put(Setting.STOP, "stop");
        names.put(Setting.SEED, "seed");
        names.put(Setting.PRESENCE_PENALTY, "presence_penalty");
        names.put(Setting.FREQUENCY_PENALTY, "frequency_penalty");
        names.put(Setting.ANSWERS, "n");
        names.put(Setting.LOGPROBS, "logprobs");
        names.put(Setting.TOP_LOGPROBS, "top_logprobs");
        names.put(Setting.LOGIT_BIAS, "logit_bias");
        names.put(Setting.END_USER, "user");
        names.put(Setting.METADATA, "metadata");
        names.put(Setting.SERVICE_TIER, "service_tier");
        names.put(Setting.VERBOSITY, "verbosity");
        names.put(Setting.PROMPT_CACHE_KEY, "prompt_cache_key");
        return names;
    }

    private Written written(String model) {
        Members body = new Members().put("model", model);
        body.putAny("messages", new ChatTurnsWriter(losses, marks).write(request.turns()));
        if (request.stream()) {
            body.put("stream", true);
            if (!quirks.contains(Quirk.NO_STREAM_OPTIONS)) {
                body.put(
                        "stream_options",
                        new Members().put("include_usage", true).obj());
            }
        }
        tools(body);
        body.put("response_format", format());
        body.put("reasoning_effort", effort());
        settings(body);
        if (request.mark() != null) {
            losses.add("cache_control");
        }
        List<Loss> all = new ArrayList<>(request.losses());
        all.addAll(losses.list());
        return new Written("/chat/completions", Map.of(), body.obj(), all);
    }

    private void tools(Members body) {
        List<Json> tools = new ArrayList<>();
        for (Tool tool : request.tools()) {
            switch (tool) {
                case Tool.Function function -> tools.add(function(function));
                case Tool.Native own when own.type().equals("custom") -> tools.add(own.spec());
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

    private Json function(Tool.Function function) {
        Members definition = new Members().put("name", function.name());
        if (!function.description().isEmpty()) {
            definition.put("description", function.description());
        }
        definition.put("parameters", function.parameters());
        if (function.strict() != null) {
            definition.put("strict", function.strict());
        }
        return new Members()
                .put("type", "function")
                .put("function", definition.obj())
                .put("cache_control", marks.write(function.mark()))
                .obj();
    }

    private @Nullable Json choice() {
        return switch (request.choice()) {
            case null -> null;
            case ToolChoice.Auto _ -> new Json.Str("auto");
            case ToolChoice.None _ -> new Json.Str("none");
            case ToolChoice.Any _ -> new Json.Str("required");
            case ToolChoice.Named(String name) -> named(name);
            case ToolChoice.Among(List<String> names, boolean must) -> {
                List<Json> allowed =
                        names.stream().map(ChatRequestWriter::named).toList();
                Json.Obj among = new Members()
                        .put("mode", must ? "required" : "auto")
                        .put("tools", new Json.Arr(allowed))
                        .obj();
                yield new Members()
                        .put("type", "allowed_tools")
                        .put("allowed_tools", among)
                        .obj();
            }
        };
    }

    private static Json named(String name) {
        return new Members()
                .put("type", "function")
                .put("function", new Members().put("name", name).obj())
                .obj();
    }

    private @Nullable Json format() {
        return switch (request.format()) {
            case AnswerFormat.Text _ -> null;
            case AnswerFormat.AnyJson _ ->
                new Members().put("type", "json_object").obj();
            case AnswerFormat.Schema(String name, String description, Json.Obj schema, Boolean strict) -> {
                Members named = new Members().put("name", name.isEmpty() ? "answer" : name);
                if (!description.isEmpty()) {
                    named.put("description", description);
                }
                named.put("schema", schema);
                if (strict != null) {
                    named.put("strict", strict);
                }
                yield new Members()
                        .put("type", "json_schema")
                        .put("json_schema", named.obj())
                        .obj();
            }
        };
    }

    private @Nullable String effort() {
        Reasoning reasoning = request.reasoning();
        Effort effort = reasoning == null ? null : Words.effort(reasoning);
        return effort == null ? null : Words.of(effort);
    }

    private void settings(Members body) {
        Settings.Taking taking = request.settings().taking();
        boolean old = quirks.contains(Quirk.MAX_TOKENS_ONLY);
        body.put(old ? "max_tokens" : "max_completion_tokens", taking.take(Setting.MAX_TOKENS));
        PLAIN.forEach((setting, name) -> body.put(name, taking.take(setting)));
        taking.left().forEach(setting -> losses.add(setting.word()));
    }
}
