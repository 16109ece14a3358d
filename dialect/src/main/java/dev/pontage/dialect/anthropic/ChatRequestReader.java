package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Losses;
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
import org.jspecify.annotations.Nullable;

/** From a request for a message to what it means (protocols 3.2). */
final class ChatRequestReader {
    private static final long TOKENS_MAX = 1L << 31;

    /** The least that can be thought with. */
    static final long LEAST_BUDGET = 1_024;

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
        List<Turn> turns = new ChatTurnsReader(losses)
                .read(root.at("system"), root.at("messages").required());
        List<Tool> tools = tools();
        Place choice = root.at("tool_choice");
        Place output = root.at("output_config");
        AnswerFormat format = format(output.at("format"));
        Reasoning reasoning = reasoning(root.at("thinking"), output.at("effort"));
        Settings settings = settings();
        CacheMark mark = CacheMarks.read(root.at("cache_control"));
        ToolChoice chosen = choice(choice);
        Boolean parallel = parallel(choice);
        losses.addAll(output.unread());
        losses.addAll(root.unread());
        return new ChatRequest(
                model, stream, turns, tools, chosen, parallel, format, reasoning, settings, mark, losses.list());
    }

    // ---- tools

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        for (Place tool : root.at("tools").items()) {
            String type = tool.at("type").text("custom");
            if (type.equals("custom")) {
                tools.add(function(tool));
                losses.addAll(tool.unread());
            } else {
                tools.add(new Tool.Native(tool.at("name").text(type), type, tool.object()));
            }
        }
        return tools;
    }

    private static Tool function(Place tool) {
        return new Tool.Function(
                tool.at("name").text(),
                tool.at("description").text(""),
                tool.at("input_schema").object(),
                tool.at("strict").flagOrNull(),
                CacheMarks.read(tool.at("cache_control")));
    }

    private static @Nullable ToolChoice choice(Place choice) {
        if (!choice.isPresent()) {
            return null;
        }
        Place type = choice.at("type");
        return switch (type.text()) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Any();
            case "none" -> new ToolChoice.None();
            case "tool" -> new ToolChoice.Named(choice.at("name").text());
            default -> throw type.malformed("must be 'auto', 'any', 'tool' or 'none'");
        };
    }

    private static @Nullable Boolean parallel(Place choice) {
        Boolean disabled = choice.at("disable_parallel_tool_use").flagOrNull();
        return disabled == null ? null : Boolean.valueOf(!disabled);
    }

    // ---- format and reasoning

    /** The upstream holds every answer to its schema, which OpenAI calls strict. */
    private static AnswerFormat format(Place format) {
        if (!format.isPresent()) {
            return new AnswerFormat.Text();
        }
        Place type = format.at("type");
        if (!type.text().equals("json_schema")) {
            throw type.malformed("must be 'json_schema'");
        }
        return new AnswerFormat.Schema("", "", format.at("schema").object(), true);
    }

    private @Nullable Reasoning reasoning(Place thinking, Place effortPlace) {
        Effort effort = effortPlace.isPresent() ? Words.effort(effortPlace) : null;
        if (!thinking.isPresent()) {
            return effort == null ? null : new Reasoning(effort, -1, false);
        }
        boolean shown = !thinking.at("display").text("").equals("omitted");
        Place type = thinking.at("type");
        Reasoning read = switch (type.text()) {
            case "adaptive" -> new Reasoning(effort, -1, shown);
            case "enabled" -> {
                Place budget = thinking.at("budget_tokens").required();
                yield new Reasoning(effort, budget.integer(LEAST_BUDGET, TOKENS_MAX, 0), shown);
            }
            case "disabled" -> {
                if (effort != null) {
                    losses.add(effortPlace.path());
                }
                yield new Reasoning(Effort.NONE, 0, false);
            }
            default -> throw type.malformed("must be 'enabled', 'adaptive' or 'disabled'");
        };
        losses.addAll(thinking.unread());
        return read;
    }

    // ---- settings

    private Settings settings() {
        Place metadata = root.at("metadata");
        Settings settings = Settings.builder()
                .with(Setting.MAX_TOKENS, ceiling(root.at("max_tokens").required()))
                .with(Setting.TEMPERATURE, root.at("temperature").numberOrNull("0", "1"))
                .with(Setting.TOP_P, root.at("top_p").numberOrNull("0", "1"))
                .with(Setting.TOP_K, root.at("top_k").numberOrNull("0", "1000000"))
                .with(Setting.STOP, stops(root.at("stop_sequences")))
                .with(Setting.END_USER, text(metadata.at("user_id")))
                .with(Setting.SERVICE_TIER, tier(root.at("service_tier")))
                .build();
        losses.addAll(metadata.unread());
        return settings;
    }

    /** Zero only fills the upstream's cache; another upstream has to say something, and says as little as it can. */
    private Json.Num ceiling(Place ceiling) {
        long tokens = ceiling.integer(0, TOKENS_MAX, 0);
        if (tokens == 0) {
            losses.add(ceiling.path());
        }
        return Json.Num.of(Math.max(1, tokens));
    }

    private static Json.@Nullable Arr stops(Place stops) {
        List<Json> read = new ArrayList<>();
        for (Place stop : stops.items()) {
            if (!stop.text().isEmpty()) {
                read.add(new Json.Str(stop.text()));
            }
        }
        return read.isEmpty() ? null : new Json.Arr(read);
    }

    private static @Nullable Json tier(Place tier) {
        String word = tier.textOrNull();
        return switch (word) {
            case null -> null;
            case "auto" -> new Json.Str("auto");
            case "standard_only" -> new Json.Str("default");
            default -> throw tier.malformed("must be 'auto' or 'standard_only'");
        };
    }

    private static @Nullable Json text(Place place) {
        String text = place.textOrNull();
        return text == null ? null : new Json.Str(text);
    }
}
