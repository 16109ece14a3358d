package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Role;
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

/** From a request for a response to what it means (protocols 1.6). State that an upstream keeps is none of it (C8). */
final class ResponsesRequestReader {
    private static final String LOGPROBS = "message.output_text.logprobs";

    /** What may be asked to be included that every answer of ours includes anyway. */
    private static final String ENCRYPTED = "reasoning.encrypted_content";

    private final Place root;
    private final Losses losses = new Losses();

    private ResponsesRequestReader(Place root) {
        this.root = root;
    }

    /**
     * Reads a request.
     *
     * @throws Malformed naming the field that is wrong
     */
    static ChatRequest read(Json body) {
        return new ResponsesRequestReader(Place.root(body)).request();
    }

    private ChatRequest request() {
        root.object();
        String model = root.at("model").text("");
        boolean stream = root.at("stream").flag(false);
        root.at("stream_options").objectOrNull(); // obfuscation only
        root.at("store").flagOrNull(); // false, or the peek would have refused it
        boolean logprobs = included();
        List<Turn> turns = turns();
        List<Tool> tools = tools();
        ToolChoice choice = choice(root.at("tool_choice"));
        Boolean parallel = root.at("parallel_tool_calls").flagOrNull();
        Place text = root.at("text");
        AnswerFormat format = format(text.at("format"));
        Settings settings = settings(text.at("verbosity"), logprobs);
        losses.addAll(text.unread());
        Reasoning reasoning = reasoning();
        if (root.at("truncation").text("disabled").equals("auto")) {
            losses.add("truncation");
        }
        losses.addAll(root.unread());
        return new ChatRequest(
                model, stream, turns, tools, choice, parallel, format, reasoning, settings, null, losses.list());
    }

    private boolean included() {
        boolean logprobs = false;
        for (Place item : root.at("include").items()) {
            switch (item.text()) {
                case LOGPROBS -> logprobs = true;
                case ENCRYPTED -> {}
                default -> losses.add("include." + item.text());
            }
        }
        return logprobs;
    }

    private List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        String instructions = root.at("instructions").text("");
        if (!instructions.isEmpty()) {
            turns.add(new Turn(Role.SYSTEM, List.of(new Part.Text(instructions, null))));
        }
        Place input = root.at("input").required();
        if (input.isText()) {
            turns.add(new Turn(Role.USER, List.of(new Part.Text(input.text(), null))));
        } else {
            turns.addAll(new ResponsesItemsReader(losses).read(input));
        }
        return turns;
    }

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        for (Place tool : root.at("tools").items()) {
            String type = tool.at("type").text();
            if (type.equals("function")) {
                tools.add(new Tool.Function(
                        tool.at("name").text(),
                        tool.at("description").text(""),
                        tool.at("parameters").objectOrNull(),
                        tool.at("strict").flagOrNull(),
                        null));
                losses.addAll(tool.unread());
            } else {
                tools.add(new Tool.Native(tool.at("name").text(type), type, tool.object()));
            }
        }
        return tools;
    }

    private static @Nullable ToolChoice choice(Place choice) {
        if (!choice.isPresent()) {
            return null;
        }
        if (choice.isText()) {
            return switch (choice.text()) {
                case "auto" -> new ToolChoice.Auto();
                case "none" -> new ToolChoice.None();
                case "required" -> new ToolChoice.Any();
                default -> throw choice.malformed("must be 'auto', 'none', 'required' or an object");
            };
        }
        Place type = choice.at("type");
        return switch (type.text()) {
            case "function", "custom" -> new ToolChoice.Named(choice.at("name").text());
            case "allowed_tools" -> {
                List<String> names = new ArrayList<>();
                for (Place tool : choice.at("tools").required().items()) {
                    names.add(tool.at("name").text());
                }
                yield new ToolChoice.Among(names, choice.at("mode").text("auto").equals("required"));
            }
            default -> throw type.malformed("must be 'function', 'custom' or 'allowed_tools'");
        };
    }

    private static AnswerFormat format(Place format) {
        if (!format.isPresent()) {
            return new AnswerFormat.Text();
        }
        Place type = format.at("type");
        return switch (type.text()) {
            case "text" -> new AnswerFormat.Text();
            case "json_object" -> new AnswerFormat.AnyJson();
            case "json_schema" ->
                new AnswerFormat.Schema(
                        format.at("name").text(""),
                        format.at("description").text(""),
                        format.at("schema").object(),
                        format.at("strict").flagOrNull());
            default -> throw type.malformed("must be 'text', 'json_object' or 'json_schema'");
        };
    }

    private @Nullable Reasoning reasoning() {
        Place reasoning = root.at("reasoning");
        if (!reasoning.isPresent()) {
            return null;
        }
        Place effort = reasoning.at("effort");
        boolean shown = reasoning.at("summary").textOrNull() != null;
        Reasoning read =
                effort.isPresent() ? new Reasoning(Words.effort(effort), -1, shown) : new Reasoning(null, -1, shown);
        losses.addAll(reasoning.unread());
        return read;
    }

    private Settings settings(Place verbosity, boolean logprobs) {
        Json.Num top = root.at("top_logprobs").numberOrNull("0", "20");
        String user = root.at("safety_identifier").textOrNull();
        String old = root.at("user").textOrNull();
        return Settings.builder()
                .with(Setting.MAX_TOKENS, root.at("max_output_tokens").numberOrNull("1", "2147483648"))
                .with(Setting.TEMPERATURE, root.at("temperature").numberOrNull("0", "2"))
                .with(Setting.TOP_P, root.at("top_p").numberOrNull("0", "1"))
                .with(Setting.LOGPROBS, logprobs || top != null ? new Json.Bool(true) : null)
                .with(Setting.TOP_LOGPROBS, top)
                .with(Setting.END_USER, text(user == null ? old : user))
                .with(Setting.METADATA, root.at("metadata").objectOrNull())
                .with(Setting.SERVICE_TIER, text(root.at("service_tier").textOrNull()))
                .with(Setting.VERBOSITY, text(verbosity.textOrNull()))
                .with(Setting.PROMPT_CACHE_KEY, text(root.at("prompt_cache_key").textOrNull()))
                .build();
    }

    private static @Nullable Json text(@Nullable String text) {
        return text == null ? null : new Json.Str(text);
    }
}
