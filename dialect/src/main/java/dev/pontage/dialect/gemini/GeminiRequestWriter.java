package dev.pontage.dialect.gemini;

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
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From what a request means to a {@code generateContent} request (protocols 4.2); an unknown field would be a 400. */
final class GeminiRequestWriter {
    private static final int STOPS_MAX = 5;
    static final int CANDIDATES_MAX = 8;
    private static final int NUMBER_CHARS_MAX = 40;

    /** Tools that Google runs itself, by the name of their member. */
    private static final Set<String> NATIVE = Set.of(
            "googleSearch",
            "googleSearchRetrieval",
            "codeExecution",
            "urlContext",
            "googleMaps",
            "enterpriseWebSearch",
            "computerUse");

    private final ChatRequest request;
    private final ModelName model;
    private final Losses losses = new Losses();

    private GeminiRequestWriter(ChatRequest request, ModelName model) {
        this.request = request;
        this.model = model;
    }

    /** {@code model}: the upstream's name of it. */
    static Written write(ChatRequest request, String model) {
        return new GeminiRequestWriter(request, new ModelName(model)).written(model);
    }

    private Written written(String named) {
        GeminiTurnsWriter turns = new GeminiTurnsWriter(losses, model);
        List<Json> contents = turns.write(request.turns());
        Members body = new Members().put("contents", new Json.Arr(contents)).put("systemInstruction", turns.system());
        tools(body);
        Members generation = new Members();
        format(generation);
        settings(generation);
        generation.put("thinkingConfig", Thinking.config(request.reasoning(), model, losses));
        generation.put("mediaResolution", turns.mediaResolution());
        if (!generation.isEmpty()) {
            body.put("generationConfig", generation.obj());
        }
        if (request.mark() != null) {
            losses.add("cache_control");
        }
        List<Loss> all = new ArrayList<>(request.losses());
        losses.list().stream().filter(loss -> !all.contains(loss)).forEach(all::add);
        return new Written(GeminiPath.chat(named, request.stream(), true), Map.of(), body.obj(), all);
    }

    // ---- tools

    /** All functions go into one element: the service reads no second one. */
    private void tools(Members body) {
        List<Json> functions = new ArrayList<>();
        List<Json> elements = new ArrayList<>();
        for (Tool tool : request.tools()) {
            switch (tool) {
                case Tool.Function function -> {
                    if (isOffered(function.name())) {
                        functions.add(function(function));
                    }
                }
                case Tool.Native own
                when NATIVE.contains(own.type()) ->
                    elements.add(new Members().put(own.type(), own.spec()).obj());
                case Tool.Native own -> losses.add("tools." + own.type());
            }
        }
        if (!functions.isEmpty()) {
            elements.addFirst(
                    new Members().putAny("functionDeclarations", functions).obj());
        }
        body.putAny("tools", elements);
        if (!functions.isEmpty()) {
            body.put("toolConfig", choice());
        }
        if (!functions.isEmpty() && Boolean.FALSE.equals(request.parallelTools())) {
            losses.add("parallel_tool_calls");
        }
    }

    /** Where some tools may be called but none must, only those are shown: the list of allowed ones is for a must. */
    private boolean isOffered(String name) {
        return !(request.choice() instanceof ToolChoice.Among(List<String> names, boolean must))
                || must
                || names.contains(name);
    }

    private Json function(Tool.Function function) {
        Members declaration = new Members().put("name", ToolNames.encode(function.name()));
        if (!function.description().isEmpty()) {
            declaration.put("description", function.description());
        }
        Json.Obj parameters = function.parameters();
        if (parameters != null && model.takesJsonSchema()) {
            declaration.put("parametersJsonSchema", parameters);
        } else if (parameters != null) {
            Json.Obj cleaned = Schemas.toOpenApi(parameters, losses);
            if (cleaned.get("properties") != null) {
                declaration.put("parameters", cleaned);
            }
        }
        if (Boolean.TRUE.equals(function.strict())) {
            losses.add("tools[].strict");
        }
        if (function.mark() != null) {
            losses.add("cache_control");
        }
        return declaration.obj();
    }

    private @Nullable Json choice() {
        return switch (request.choice()) {
            case null -> null;
            case ToolChoice.Auto _ -> calling("AUTO", List.of());
            case ToolChoice.None _ -> calling("NONE", List.of());
            case ToolChoice.Any _ -> calling("ANY", List.of());
            case ToolChoice.Named(String name) -> calling("ANY", List.of(name));
            case ToolChoice.Among(List<String> names, boolean must) ->
                must ? calling("ANY", names) : calling("AUTO", List.of());
        };
    }

    private static Json calling(String mode, List<String> names) {
        List<Json> allowed = new ArrayList<>();
        names.forEach(name -> allowed.add(new Json.Str(ToolNames.encode(name))));
        Json.Obj config = new Members()
                .put("mode", mode)
                .putAny("allowedFunctionNames", allowed)
                .obj();
        return new Members().put("functionCallingConfig", config).obj();
    }

    // ---- format and settings

    private void format(Members generation) {
        switch (request.format()) {
            case AnswerFormat.Text _ -> {}
            case AnswerFormat.AnyJson _ -> generation.put("responseMimeType", "application/json");
            case AnswerFormat.Schema schema -> {
                generation.put("responseMimeType", "application/json");
                if (model.takesJsonSchema()) {
                    generation.put("responseJsonSchema", schema.schema());
                } else {
                    generation.put("responseSchema", Schemas.toOpenApi(schema.schema(), losses));
                }
            }
        }
    }

    private void settings(Members generation) {
        Settings.Taking taking = request.settings().taking();
        generation
                .put("maxOutputTokens", ceiling(taking.take(Setting.MAX_TOKENS)))
                .put("temperature", taking.take(Setting.TEMPERATURE))
                .put("topP", taking.take(Setting.TOP_P))
                .put("topK", taking.take(Setting.TOP_K))
                .put("stopSequences", stops(taking.take(Setting.STOP)))
                .put("seed", seed(taking.take(Setting.SEED)))
                .put("presencePenalty", taking.take(Setting.PRESENCE_PENALTY))
                .put("frequencyPenalty", taking.take(Setting.FREQUENCY_PENALTY))
                .put("candidateCount", answers(taking.take(Setting.ANSWERS)));
        Json wanted = taking.take(Setting.LOGPROBS);
        Json top = taking.take(Setting.TOP_LOGPROBS);
        if (wanted != null) {
            generation.put("responseLogprobs", true);
            if (top != null && number(top, "top_logprobs") > 0) {
                generation.put("logprobs", number(top, "top_logprobs"));
            }
        }
        taking.left().forEach(setting -> losses.add(setting.word()));
    }

    private static @Nullable Json ceiling(@Nullable Json asked) {
        return asked == null
                ? null
                : Json.Num.of(Math.min(number(asked, Setting.MAX_TOKENS.word()), Integer.MAX_VALUE));
    }

    private @Nullable Json stops(@Nullable Json asked) {
        if (asked instanceof Json.Arr(List<Json> stops) && stops.size() > STOPS_MAX) {
            losses.add(Setting.STOP.word());
            return new Json.Arr(stops.subList(0, STOPS_MAX));
        }
        return asked;
    }

    /** The protocol's is of 32 bits; a larger one would be refused, so it is dropped (D16). */
    private @Nullable Json seed(@Nullable Json asked) {
        if (asked == null) {
            return null;
        }
        long seed = number(asked, Setting.SEED.word());
        if (seed < Integer.MIN_VALUE || seed > Integer.MAX_VALUE) {
            losses.add(Setting.SEED.word());
            return null;
        }
        return Json.Num.of(seed);
    }

    private static @Nullable Json answers(@Nullable Json asked) {
        if (asked != null && number(asked, Setting.ANSWERS.word()) > CANDIDATES_MAX) {
            throw new Malformed(Setting.ANSWERS.word(), "may be at most " + CANDIDATES_MAX + " for this provider");
        }
        return asked;
    }

    private static long number(Json json, String field) {
        if (json instanceof Json.Num(String spelling) && spelling.length() <= NUMBER_CHARS_MAX) {
            try {
                return new BigDecimal(spelling).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw new Malformed(field, "must be a whole number");
            }
        }
        throw new Malformed(field, "must be a whole number");
    }
}
