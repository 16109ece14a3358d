package dev.pontage.testkit.simulator;

import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google's Gemini, and Anthropic's models on Vertex AI: paths, credentials, embeddings and errors (protocols 3.6, 4).
 */
final class GeminiProtocol implements Protocol {
    private static final Map<Integer, String> KINDS = Map.of(
            400, "INVALID_ARGUMENT",
            401, "UNAUTHENTICATED",
            403, "PERMISSION_DENIED",
            404, "NOT_FOUND",
            429, "RESOURCE_EXHAUSTED",
            499, "CANCELLED",
            500, "INTERNAL",
            503, "UNAVAILABLE",
            504, "DEADLINE_EXCEEDED");
    private static final Pattern PATH = Pattern.compile(
            "(/v1beta|/v1|/v1beta1)(/projects/[^/]+/locations/[^/]+/publishers/(google|anthropic))?/models"
                    + "(?:/([^:]+)(?::([A-Za-z]+))?)?");
    private static final int BATCH = 100;
    private static final int DIMENSIONS = 768;

    @Override
    public Outcome handle(RecordedRequest request) {
        Matcher path = PATH.matcher(Paths.path(request));
        if (!path.matches()) {
            throw Violation.of(404, "", "Requested entity was not found: " + request.target());
        }
        boolean vertex = path.group(2) != null;
        authenticate(request, vertex);
        String model = path.group(4) == null ? "" : Paths.decoded(path.group(4));
        String action = path.group(5) == null ? "" : path.group(5);
        if (request.method().equals("GET")) {
            return Outcome.free(models(model));
        }
        Paths.json(request);
        JsonNode body = Json.read(request.body());
        if (model.startsWith("missing")) {
            throw Violation.of(
                    404,
                    "",
                    "models/" + model + " is not found for API version v1beta, or is not supported for " + action);
        }
        if ("anthropic".equals(path.group(3))) {
            return claude(body, action, model);
        }
        return switch (action) {
            case "generateContent", "streamGenerateContent" -> generate(request, body, model, action, vertex);
            case "countTokens" -> count(body, model, vertex);
            case "embedContent" -> embed(At.root(body), model, List.of(At.root(body)), false);
            case "batchEmbedContents" -> embed(At.root(body), model, batch(At.root(body)), true);
            default -> throw Violation.of(404, "", "no such method: " + action);
        };
    }

    private static Outcome generate(
            RecordedRequest request, JsonNode body, String model, String action, boolean vertex) {
        Ask ask = new GeminiRules(vertex, model).read(GeminiNames.camel(body), false);
        ask.stream = action.startsWith("stream");
        Script script = ask.script();
        Simulator.refuseIfTold(script);
        Reply reply = new Author(ask, script, "call_").write();
        // Nothing is charged for writing a cache.
        Bill counted = reply.bill();
        Bill bill = new Bill(
                counted.input() + counted.cacheWrite(),
                counted.cacheRead(),
                0,
                script.refuse() ? 0 : counted.output(),
                script.refuse() ? 0 : counted.reasoning());
        GeminiAnswer answer = new GeminiAnswer(ask, script, new Reply(reply.choices(), bill));
        boolean sse = Paths.parameter(request, "alt").filter("sse"::equals).isPresent();
        Show show = ask.stream ? answer.stream(sse) : answer.whole();
        return new Outcome(show.play(script), Optional.of(bill));
    }

    private static Outcome count(JsonNode body, String model, boolean vertex) {
        JsonNode inner = GeminiNames.camel(body);
        if (inner.has("generateContentRequest")) {
            At.root(inner).only("generateContentRequest");
            ObjectNode wrapped =
                    (ObjectNode) inner.get("generateContentRequest").deepCopy();
            At.root(wrapped).need("model").oneOf("models/" + model);
            wrapped.remove("model");
            inner = wrapped;
        } else if (!vertex) {
            At.root(inner).only("contents");
        }
        Ask ask = new GeminiRules(vertex, model).read(inner, true);
        Simulator.refuseIfTold(ask.script());
        long tokens = Tokens.ofInput(inner);
        return Outcome.free(Answer.json(
                200,
                Json.object(
                                "totalTokens",
                                tokens,
                                "promptTokensDetails",
                                Json.array(Json.object("modality", "TEXT", "tokenCount", tokens)))
                        .toString()));
    }

    private static Outcome claude(JsonNode body, String action, String model) {
        if (!action.equals("rawPredict") && !action.equals("streamRawPredict")) {
            throw Violation.of(404, "", "no such method: " + action);
        }
        if (model.equals("count-tokens")) {
            Ask counted = new AnthropicRules(AnthropicRules.Form.VERTEX_COUNT, "", "").read(body);
            Simulator.refuseIfTold(counted.script());
            return Outcome.free(Answer.json(
                    200, Json.object("input_tokens", Tokens.ofInput(body)).toString()));
        }
        Ask ask = new AnthropicRules(AnthropicRules.Form.VERTEX, "", "").read(body);
        ask.model = model;
        if (ask.stream != action.startsWith("stream")) {
            throw Violation.at("stream", "does not go with " + action);
        }
        Script script = ask.script();
        Simulator.refuseIfTold(script);
        return AnthropicProtocol.answer(ask, script);
    }

    private static List<At> batch(At root) {
        root.only("requests");
        List<At> requests = root.need("requests").items();
        if (requests.isEmpty() || requests.size() > BATCH) {
            throw Violation.at("requests", "at most " + BATCH + " requests can be in one batch");
        }
        return requests;
    }

    private static Outcome embed(At root, String model, List<At> requests, boolean batch) {
        List<JsonNode> embeddings = new ArrayList<>();
        for (At request : requests) {
            request.only("model", "content", "taskType", "title", "outputDimensionality");
            if (batch || request.has("model")) {
                request.need("model").oneOf("models/" + model);
            }
            StringBuilder text = new StringBuilder();
            for (At part :
                    request.need("content").only("parts", "role").need("parts").items()) {
                text.append(part.only("text").need("text").nonEmpty());
            }
            Simulator.refuseIfTold(Script.of(text.toString()));
            int dimensions = request.has("outputDimensionality")
                    ? (int) request.get("outputDimensionality").integer(1, 3_072)
                    : DIMENSIONS;
            embeddings.add(Json.object("values", Vectors.of(text.toString(), dimensions)));
        }
        ObjectNode answer =
                batch ? Json.object("embeddings", embeddings) : Json.object("embedding", embeddings.getFirst());
        Bill bill = new Bill(Tokens.ofInput(root.node()), 0, 0, 0, 0);
        return new Outcome(Answer.json(200, answer.toString()), Optional.of(bill));
    }

    @Override
    public Answer refuse(Refused refused) {
        String kind = refused.kind().equals("overloaded") ? "UNAVAILABLE" : refused.kind();
        int status = refused.status() == 0 ? status(kind) : refused.status();
        List<JsonNode> details = new ArrayList<>();
        @Nullable String delay = refused.extra("body.retryDelay");
        if (delay != null) {
            details.add(Json.object("@type", "type.googleapis.com/google.rpc.RetryInfo", "retryDelay", delay));
        }
        if (kind.equals("API_KEY_INVALID")) {
            details.add(Json.object(
                    "@type",
                    "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason",
                    "API_KEY_INVALID",
                    "domain",
                    "googleapis.com"));
        }
        boolean named = KINDS.containsValue(kind);
        ObjectNode error = Json.object(
                "code",
                status,
                "message",
                refused.path().isEmpty()
                        ? refused.problem()
                        : "Invalid value at '" + refused.path() + "': " + refused.problem(),
                "status",
                named ? kind : KINDS.getOrDefault(status, "INTERNAL"));
        if (!details.isEmpty()) {
            error.set("details", Json.array(details));
        }
        JsonNode body = Json.object("error", error);
        if (refused.extra("body.array") != null) {
            body = Json.array(body);
        }
        return Answer.json(status, body.toString(), refused.fields().toArray(new String[0]));
    }

    private static int status(String kind) {
        return KINDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(kind))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(500);
    }

    private static void authenticate(RecordedRequest request, boolean vertex) {
        String key = vertex
                ? Paths.bearer(request).orElse("")
                : request.header("x-goog-api-key")
                        .or(() -> Paths.parameter(request, "key"))
                        .orElse("");
        if (!key.equals(Simulator.API_KEY)) {
            if (vertex) {
                throw Violation.of(401, "", "Request had invalid authentication credentials.");
            }
            throw Violation.of(400, "API_KEY_INVALID", "API key not valid. Please pass a valid API key.");
        }
    }

    private static Answer models(String model) {
        JsonNode entry = Json.object(
                "name",
                "models/gemini-sim-1",
                "version",
                "1",
                "displayName",
                "Gemini Sim 1",
                "inputTokenLimit",
                1_000_000,
                "outputTokenLimit",
                65_536,
                "supportedGenerationMethods",
                List.of("generateContent", "countTokens"));
        if (model.isEmpty()) {
            return Answer.json(200, Json.object("models", List.of(entry)).toString());
        }
        if (!model.equals("gemini-sim-1")) {
            throw Violation.of(404, "", "models/" + model + " is not found");
        }
        return Answer.json(200, entry.toString());
    }
}
