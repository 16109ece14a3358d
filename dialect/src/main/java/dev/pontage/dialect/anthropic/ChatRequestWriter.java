package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Setting;
import dev.pontage.dialect.chat.Settings;
import dev.pontage.dialect.chat.Tool;
import dev.pontage.dialect.chat.ToolChoice;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From what a request means to a request for a message (protocols 3.2, 9.3 to 9.7). */
final class ChatRequestWriter {

    /** Types of tools that the upstream runs itself end in their date. */
    private static final Pattern DATED = Pattern.compile("[a-z_]{1,64}_[0-9]{8}");

    private static final String ONLY_JSON = "Answer with one JSON object and nothing else.";

    private final ChatRequest request;
    private final ClaudeModel kind;
    private final Losses losses = new Losses();
    private final CacheMarks marks = new CacheMarks(losses);
    private final Settings.Taking settings;

    private ChatRequestWriter(ChatRequest request, String model) {
        this.request = request;
        this.kind = ClaudeModel.of(model);
        this.settings = request.settings().taking();
    }

    /** {@code model}: the upstream's name of it. */
    static Written write(ChatRequest request, String model) {
        return new ChatRequestWriter(request, model).written(model);
    }

    private Written written(String model) {
        if (settings.take(Setting.ANSWERS) != null) {
            throw new Malformed("n", "must be 1, for this model's provider gives one answer at a time");
        }
        Json.Num ceiling = settings.take(Setting.MAX_TOKENS) instanceof Json.Num given
                ? given
                : Json.Num.of(kind.defaultMaxTokens());
        Json.Obj mark = marks.write(request.mark());
        List<Json> tools = tools();
        Json.Obj choice = tools.isEmpty() ? null : free(choice(tools));
        ChatTurnsWriter turns = new ChatTurnsWriter(losses, marks);
        turns.write(request.turns(), kind.takesPrefill());
        if (request.format() instanceof AnswerFormat.AnyJson) {
            losses.add("response_format");
            turns.instruct(ONLY_JSON);
        }
        ThinkingWriter thinking = new ThinkingWriter(request.reasoning(), kind, losses);
        thinking.write(new BigDecimal(ceiling.spelling()).longValue(), isForced(choice), turns.callsWithoutThoughts());
        Members body = new Members()
                .put("model", model)
                .put("max_tokens", ceiling)
                .put("system", turns.system())
                .putAny("messages", turns.messages())
                .putAny("tools", tools)
                .put("tool_choice", choice)
                .put("thinking", thinking.thinking())
                .put("output_config", output(thinking.effort()))
                .put("cache_control", mark);
        sampling(body, thinking.isOn());
        rest(body);
        List<Loss> all = new ArrayList<>(request.losses());
        all.addAll(losses.list());
        return new Written("/messages", Anthropic.HEADERS, body.obj(), all);
    }

    // ---- tools

    private List<Json> tools() {
        List<Json> tools = new ArrayList<>();
        for (Tool tool : request.tools()) {
            switch (tool) {
                case Tool.Function function -> {
                    if (!(request.choice() instanceof ToolChoice.Among among)
                            || among.names().contains(function.name())) {
                        tools.add(function(function));
                    }
                }
                case Tool.Native own when DATED.matcher(own.type()).matches() -> tools.add(own.spec());
                case Tool.Native own -> losses.add("tools." + own.type());
            }
        }
        AnswerFormat.Schema schema = emulated();
        if (schema != null) {
            tools.add(AnswerTool.of(schema));
        }
        return tools;
    }

    private Json function(Tool.Function function) {
        Members definition = new Members().put("name", function.name());
        if (!function.description().isEmpty()) {
            definition.put("description", function.description());
        }
        definition.put("input_schema", schema(function.parameters()));
        Boolean strict = function.strict();
        if (strict != null && kind.takesSchema()) {
            definition.put("strict", strict);
        } else if (Boolean.TRUE.equals(strict)) {
            losses.add("tools[].strict");
        }
        return definition.put("cache_control", marks.write(function.mark())).obj();
    }

    /** The API demands the type; a function without parameters has an empty object. */
    private static Json.Obj schema(Json.@Nullable Obj parameters) {
        Members schema = new Members().put("type", "object");
        if (parameters == null) {
            return schema.put("properties", Json.Obj.EMPTY).obj();
        }
        if (parameters.get("type") != null) {
            return parameters;
        }
        parameters.members().forEach((name, value) -> {
            if (!name.equals("type")) {
                schema.put(name, value);
            }
        });
        return schema.obj();
    }

    private Json.@Nullable Obj choice(List<Json> tools) {
        Boolean parallel = request.parallelTools();
        if (emulated() != null) {
            // Of several calls at once one could be the answer: the client would see both.
            boolean others = tools.size() > 1 && !(request.choice() instanceof ToolChoice.None);
            return others ? chosen("any", "", false) : chosen("tool", AnswerTool.NAME, false);
        }
        return switch (request.choice()) {
            case null -> parallel == null ? null : chosen("auto", "", parallel);
            case ToolChoice.Auto _ -> chosen("auto", "", parallel);
            case ToolChoice.Any _ -> chosen("any", "", parallel);
            case ToolChoice.None _ -> chosen("none", "", null);
            case ToolChoice.Named(String name) -> chosen("tool", name, parallel);
            case ToolChoice.Among(var _, boolean must) -> chosen(must ? "any" : "auto", "", parallel);
        };
    }

    private static Json.Obj chosen(String type, String name, @Nullable Boolean parallel) {
        return new Members()
                .put("type", type)
                .put("name", name.isEmpty() ? null : name)
                .put("disable_parallel_tool_use", parallel == null ? null : new Json.Bool(!parallel))
                .obj();
    }

    /**
     * A forced call wins over thoughts ({@link ThinkingWriter}); only a model that cannot be told not to think chooses
     * freely.
     */
    private Json.@Nullable Obj free(Json.@Nullable Obj choice) {
        boolean thinks = request.reasoning() != null && !request.reasoning().isOff();
        if (!thinks || !isForced(choice) || !kind.thinksUnasked() || kind.takesThinkingOff()) {
            return choice;
        }
        losses.add("tool_choice");
        return chosen("auto", "", request.parallelTools());
    }

    private static boolean isForced(Json.@Nullable Obj choice) {
        return choice != null
                && choice.get("type") instanceof Json.Str(String type)
                && (type.equals("any") || type.equals("tool"));
    }

    // ---- format

    /** The schema, where a tool has to stand in for it; an answer that must be a tool call needs none. */
    private AnswerFormat.@Nullable Schema emulated() {
        boolean calls = switch (request.choice()) {
            case null -> false;
            case ToolChoice.Auto _ -> false;
            case ToolChoice.None _ -> false;
            case ToolChoice.Any _ -> true;
            case ToolChoice.Named _ -> true;
            case ToolChoice.Among among -> among.must();
        };
        return request.format() instanceof AnswerFormat.Schema schema && !isNative(schema) && !calls ? schema : null;
    }

    /** A schema that the client does not want to be held to may be one that the upstream refuses. */
    private boolean isNative(AnswerFormat.Schema schema) {
        return kind.takesSchema() && Boolean.TRUE.equals(schema.strict());
    }

    private Json.@Nullable Obj output(@Nullable String effort) {
        Members output = new Members().put("effort", effort);
        if (request.format() instanceof AnswerFormat.Schema schema && isNative(schema)) {
            output.put(
                    "format",
                    new Members()
                            .put("type", "json_schema")
                            .put("schema", schema.schema())
                            .obj());
        }
        return output.isEmpty() ? null : output.obj();
    }

    // ---- settings

    private void sampling(Members body, boolean thinks) {
        Json temperature = settings.take(Setting.TEMPERATURE);
        Json topP = settings.take(Setting.TOP_P);
        Json topK = settings.take(Setting.TOP_K);
        boolean free = kind.takesSampling() && !thinks;
        body.put("temperature", kept(temperature, free || (isOne(temperature) && kind.takesSampling()), "temperature"));
        boolean excluded = temperature != null && kind.takesOneOfTemperatureAndTopP();
        boolean nearOne = kind.takesSampling() && exact(topP).compareTo(new BigDecimal("0.95")) >= 0;
        body.put("top_p", kept(topP, (free || nearOne) && !excluded, "top_p"));
        body.put("top_k", kept(topK, free, "top_k"));
    }

    private @Nullable Json kept(@Nullable Json value, boolean keep, String word) {
        if (value == null) {
            return null;
        }
        if (!keep) {
            losses.add(word);
            return null;
        }
        if (exact(value).compareTo(BigDecimal.ONE) > 0 && word.equals("temperature")) {
            losses.add(word);
            return Json.Num.of(1);
        }
        return value;
    }

    private static boolean isOne(@Nullable Json value) {
        return value != null && exact(value).compareTo(BigDecimal.ONE) == 0;
    }

    private static BigDecimal exact(@Nullable Json value) {
        return value instanceof Json.Num(String spelling) ? new BigDecimal(spelling) : BigDecimal.ZERO;
    }

    private void rest(Members body) {
        List<Json> stops = new ArrayList<>();
        if (settings.take(Setting.STOP) instanceof Json.Arr given) {
            for (Json stop : given.items()) {
                if (stop instanceof Json.Str(String text) && text.isBlank()) {
                    losses.add("stop"); // the API takes none that is only white space
                } else {
                    stops.add(stop);
                }
            }
        }
        body.putAny("stop_sequences", stops);
        Json user = settings.take(Setting.END_USER);
        if (user != null) {
            body.put("metadata", new Members().put("user_id", user).obj());
        }
        body.put("service_tier", tier(settings.take(Setting.SERVICE_TIER)));
        if (request.stream()) {
            body.put("stream", true);
        }
        settings.left().forEach(setting -> losses.add(setting.word()));
    }

    private @Nullable String tier(@Nullable Json tier) {
        if (!(tier instanceof Json.Str(String word))) {
            return null;
        }
        return switch (word) {
            case "auto" -> "auto";
            case "default" -> "standard_only";
            default -> {
                losses.add(Setting.SERVICE_TIER.word());
                yield null;
            }
        };
    }
}
