package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What Gemini accepts (protocols 4.2): reads a body, and refuses what the service would refuse. */
final class GeminiRules {
    static final Pattern FUNCTION = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}");
    private static final String[] SCHEMA = {
        "type",
        "format",
        "title",
        "description",
        "nullable",
        "default",
        "items",
        "minItems",
        "maxItems",
        "enum",
        "properties",
        "propertyOrdering",
        "required",
        "minProperties",
        "maxProperties",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "pattern",
        "example",
        "anyOf",
        "additionalProperties",
        "defs",
        "ref"
    };

    private final boolean vertex;
    private final String model;

    GeminiRules(boolean vertex, String model) {
        this.vertex = vertex;
        this.model = model;
    }

    /** @param counted whether only tokens are to be counted */
    Ask read(JsonNode body, boolean counted) {
        At root = At.root(body);
        List<String> names = new ArrayList<>(List.of("contents", "systemInstruction", "tools", "generationConfig"));
        if (!counted) {
            names.addAll(List.of("toolConfig", "safetySettings", "cachedContent", "serviceTier", "store"));
        }
        if (vertex) {
            names.add("labels");
        }
        root.only(names.toArray(new String[0]));
        Ask ask = new Ask(body);
        ask.model = model;
        if (root.has("systemInstruction")) {
            At system = root.get("systemInstruction").only("parts", "role");
            for (At part : system.need("parts").items()) {
                part.only("text").need("text").nonEmpty();
            }
        }
        tools(root, ask);
        if (root.has("generationConfig")) {
            generation(root.get("generationConfig"), ask);
        }
        for (At setting : root.items("safetySettings")) {
            setting.only("category", "threshold", "method");
        }
        new GeminiTurns(vertex, model, ask).read(root.need("contents"));
        return ask;
    }

    private static void tools(At root, Ask ask) {
        Set<String> names = new HashSet<>();
        for (At tool : root.items("tools")) {
            tool.only(
                    "functionDeclarations",
                    "googleSearch",
                    "googleSearchRetrieval",
                    "codeExecution",
                    "urlContext",
                    "googleMaps",
                    "computerUse",
                    "fileSearch");
            for (At function : tool.items("functionDeclarations")) {
                function.only(
                        "name",
                        "description",
                        "parameters",
                        "parametersJsonSchema",
                        "response",
                        "responseJsonSchema",
                        "behavior");
                String name = function.need("name").matching(FUNCTION);
                if (!names.add(name)) {
                    throw function.fail("Duplicate function declaration found: " + name);
                }
                if (function.has("parameters") && function.has("parametersJsonSchema")) {
                    throw function.fail("parameters and parametersJsonSchema are mutually exclusive");
                }
                if (function.has("parameters")) {
                    schema(function.get("parameters"));
                }
                JsonNode schema = function.has("parameters")
                        ? function.get("parameters").node()
                        : function.get("parametersJsonSchema").node();
                ask.tools.add(new Ask.Tool(name, schema));
            }
        }
        if (root.has("toolConfig")) {
            config(root.get("toolConfig").only("functionCallingConfig", "retrievalConfig"), names, ask);
        }
    }

    private static void config(At config, Set<String> names, Ask ask) {
        At calling = config.need("functionCallingConfig").only("mode", "allowedFunctionNames");
        String mode = calling.need("mode").oneOf("AUTO", "ANY", "NONE", "VALIDATED");
        List<String> allowed = new ArrayList<>();
        for (At name : calling.items("allowedFunctionNames")) {
            if (!names.contains(name.text())) {
                throw name.fail("is no declared function: " + name.text());
            }
            allowed.add(name.text());
        }
        if (!allowed.isEmpty() && !mode.equals("ANY") && !mode.equals("VALIDATED")) {
            throw calling.fail("Allowed function names should be set only when function calling mode is ANY");
        }
        ask.allowed = List.copyOf(allowed);
        ask.choice = switch (mode) {
            case "ANY" -> Ask.Choice.ANY;
            case "NONE" -> Ask.Choice.NONE;
            default -> Ask.Choice.AUTO;
        };
    }

    private void generation(At config, Ask ask) {
        config.only(
                "temperature",
                "topP",
                "topK",
                "candidateCount",
                "maxOutputTokens",
                "stopSequences",
                "responseMimeType",
                "responseSchema",
                "responseJsonSchema",
                "presencePenalty",
                "frequencyPenalty",
                "seed",
                "responseLogprobs",
                "logprobs",
                "thinkingConfig",
                "responseModalities",
                "enableEnhancedCivicAnswers",
                "mediaResolution",
                "speechConfig",
                "imageConfig");
        config.range("temperature", 0, 2)
                .range("topP", 0, 1)
                .range("topK", 1, 1_000)
                .range("presencePenalty", -2, 2)
                .range("frequencyPenalty", -2, 2)
                .range("seed", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .range("logprobs", 0, 20)
                .texts("stopSequences", 5);
        config.items("stopSequences").forEach(stop -> ask.stops.add(stop.text()));
        if (config.has("logprobs") && !config.flag("responseLogprobs")) {
            throw config.get("logprobs").fail("Logprobs can only be set when responseLogprobs is true");
        }
        if (config.has("candidateCount")) {
            ask.choices = (int) config.get("candidateCount").integer(1, 8);
        }
        if (config.has("maxOutputTokens")) {
            ask.ceiling = config.get("maxOutputTokens").integer(1, 1_000_000);
        }
        format(config, ask);
        if (config.has("thinkingConfig")) {
            At thinking = config.get("thinkingConfig").only("includeThoughts", "thinkingBudget", "thinkingLevel");
            thinking.range("thinkingBudget", -1, 65_536);
            if (thinking.has("thinkingLevel")) {
                thinking.get("thinkingLevel")
                        .oneOf("MINIMAL", "LOW", "MEDIUM", "HIGH", "minimal", "low", "medium", "high");
                if (thinking.has("thinkingBudget")) {
                    throw thinking.fail("You can only set only one of thinking budget and thinking level.");
                }
                if (!model.startsWith("gemini-3")) {
                    throw thinking.get("thinkingLevel").fail("Thinking level is not supported for this model.");
                }
            }
            ask.thinks = thinking.flag("includeThoughts");
        }
    }

    private static void format(At config, Ask ask) {
        String mime = config.text("responseMimeType", "text/plain");
        boolean schema = config.has("responseSchema");
        boolean jsonSchema = config.has("responseJsonSchema");
        if (schema && jsonSchema) {
            throw config.fail("responseSchema and responseJsonSchema are mutually exclusive");
        }
        if ((schema || jsonSchema) && !mime.equals("application/json")) {
            throw config.get("responseMimeType").fail("must be application/json where a schema is given");
        }
        if (schema) {
            schema(config.get("responseSchema"));
            ask.schema = Optional.of(config.get("responseSchema").node());
        }
        if (jsonSchema) {
            ask.schema = Optional.of(config.get("responseJsonSchema").object().node());
        }
        ask.json = mime.equals("application/json");
    }

    /** The part of OpenAPI's schema that is known; anything else fails the whole request. */
    private static void schema(At schema) {
        schema.object().node().propertyNames().forEach(name -> {
            if (!List.of(SCHEMA).contains(GeminiNames.camel(name))) {
                throw Violation.at(
                        "",
                        "Invalid JSON payload received. Unknown name \"" + name + "\" at '" + schema.path()
                                + "': Cannot find field.");
            }
        });
        if (schema.has("type")) {
            String type = schema.get("type").text().toUpperCase(java.util.Locale.ROOT);
            new At(Json.MAPPER.valueToTree(type), schema.path() + ".type")
                    .oneOf("STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL");
        }
        if (schema.has("properties")) {
            At properties = schema.get("properties").object();
            properties.node().propertyNames().forEach(name -> schema(properties.get(name)));
            for (At required : schema.items("required")) {
                if (!properties.has(required.text())) {
                    throw required.fail("property is not defined: " + required.text());
                }
            }
        }
        if (schema.has("items")) {
            schema(schema.get("items"));
        }
        for (At item : schema.items("anyOf")) {
            schema(item);
        }
        for (At item : schema.items("enum")) {
            item.text();
        }
    }
}
