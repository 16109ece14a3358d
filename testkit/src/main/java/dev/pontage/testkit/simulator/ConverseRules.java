package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What Converse accepts (protocols 5.2): reads a body, and refuses what the service would refuse. */
final class ConverseRules {
    static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Pattern ONE_SAMPLING =
            Pattern.compile(".*claude-(opus|sonnet|haiku)-(4-[5-9](?!\\d)|[5-9]).*");
    private static final Pattern NO_SYSTEM = Pattern.compile(
            ".*(amazon\\.titan-text|mistral-7b-instruct|mixtral-8x7b|cohere\\.command-(text|light)|ai21\\.j2).*");
    private static final Pattern NO_FORCING = Pattern.compile(".*(meta\\.llama|amazon\\.titan|deepseek\\.).*");
    private static final Pattern CACHES = Pattern.compile(".*(anthropic\\.claude|amazon\\.nova|^arn:).*");
    private static final Pattern FORMATS =
            Pattern.compile(".*(claude-(opus|sonnet|haiku)-(4-[5-9](?!\\d)|[5-9])|qwen|openai\\.gpt|^arn:).*");

    private final String model;

    ConverseRules(String model) {
        this.model = model;
    }

    /** @param counted whether only tokens are to be counted */
    Ask read(JsonNode body, boolean counted) {
        At root = At.root(body);
        List<String> names =
                new ArrayList<>(List.of("messages", "system", "toolConfig", "additionalModelRequestFields"));
        if (!counted) {
            names.addAll(List.of(
                    "inferenceConfig",
                    "guardrailConfig",
                    "additionalModelResponseFieldPaths",
                    "requestMetadata",
                    "performanceConfig",
                    "serviceTier",
                    "promptVariables",
                    "outputConfig"));
        }
        root.only(names.toArray(new String[0]));
        Ask ask = new Ask(body);
        ask.model = model;
        if (root.has("system") && NO_SYSTEM.matcher(model).matches()) {
            throw Violation.at("", "This model doesn't support the system field. Remove system and try again.");
        }
        for (At block : root.items("system")) {
            block.only("text", "guardContent", "cachePoint");
            switch (block.oneMember()) {
                case "text" -> notBlank(block.get("text"));
                case "cachePoint" -> cachePoint(block.get("cachePoint"));
                default -> block.get("guardContent").object();
            }
        }
        inference(root, ask);
        tools(root, ask);
        more(root, ask);
        output(root, ask);
        if (root.has("guardrailConfig")) {
            At guardrail = root.get("guardrailConfig")
                    .only("guardrailIdentifier", "guardrailVersion", "trace", "streamProcessingMode");
            guardrail.need("guardrailIdentifier").nonEmpty();
            guardrail.need("guardrailVersion").nonEmpty();
        }
        if (root.has("requestMetadata")
                && root.get("requestMetadata").object().node().size() > 16) {
            throw root.get("requestMetadata").fail("Member must have at most 16 entries");
        }
        new ConverseTurns(this, ask, root.has("toolConfig"), model).read(root.need("messages"));
        return ask;
    }

    private void inference(At root, Ask ask) {
        if (!root.has("inferenceConfig")) {
            return;
        }
        At config = root.get("inferenceConfig").only("maxTokens", "temperature", "topP", "stopSequences");
        config.range("temperature", 0, 1).range("topP", 0, 1).texts("stopSequences", 2_500);
        if (config.has("maxTokens")) {
            ask.ceiling = config.get("maxTokens").integer(1, 1_000_000);
        }
        if (config.has("temperature")
                && config.has("topP")
                && ONE_SAMPLING.matcher(model).matches()) {
            throw Violation.at(
                    "",
                    "The model returned the following errors: `temperature` and `top_p` cannot both be specified for this"
                            + " model. Please use only one.");
        }
        config.items("stopSequences").forEach(stop -> ask.stops.add(stop.text()));
    }

    private void tools(At root, Ask ask) {
        if (!root.has("toolConfig")) {
            return;
        }
        At config = root.get("toolConfig").only("tools", "toolChoice");
        if (config.need("tools").items().isEmpty()) {
            throw config.get("tools").fail("Member must have length greater than or equal to 1");
        }
        Set<String> names = new HashSet<>();
        for (At tool : config.items("tools")) {
            switch (tool.only("toolSpec", "systemTool", "cachePoint").oneMember()) {
                case "cachePoint" -> cachePoint(tool.get("cachePoint"));
                case "toolSpec" -> {
                    At spec = tool.get("toolSpec").only("name", "description", "inputSchema", "strict");
                    String name = spec.need("name").matching(TOOL_NAME);
                    if (!names.add(name)) {
                        throw spec.fail("The toolConfig.tools contains duplicate tool names: " + name);
                    }
                    if (spec.has("description")) {
                        spec.get("description").nonEmpty();
                    }
                    At schema =
                            spec.need("inputSchema").only("json").need("json").object();
                    schema.need("type").oneOf("object");
                    ask.tools.add(new Ask.Tool(name, schema.node()));
                }
                default -> tool.get("systemTool").only("name");
            }
        }
        if (config.has("toolChoice")) {
            choice(config.get("toolChoice"), names, ask);
        }
    }

    private void choice(At choice, Set<String> names, Ask ask) {
        switch (choice.only("auto", "any", "tool").oneMember()) {
            case "any" -> {
                choice.get("any").only();
                ask.choice = Ask.Choice.ANY;
            }
            case "tool" -> {
                String name = choice.get("tool").only("name").need("name").text();
                if (!names.contains(name)) {
                    throw choice.fail("toolChoice names no tool of toolConfig.tools: " + name);
                }
                ask.choice = Ask.Choice.ONE;
                ask.allowed = List.of(name);
            }
            default -> choice.get("auto").only();
        }
        if (ask.choice != Ask.Choice.AUTO && NO_FORCING.matcher(model).matches()) {
            throw choice.fail("This model doesn't support the toolConfig.toolChoice field. Remove it and try again.");
        }
    }

    private void more(At root, Ask ask) {
        for (At pointer : root.items("additionalModelResponseFieldPaths")) {
            pointer.matching(Pattern.compile("/.*"));
        }
        if (!root.has("additionalModelRequestFields")) {
            return;
        }
        At fields = root.get("additionalModelRequestFields").object();
        for (String name : fields.node().propertyNames()) {
            if (!List.of(
                            "thinking",
                            "reasoning_config",
                            "reasoningConfig",
                            "top_k",
                            "anthropic_beta",
                            "tool_choice",
                            "output_config",
                            "inferenceConfig")
                    .contains(name)) {
                throw Violation.at(
                        "", "The model returned the following errors: " + name + ": Extra inputs are not permitted");
            }
        }
        if (fields.has("tool_choice")) {
            At choice = fields.get("tool_choice");
            ask.parallel = !choice.flag("disable_parallel_tool_use");
        }
        String name = fields.has("thinking") ? "thinking" : "reasoning_config";
        if (fields.has(name) && fields.get(name).node().isObject()) {
            thinking(root, fields.get(name), ask);
        } else if (fields.has(name)) {
            fields.get(name).oneOf("low", "medium", "high");
            ask.thinks = true;
        }
        if (fields.has("reasoningConfig")) {
            ask.thinks = fields.get("reasoningConfig")
                    .need("type")
                    .oneOf("enabled", "disabled")
                    .equals("enabled");
        }
    }

    private static void thinking(At root, At thinking, Ask ask) {
        String type = thinking.need("type").oneOf("enabled", "adaptive", "disabled");
        ask.thinks = !type.equals("disabled");
        if (type.equals("enabled")) {
            thinking.only("type", "budget_tokens", "display");
            long budget = thinking.need("budget_tokens").integer(1_024, 1_000_000);
            if (budget >= ask.ceiling) {
                throw Violation.at(
                        "",
                        "The model returned the following errors: `max_tokens` must be greater than"
                                + " `thinking.budget_tokens`.");
            }
        }
        if (!ask.thinks) {
            return;
        }
        if (ask.choice == Ask.Choice.ANY || ask.choice == Ask.Choice.ONE) {
            throw Violation.at("", "Thinking may not be enabled when tool_choice forces tool use.");
        }
        At config = root.get("inferenceConfig");
        if (config.has("temperature") && config.get("temperature").number(0, 1) != 1) {
            throw Violation.at("", "`temperature` may only be set to 1 when thinking is enabled.");
        }
    }

    private void output(At root, Ask ask) {
        if (!root.has("outputConfig")) {
            return;
        }
        At output = root.get("outputConfig").only("textFormat", "effort");
        if (!output.has("textFormat")) {
            return;
        }
        if (!FORMATS.matcher(model).matches()) {
            throw output.fail("This model doesn't support the outputConfig.textFormat field. Remove it and try again.");
        }
        At format = output.get("textFormat").only("type", "structure");
        format.need("type").oneOf("json_schema");
        At schema =
                format.need("structure").only("jsonSchema").need("jsonSchema").only("schema", "name", "description");
        try {
            ask.schema = Optional.of(Json.read(schema.need("schema").text()));
        } catch (JacksonException malformed) {
            throw schema.fail("the schema is no JSON");
        }
    }

    void cachePoint(At point) {
        point.only("type", "ttl").need("type").oneOf("default");
        if (point.has("ttl")) {
            point.get("ttl").oneOf("5m", "1h");
        }
        if (!CACHES.matcher(model).matches()) {
            throw point.fail("You invoked an unsupported model or your request did not allow prompt caching.");
        }
    }

    static String notBlank(At text) {
        if (text.text().isBlank()) {
            throw Violation.at(
                    "",
                    "The text field in the ContentBlock object at " + text.path()
                            + " is blank. Add text to the text field, and try again.");
        }
        return text.text();
    }
}
