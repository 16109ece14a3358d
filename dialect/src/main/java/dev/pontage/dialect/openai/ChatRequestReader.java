package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Reasoning;
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
import org.jspecify.annotations.Nullable;

/** From a chat completion request to what it means (protocols 1.2); the old {@code functions} are read as tools. */
final class ChatRequestReader {
    private static final long TOKENS_MAX = 1L << 31;
    private static final int STOPS_MAX = 4;

    private final Place root;
    private final Losses losses = new Losses();

    private ChatRequestReader(Place root) {
        this.root = root;
    }

    /**
     * Reads a request.
     *
     * @throws Malformed naming the field that is wrong
     */
    static ChatRequest read(Json body) {
        return new ChatRequestReader(Place.root(body)).request();
    }

    private ChatRequest request() {
        root.object();
        String model = root.at("model").text("");
        boolean stream = root.at("stream").flag(false);
        root.at("stream_options").objectOrNull(); // the peek reads it
        root.at("store").flagOrNull(); // false, or the peek would have refused it
        List<Turn> turns = new ChatTurnsReader(losses).read(root.at("messages").required());
        List<Tool> tools = tools();
        ToolChoice choice = choice();
        Boolean parallel = root.at("parallel_tool_calls").flagOrNull();
        AnswerFormat format = format(root.at("response_format"));
        Reasoning reasoning = reasoning();
        Settings settings = settings();
        losses.addAll(root.unread());
        return new ChatRequest(
                model, stream, turns, tools, choice, parallel, format, reasoning, settings, null, losses.list());
    }

    // ---- tools

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        for (Place tool : root.at("tools").items()) {
            String type = tool.at("type").text("function");
            if (type.equals("function")) {
                tools.add(function(tool.at("function").required(), tool));
                losses.addAll(tool.unread());
            } else {
                tools.add(new Tool.Native(tool.at(type).at("name").text(type), type, tool.object()));
            }
        }
        for (Place function : root.at("functions").items()) {
            tools.add(function(function, function));
        }
        return tools;
    }

    private Tool function(Place function, Place marked) {
        Tool read = new Tool.Function(
                function.at("name").text(),
                function.at("description").text(""),
                function.at("parameters").objectOrNull(),
                function.at("strict").flagOrNull(),
                CacheMarks.read(marked.at("cache_control")));
        losses.addAll(function.unread());
        return read;
    }

    private @Nullable ToolChoice choice() {
        Place choice = root.at("tool_choice");
        Place old = root.at("function_call");
        if (choice.isPresent()) {
            return choice.isText() ? word(choice) : object(choice);
        }
        if (old.isPresent()) {
            return old.isText()
                    ? word(old)
                    : new ToolChoice.Named(old.at("name").text());
        }
        return null;
    }

    private static ToolChoice word(Place choice) {
        return switch (choice.text()) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required", "any" -> new ToolChoice.Any();
            default -> throw choice.malformed("must be 'auto', 'none', 'required' or an object");
        };
    }

    private static ToolChoice object(Place choice) {
        Place type = choice.at("type");
        return switch (type.text("function")) {
            case "function" ->
                new ToolChoice.Named(choice.at("function").at("name").text());
            case "custom" -> new ToolChoice.Named(choice.at("custom").at("name").text());
            case "allowed_tools" -> among(choice.at("allowed_tools"));
            default -> throw type.malformed("must be 'function', 'custom' or 'allowed_tools'");
        };
    }

    private static ToolChoice among(Place allowed) {
        List<String> names = new ArrayList<>();
        for (Place tool : allowed.at("tools").required().items()) {
            names.add(tool.at(tool.at("type").text("function")).at("name").text());
        }
        return new ToolChoice.Among(names, allowed.at("mode").text("auto").equals("required"));
    }

    // ---- format and reasoning

    private AnswerFormat format(Place format) {
        if (!format.isPresent()) {
            return new AnswerFormat.Text();
        }
        Place type = format.at("type");
        return switch (type.text()) {
            case "text" -> new AnswerFormat.Text();
            case "json_object" -> new AnswerFormat.AnyJson();
            case "json_schema" -> {
                Place schema = format.at("json_schema").required();
                yield new AnswerFormat.Schema(
                        schema.at("name").text(""),
                        schema.at("description").text(""),
                        schema.at("schema").object(),
                        schema.at("strict").flagOrNull());
            }
            default -> throw type.malformed("must be 'text', 'json_object' or 'json_schema'");
        };
    }

    private @Nullable Reasoning reasoning() {
        Place effort = root.at("reasoning_effort");
        return effort.isPresent() ? new Reasoning(Words.effort(effort), -1, true) : null;
    }

    // ---- settings

    private Settings settings() {
        Place completion = root.at("max_completion_tokens");
        Place plain = root.at("max_tokens");
        Place ceiling = completion.isPresent() ? completion : plain;
        long answers = root.at("n").integer(1, 128, 1);
        boolean logprobs = root.at("logprobs").flag(false);
        return Settings.builder()
                .with(Setting.MAX_TOKENS, ceiling.numberOrNull("1", Long.toString(TOKENS_MAX)))
                .with(Setting.TEMPERATURE, root.at("temperature").numberOrNull("0", "2"))
                .with(Setting.TOP_P, root.at("top_p").numberOrNull("0", "1"))
                .with(Setting.TOP_K, root.at("top_k").numberOrNull("0", "1000000"))
                .with(Setting.STOP, stops())
                .with(Setting.SEED, root.at("seed").numberOrNull("-9223372036854775808", "9223372036854775807"))
                .with(Setting.PRESENCE_PENALTY, root.at("presence_penalty").numberOrNull("-2", "2"))
                .with(Setting.FREQUENCY_PENALTY, root.at("frequency_penalty").numberOrNull("-2", "2"))
                .with(Setting.ANSWERS, answers > 1 ? Json.Num.of(answers) : null)
                .with(Setting.LOGPROBS, logprobs ? new Json.Bool(true) : null)
                .with(Setting.TOP_LOGPROBS, root.at("top_logprobs").numberOrNull("0", "20"))
                .with(Setting.LOGIT_BIAS, root.at("logit_bias").objectOrNull())
                .with(Setting.END_USER, endUser())
                .with(Setting.METADATA, root.at("metadata").objectOrNull())
                .with(Setting.SERVICE_TIER, text(root.at("service_tier")))
                .with(Setting.VERBOSITY, text(root.at("verbosity")))
                .with(Setting.PROMPT_CACHE_KEY, text(root.at("prompt_cache_key")))
                .build();
    }

    /** A string or a list of them; empty ones stop nothing and are left out (A22). */
    private Json.@Nullable Arr stops() {
        Place stop = root.at("stop");
        List<Json> stops = new ArrayList<>();
        if (stop.isText()) {
            stops.add(new Json.Str(stop.text()));
        } else {
            for (Place item : stop.items()) {
                stops.add(new Json.Str(item.text()));
            }
        }
        stops.removeIf(each -> each instanceof Json.Str(String text) && text.isEmpty());
        if (stops.size() > STOPS_MAX) {
            throw stop.malformed("may have at most " + STOPS_MAX + " strings");
        }
        return stops.isEmpty() ? null : new Json.Arr(stops);
    }

    private @Nullable Json endUser() {
        Json named = text(root.at("safety_identifier"));
        Json old = text(root.at("user"));
        return named == null ? old : named;
    }

    private static @Nullable Json text(Place place) {
        String text = place.textOrNull();
        return text == null ? null : new Json.Str(text);
    }
}
