package dev.pontage.dialect.gemini;

import static dev.pontage.dialect.gemini.Spelling.at;
import static dev.pontage.dialect.gemini.Spelling.list;

import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.ChatCodec.Asked;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Reasoning.Effort;
import dev.pontage.dialect.chat.Setting;
import dev.pontage.dialect.chat.Settings;
import dev.pontage.dialect.chat.Tool;
import dev.pontage.dialect.chat.ToolChoice;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From a {@code generateContent} request to what it means (protocols 4.2). */
final class GeminiRequestReader {
    private static final String INT_MIN = Integer.toString(Integer.MIN_VALUE);
    private static final String INT_MAX = Integer.toString(Integer.MAX_VALUE);
    private static final int STOPS_MAX = 5;
    private static final int CANDIDATES_MAX = 8;

    private final Place root;
    private final Place generation;
    private final Losses losses = new Losses();

    private GeminiRequestReader(Place root) {
        this.root = root;
        this.generation = at(root, "generationConfig");
    }

    /**
     * Reads a request.
     *
     * @param asked the model and the wish for a stream, which stand in the path
     * @throws Malformed naming the field that is wrong
     */
    static ChatRequest read(Json body, Asked asked) {
        return new GeminiRequestReader(Place.root(body)).request(asked);
    }

    private ChatRequest request(Asked asked) {
        root.object();
        String named = root.at("model").text("");
        Place cached = at(root, "cachedContent");
        if (cached.isPresent()) {
            throw cached.malformed("names what a provider stores, which cannot be used through this gateway");
        }
        GeminiTurnsReader reader = new GeminiTurnsReader(losses, detail(at(generation, "mediaResolution")));
        List<Turn> turns = new ArrayList<>();
        reader.system(at(root, "systemInstruction"), turns);
        reader.contents(root.at("contents"), turns);
        List<Tool> tools = tools();
        ToolChoice choice = choice();
        AnswerFormat format = format();
        Reasoning reasoning = reasoning(at(generation, "thinkingConfig"));
        Settings settings = settings();
        modalities(at(generation, "responseModalities"));
        losses.addAll(generation.unread());
        losses.addAll(root.unread());
        return new ChatRequest(
                asked.model().isEmpty() ? named : asked.model(),
                asked.stream(),
                turns,
                tools,
                choice,
                null,
                format,
                reasoning,
                settings,
                null,
                losses.list());
    }

    /** How closely all media are looked at, unless one says otherwise of itself. */
    private Detail detail(Place resolution) {
        return GeminiTurnsReader.detail(resolution, losses);
    }

    // ---- tools

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        for (Place tool : list(root.at("tools"))) {
            for (Place function : list(at(tool, "functionDeclarations"))) {
                tools.add(function(function));
            }
            for (String path : tool.unread()) {
                String name = path.substring(path.lastIndexOf('.') + 1);
                tools.add(
                        new Tool.Native(camel(name), camel(name), tool.at(name).object()));
            }
        }
        return tools;
    }

    private Tool function(Place function) {
        Place schema = at(function, "parametersJsonSchema");
        Place openApi = function.at("parameters");
        if (schema.isPresent() && openApi.isPresent()) {
            throw schema.malformed("excludes 'parameters'");
        }
        Json.Obj parameters = openApi.isPresent() ? Schemas.toJsonSchema(openApi.object()) : schema.objectOrNull();
        Tool read = new Tool.Function(
                function.at("name").text(), function.at("description").text(""), parameters, null, null);
        losses.addAll(function.unread());
        return read;
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            boolean joint = name.charAt(i) == '_' && i + 1 < name.length();
            camel.append(joint ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
        }
        return camel.toString();
    }

    private @Nullable ToolChoice choice() {
        Place config = at(root, "toolConfig");
        Place calling = at(config, "functionCallingConfig");
        Place mode = calling.at("mode");
        List<String> allowed = new ArrayList<>();
        for (Place name : list(at(calling, "allowedFunctionNames"))) {
            allowed.add(name.text());
        }
        losses.addAll(config.unread());
        losses.addAll(calling.unread());
        return switch (mode.text("MODE_UNSPECIFIED").toUpperCase(Locale.ROOT)) {
            case "MODE_UNSPECIFIED" -> null;
            case "AUTO" -> new ToolChoice.Auto();
            case "NONE" -> new ToolChoice.None();
            case "ANY" -> any(allowed);
            case "VALIDATED" -> {
                losses.add(mode.path());
                yield allowed.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.Among(allowed, false);
            }
            default -> throw mode.malformed("must be 'AUTO', 'ANY', 'NONE' or 'VALIDATED'");
        };
    }

    private static ToolChoice any(List<String> allowed) {
        return switch (allowed.size()) {
            case 0 -> new ToolChoice.Any();
            case 1 -> new ToolChoice.Named(allowed.getFirst());
            default -> new ToolChoice.Among(allowed, true);
        };
    }

    // ---- format and reasoning

    private AnswerFormat format() {
        Place mime = at(generation, "responseMimeType");
        Place openApi = at(generation, "responseSchema");
        Place newer = at(generation, "responseJsonSchema");
        if (openApi.isPresent() && newer.isPresent()) {
            throw newer.malformed("excludes 'responseSchema'");
        }
        Json.Obj schema = openApi.isPresent() ? Schemas.toJsonSchema(openApi.object()) : newer.objectOrNull();
        return switch (mime.text(schema == null ? "text/plain" : "application/json")) {
            case "text/plain" -> new AnswerFormat.Text();
            case "application/json" ->
                schema == null ? new AnswerFormat.AnyJson() : new AnswerFormat.Schema("", "", schema, null);
            case "text/x.enum" -> {
                losses.add(mime.path());
                yield new AnswerFormat.Text();
            }
            default -> throw mime.malformed("must be 'text/plain', 'application/json' or 'text/x.enum'");
        };
    }

    private @Nullable Reasoning reasoning(Place config) {
        if (!config.isPresent()) {
            return null;
        }
        boolean shown = at(config, "includeThoughts").flag(false);
        long budget = at(config, "thinkingBudget").integer(-1, Integer.MAX_VALUE, -1);
        Place level = at(config, "thinkingLevel");
        String word = level.text("").toUpperCase(Locale.ROOT);
        Effort effort = Words.effort(word);
        if (effort == null && !word.isEmpty() && !word.equals("THINKING_LEVEL_UNSPECIFIED")) {
            throw level.malformed("must be 'MINIMAL', 'LOW', 'MEDIUM' or 'HIGH'");
        }
        losses.addAll(config.unread());
        return new Reasoning(effort, budget, shown);
    }

    // ---- settings

    private Settings settings() {
        long answers = at(generation, "candidateCount").integer(1, CANDIDATES_MAX, 1);
        boolean logprobs = at(generation, "responseLogprobs").flag(false);
        return Settings.builder()
                .with(Setting.MAX_TOKENS, whole("maxOutputTokens", "1", INT_MAX))
                .with(Setting.TEMPERATURE, generation.at("temperature").numberOrNull("0", "2"))
                .with(Setting.TOP_P, at(generation, "topP").numberOrNull("0", "1"))
                .with(Setting.TOP_K, at(generation, "topK").numberOrNull("0", "1000000"))
                .with(Setting.STOP, stops())
                .with(Setting.SEED, whole("seed", INT_MIN, INT_MAX))
                .with(
                        Setting.PRESENCE_PENALTY,
                        at(generation, "presencePenalty").numberOrNull("-2", "2"))
                .with(
                        Setting.FREQUENCY_PENALTY,
                        at(generation, "frequencyPenalty").numberOrNull("-2", "2"))
                .with(Setting.ANSWERS, answers > 1 ? Json.Num.of(answers) : null)
                .with(Setting.LOGPROBS, logprobs ? new Json.Bool(true) : null)
                .with(Setting.TOP_LOGPROBS, whole("logprobs", "0", "20"))
                .build();
    }

    private @Nullable Json whole(String name, String lowest, String highest) {
        Place place = at(generation, name);
        Json.Num number = place.numberOrNull(lowest, highest);
        return number == null ? null : Json.Num.of(place.integer(Long.MIN_VALUE, Long.MAX_VALUE, 0));
    }

    private Json.@Nullable Arr stops() {
        Place stop = at(generation, "stopSequences");
        List<Json> stops = new ArrayList<>();
        for (Place item : list(stop)) {
            if (!item.text().isEmpty()) {
                stops.add(new Json.Str(item.text()));
            }
        }
        if (stops.size() > STOPS_MAX) {
            throw stop.malformed("may have at most " + STOPS_MAX + " strings");
        }
        return stops.isEmpty() ? null : new Json.Arr(stops);
    }

    /** Text is what any model answers; a wish for more than that is lost, one for something else is refused (C2). */
    private void modalities(Place modalities) {
        boolean text = false;
        boolean other = false;
        for (Place modality : list(modalities)) {
            boolean isText = modality.text().equalsIgnoreCase("TEXT");
            text |= isText;
            other |= !isText && !modality.text().equalsIgnoreCase("MODALITY_UNSPECIFIED");
        }
        if (other && !text) {
            throw modalities.malformed("must have 'TEXT' among them for this model");
        }
        if (other) {
            losses.add(modalities.path());
        }
    }
}
