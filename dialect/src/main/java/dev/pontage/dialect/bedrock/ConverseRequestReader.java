package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.ChatCodec;
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
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a Converse request, as AWS's SDKs send it, to what it means (protocols 5.2). */
final class ConverseRequestReader {
    /** The type of a tool that the upstream runs itself. */
    static final String SYSTEM_TOOL = "systemTool";

    private static final long TOKENS_MAX = 1L << 31;
    private static final long TOP_K_MAX = 1_000_000;
    private static final int STOPS_MAX = 2_500;
    private static final JsonTree SCHEMAS = new JsonTree(Limits.DEFAULT, true);

    private final Place root;
    private final Place fields;
    private final Place output;
    private final Losses losses = new Losses();
    private @Nullable Boolean parallelTools;

    private ConverseRequestReader(Place root) {
        this.root = root;
        this.fields = root.at("additionalModelRequestFields");
        this.output = root.at("outputConfig");
    }

    /**
     * Reads a request.
     *
     * @throws Malformed naming the field that is wrong
     */
    static ChatRequest read(Json body, ChatCodec.Asked asked) {
        Place root = Place.root(body);
        root.object();
        return new ConverseRequestReader(root).request(asked);
    }

    private ChatRequest request(ChatCodec.Asked asked) {
        refuse("guardrailConfig", "is not supported: which guardrail looks at calls is the operator's to say");
        refuse("promptVariables", "is not supported: a stored prompt cannot be used through this gateway");
        List<Turn> turns = new ConverseTurnsReader(losses).read(root);
        Place config = root.at("toolConfig");
        List<Tool> tools = tools(config.at("tools"));
        ToolChoice choice = choice(config.at("toolChoice"));
        losses.addAll(config.unread());
        AnswerFormat format = format(output.at("textFormat"));
        Reasoning reasoning = reasoning();
        Settings settings = settings();
        parallel();
        responseFields();
        losses.addAll(output.unread());
        losses.addAll(fields.unread());
        losses.addAll(root.unread());
        return new ChatRequest(
                asked.model(),
                asked.stream(),
                turns,
                tools,
                choice,
                parallelTools,
                format,
                reasoning,
                settings,
                null,
                losses.list());
    }

    /** What changes the meaning and cannot be had elsewhere is not left out in silence (C2). */
    private void refuse(String name, String problem) {
        Place place = root.at(name);
        if (place.isPresent()) {
            throw place.malformed(problem);
        }
    }

    // ---- tools

    private List<Tool> tools(Place list) {
        List<Tool> tools = new ArrayList<>();
        List<Place> items = list.items();
        for (int i = 0; i < items.size(); i++) {
            Place tool = items.get(i);
            Place spec = tool.at("toolSpec");
            Place own = tool.at(SYSTEM_TOOL);
            if (spec.isPresent()) {
                CacheMark mark = i + 1 < items.size()
                        ? ConverseTurnsReader.cachePoint(items.get(i + 1).at("cachePoint"))
                        : null;
                tools.add(function(spec, mark));
            } else if (own.isPresent()) {
                tools.add(new Tool.Native(own.at("name").text(), SYSTEM_TOOL, tool.object()));
            } else if (!tool.at("cachePoint").isPresent()) {
                throw tool.malformed("must have 'toolSpec', 'systemTool' or 'cachePoint'");
            } else if (i == 0 || !items.get(i - 1).at("toolSpec").isPresent()) {
                losses.add(tool.at("cachePoint").path());
            }
        }
        return tools;
    }

    private Tool function(Place spec, @Nullable CacheMark mark) {
        Place schema = spec.at("inputSchema").required().at("json");
        Json.Obj parameters = schema.object();
        Tool read = new Tool.Function(
                spec.at("name").text(),
                spec.at("description").text(""),
                parameters.equals(Schemas.NO_PARAMETERS) ? null : parameters,
                spec.at("strict").flagOrNull(),
                mark);
        losses.addAll(spec.unread());
        return read;
    }

    private static @Nullable ToolChoice choice(Place choice) {
        if (!choice.isPresent()) {
            return null;
        }
        if (choice.at("auto").isPresent()) {
            return new ToolChoice.Auto();
        }
        if (choice.at("any").isPresent()) {
            return new ToolChoice.Any();
        }
        if (choice.at("tool").isPresent()) {
            return new ToolChoice.Named(choice.at("tool").at("name").text());
        }
        throw choice.malformed("must have 'auto', 'any' or 'tool'");
    }

    /** Claude's own words for one call at a time, which stand where the protocol has none. */
    private void parallel() {
        Place choice = fields.at("tool_choice");
        if (choice.isPresent()) {
            Boolean disabled = choice.at("disable_parallel_tool_use").flagOrNull();
            parallelTools = disabled == null ? null : !disabled;
        }
    }

    // ---- format and reasoning

    private static AnswerFormat format(Place format) {
        if (!format.isPresent()) {
            return new AnswerFormat.Text();
        }
        Place type = format.at("type");
        if (!type.text().equals("json_schema")) {
            throw type.malformed("must be 'json_schema'");
        }
        Place definition = format.at("structure").at("jsonSchema").required();
        return new AnswerFormat.Schema(
                definition.at("name").text(""),
                definition.at("description").text(""),
                schema(definition.at("schema")),
                null);
    }

    private static Json.Obj schema(Place text) {
        byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
        try {
            if (SCHEMAS.read(bytes, 0, bytes.length) instanceof Json.Obj schema) {
                return schema;
            }
        } catch (JsonError notJson) {
            throw text.malformed("must be the JSON text of an object: " + notJson.getMessage());
        }
        throw text.malformed("must be the JSON text of an object");
    }

    /** In the words of whichever model the client thought of. */
    private @Nullable Reasoning reasoning() {
        Effort effort = effort(output.at("effort"));
        Place ofClaude = fields.at("output_config").at("effort");
        effort = effort == null ? effort(ofClaude) : effort;
        effort = effort == null ? effort(fields.at("reasoning_effort")) : effort;
        Place nova = fields.at("reasoningConfig");
        if (nova.isPresent() && nova.at("type").text("enabled").equals("enabled")) {
            effort = effort == null ? effort(nova.at("maxReasoningEffort")) : effort;
        }
        Place thinking = fields.at("thinking");
        Place config = fields.at("reasoning_config");
        if (config.isText()) {
            effort = effort == null ? effort(config) : effort;
        } else if (!thinking.isPresent()) {
            thinking = config;
        }
        if (!thinking.isPresent()) {
            return effort == null ? null : new Reasoning(effort, -1, true);
        }
        Place type = thinking.at("type");
        return switch (type.text()) {
            case "enabled" ->
                new Reasoning(effort, thinking.at("budget_tokens").required().integer(1, TOKENS_MAX, -1), true);
            case "adaptive" -> {
                thinking.at("display").text("");
                yield new Reasoning(effort, -1, true);
            }
            case "disabled" -> new Reasoning(null, 0, false);
            default -> throw type.malformed("must be 'enabled', 'adaptive' or 'disabled'");
        };
    }

    private static @Nullable Effort effort(Place place) {
        String word = place.textOrNull();
        if (word == null) {
            return null;
        }
        Effort effort = ConverseReasoning.read(word);
        if (effort == null) {
            throw place.malformed("must be 'low', 'medium', 'high', 'xhigh' or 'max'");
        }
        return effort;
    }

    // ---- settings

    private Settings settings() {
        Place inference = root.at("inferenceConfig");
        Place nova = fields.at("inferenceConfig");
        Place topK = fields.at("top_k").isPresent() ? fields.at("top_k") : nova.at("topK");
        Place tier = root.at("serviceTier").at("type");
        Settings settings = Settings.builder()
                .with(Setting.MAX_TOKENS, whole(inference.at("maxTokens"), TOKENS_MAX))
                .with(Setting.TEMPERATURE, inference.at("temperature").numberOrNull("0", "1"))
                .with(Setting.TOP_P, inference.at("topP").numberOrNull("0", "1"))
                .with(Setting.TOP_K, whole(topK, TOP_K_MAX))
                .with(Setting.STOP, stops(inference.at("stopSequences")))
                .with(Setting.METADATA, metadata(root.at("requestMetadata")))
                .with(Setting.SERVICE_TIER, tier.isPresent() ? new Json.Str(tier.text()) : null)
                .build();
        losses.addAll(inference.unread());
        losses.addAll(nova.unread());
        return settings;
    }

    private static Json.@Nullable Num whole(Place place, long most) {
        return place.isPresent() ? Json.Num.of(place.integer(1, most, 1)) : null;
    }

    private static Json.@Nullable Arr stops(Place stops) {
        List<Json> texts = new ArrayList<>();
        for (Place stop : stops.items()) {
            if (stop.text().isEmpty()) {
                throw stop.malformed("must not be empty");
            }
            texts.add(new Json.Str(stop.text()));
        }
        if (texts.size() > STOPS_MAX) {
            throw stops.malformed("may have at most " + STOPS_MAX + " strings");
        }
        return texts.isEmpty() ? null : new Json.Arr(texts);
    }

    private static Json.@Nullable Obj metadata(Place metadata) {
        Json.Obj object = metadata.objectOrNull();
        if (object != null) {
            object.members().keySet().forEach(name -> metadata.at(name).text());
        }
        return object;
    }

    /** Which string ended the answer is told without asking; what else a model may add is nobody else's. */
    private void responseFields() {
        for (Place path : root.at("additionalModelResponseFieldPaths").items()) {
            if (!path.text().equals(ConverseReplyReader.STOP_SEQUENCE_PATH)) {
                losses.add(path.path());
            }
        }
    }
}
