package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What Anthropic's Messages accepts (protocols 3.2): reads a body, and refuses what the service would refuse. */
final class AnthropicRules {
    /** Where the body came by. */
    enum Form {
        MESSAGES,
        COUNT,
        BEDROCK,
        VERTEX,
        VERTEX_COUNT
    }

    /** The version that took the sampling parameters away (platform.claude.com, Versions). */
    static final String NEWER = "2026-10-21";

    static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");
    private static final Pattern ONE_SAMPLING =
            Pattern.compile(".*claude-(opus|sonnet|haiku)-(4-[1-9](?!\\d)|[5-9]).*");
    private static final Pattern NO_PREFILL = Pattern.compile(".*claude-(opus|sonnet)-(4-[6-9](?!\\d)|[5-9]).*");

    private final Form form;
    private final String version;
    private final String beta;
    private int marks;

    AnthropicRules(Form form, String version, String beta) {
        this.form = form;
        this.version = version;
        this.beta = beta;
    }

    Ask read(JsonNode body) {
        At root = At.root(body);
        Ask ask = new Ask(body);
        members(root);
        if (form == Form.MESSAGES || isCount()) {
            ask.model = root.need("model").nonEmpty();
        }
        if (form != Form.MESSAGES && form != Form.COUNT) {
            String version = form == Form.BEDROCK ? "bedrock-2023-05-31" : "vertex-2023-10-16";
            root.need("anthropic_version").oneOf(version);
        }
        if (!isCount()) {
            ask.ceiling = root.need("max_tokens").integer(0, 1_000_000);
        }
        ask.stream = root.flag("stream");
        sampling(root, ask);
        tools(root, ask);
        thinking(root, ask);
        output(root, ask);
        if (root.has("system") && !root.get("system").isText()) {
            for (At block : root.items("system")) {
                block.only("type", "text", "cache_control", "citations");
                block.need("type").oneOf("text");
                notBlank(block.need("text"));
                mark(block);
            }
        }
        new AnthropicTurns(this, ask, beta).read(root.need("messages"));
        if (root.has("cache_control")) {
            mark(root);
        }
        if (marks > 4) {
            throw Violation.at("", "A maximum of 4 blocks with cache_control may be provided. Found " + marks + ".");
        }
        if (NO_PREFILL.matcher(ask.model).matches() && lastRole(root).equals("assistant")) {
            throw Violation.at(
                    "",
                    "This model does not support assistant message prefill. The conversation must end with a user message.");
        }
        return ask;
    }

    private boolean isCount() {
        return form == Form.COUNT || form == Form.VERTEX_COUNT;
    }

    private void members(At root) {
        List<String> names = new ArrayList<>(
                List.of("messages", "system", "tools", "tool_choice", "thinking", "output_config", "cache_control"));
        if (form == Form.MESSAGES || isCount()) {
            names.add("model");
        }
        if (form != Form.MESSAGES && form != Form.COUNT) {
            names.add("anthropic_version");
            names.add("anthropic_beta");
        }
        if (form == Form.MESSAGES || form == Form.VERTEX) {
            names.add("stream");
        }
        if (!isCount()) {
            names.addAll(
                    List.of("max_tokens", "stop_sequences", "metadata", "service_tier", "container", "inference_geo"));
        }
        if (!isCount() && !version.equals(NEWER)) {
            names.addAll(List.of("temperature", "top_p", "top_k"));
        }
        if (!beta.isEmpty() || root.has("anthropic_beta")) {
            names.add("context_management");
            names.add("mcp_servers");
        }
        root.only(names.toArray(new String[0]));
    }

    private static void sampling(At root, Ask ask) {
        root.range("temperature", 0, 1).range("top_p", 0, 1).range("top_k", 0, 1_000_000);
        if (root.has("temperature")
                && root.has("top_p")
                && ONE_SAMPLING.matcher(ask.model).matches()) {
            throw Violation.at(
                    "", "`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
        }
        for (At stop : root.items("stop_sequences")) {
            if (stop.text().isBlank()) {
                throw stop.fail("each stop sequence must contain non-whitespace");
            }
            ask.stops.add(stop.text());
        }
        if (root.has("metadata")) {
            root.get("metadata").only("user_id");
        }
        if (root.has("service_tier")) {
            root.get("service_tier").oneOf("auto", "standard_only");
        }
    }

    private void tools(At root, Ask ask) {
        Set<String> names = new HashSet<>();
        for (At tool : root.items("tools")) {
            String type = tool.text("type", "custom");
            if (!type.equals("custom")) {
                if (!type.matches("[a-z_]+_20\\d{6}")) {
                    throw tool.get("type").fail("Input tag '" + type + "' is no known tool");
                }
                continue;
            }
            tool.only(
                    "type", "name", "description", "input_schema", "strict", "cache_control", "eager_input_streaming");
            String name = tool.need("name").matching(TOOL_NAME);
            if (!names.add(name)) {
                throw Violation.at("tools", "Tool names must be unique.");
            }
            At schema = tool.need("input_schema").object();
            schema.need("type").oneOf("object");
            tool.flag("strict");
            mark(tool);
            ask.tools.add(new Ask.Tool(name, schema.node()));
        }
        if (root.has("tool_choice")) {
            At choice = root.get("tool_choice");
            if (ask.tools.isEmpty() && !root.has("tools")) {
                throw Violation.at("tool_choice", "may only be specified while providing tools");
            }
            String type = choice.need("type").oneOf("auto", "any", "tool", "none");
            switch (type) {
                case "tool" -> {
                    choice.only("type", "name", "disable_parallel_tool_use");
                    String name = choice.need("name").text();
                    if (!names.contains(name)) {
                        throw choice.fail("Tool '" + name + "' not found in provided tools");
                    }
                    ask.choice = Ask.Choice.ONE;
                    ask.allowed = List.of(name);
                }
                case "none" -> {
                    choice.only("type");
                    ask.choice = Ask.Choice.NONE;
                }
                default -> {
                    choice.only("type", "disable_parallel_tool_use");
                    ask.choice = type.equals("any") ? Ask.Choice.ANY : Ask.Choice.AUTO;
                }
            }
            ask.parallel = !choice.flag("disable_parallel_tool_use");
        }
    }

    private void thinking(At root, Ask ask) {
        if (!root.has("thinking")) {
            return;
        }
        At thinking = root.get("thinking");
        switch (thinking.need("type").oneOf("enabled", "adaptive", "disabled")) {
            case "enabled" -> {
                thinking.only("type", "budget_tokens", "display");
                long budget = thinking.need("budget_tokens").integer(1_024, 1_000_000);
                if (!isCount() && budget >= ask.ceiling) {
                    throw Violation.at("", "`max_tokens` must be greater than `thinking.budget_tokens`.");
                }
                ask.thinks = true;
            }
            case "adaptive" -> {
                thinking.only("type", "display");
                ask.thinks = true;
            }
            default -> thinking.only("type");
        }
        if (!ask.thinks) {
            return;
        }
        if (ask.choice == Ask.Choice.ANY || ask.choice == Ask.Choice.ONE) {
            throw Violation.at("", "Thinking may not be enabled when tool_choice forces tool use.");
        }
        if (root.has("temperature") && root.get("temperature").number(0, 1) != 1) {
            throw Violation.at("", "`temperature` may only be set to 1 when thinking is enabled.");
        }
        if (root.has("top_k")) {
            throw Violation.at("", "`top_k` must be unset when thinking is enabled.");
        }
        root.range("top_p", 0.95, 1);
    }

    private static void output(At root, Ask ask) {
        if (!root.has("output_config")) {
            return;
        }
        At output = root.get("output_config").only("effort", "format");
        if (output.has("effort")) {
            output.get("effort").oneOf("low", "medium", "high", "xhigh", "max");
        }
        if (output.has("format")) {
            At format = output.get("format").only("type", "schema");
            format.need("type").oneOf("json_schema");
            ask.schema = Optional.of(format.need("schema").object().node());
        }
    }

    /** Checks a cache mark where there is one, and counts it. */
    void mark(At block) {
        if (block.has("cache_control")) {
            At mark = block.get("cache_control").only("type", "ttl");
            mark.need("type").oneOf("ephemeral");
            if (mark.has("ttl")) {
                mark.get("ttl").oneOf("5m", "1h");
            }
            marks++;
        }
    }

    static String notBlank(At text) {
        if (text.text().isBlank()) {
            throw Violation.at("", text.path().replaceAll("\\.\\d.*", "") + ": text content blocks must be non-empty");
        }
        return text.text();
    }

    private static String lastRole(At root) {
        List<At> turns = root.items("messages");
        return turns.getLast().need("role").text();
    }
}
