package dev.pontage.testkit.simulator;

import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** OpenAI's API: paths, credentials, embeddings and errors (protocols 1). */
final class OpenAiProtocol implements Protocol {
    private static final Map<Integer, String> KINDS = Map.of(
            400, "invalid_request_error",
            401, "authentication_error",
            403, "permission_error",
            404, "invalid_request_error",
            429, "rate_limit_error",
            500, "server_error",
            503, "overloaded_error");
    private static final Map<Integer, String> CODES =
            Map.of(401, "invalid_api_key", 404, "model_not_found", 429, "rate_limit_exceeded");
    private static final int INPUTS = 2_048;
    private static final int DIMENSIONS = 1_536;

    @Override
    public Outcome handle(RecordedRequest request) {
        if (!Paths.bearer(request).orElse("").equals(Simulator.API_KEY)) {
            throw Violation.of(401, "", "Incorrect API key provided.");
        }
        String path = Paths.path(request);
        if (request.method().equals("GET") && path.startsWith("/v1/models")) {
            return Outcome.free(models(path));
        }
        if (!request.method().equals("POST")) {
            throw Violation.of(404, "", "Invalid URL (" + request.method() + " " + path + ")");
        }
        Paths.json(request);
        JsonNode body = Json.read(request.body());
        if (body.path("model").asString("").startsWith("missing")) {
            throw Violation.of(404, "", "The model `" + body.path("model").asString() + "` does not exist");
        }
        return switch (path) {
            case "/v1/chat/completions" -> chat(body);
            case "/v1/responses" -> responses(body);
            case "/v1/embeddings" -> embeddings(At.root(body));
            default -> throw Violation.of(404, "", "Invalid URL (POST " + path + ")");
        };
    }

    private static Outcome chat(JsonNode body) {
        Ask ask = new ChatRules().read(body);
        Script script = ask.script();
        Simulator.refuseIfTold(script);
        Reply reply = new Author(ask, script, "call_").write();
        ChatAnswer answer = new ChatAnswer(ask, script, reply);
        Show show = ask.stream ? answer.stream() : answer.whole();
        return new Outcome(show.play(script), Optional.of(reply.bill()));
    }

    private static Outcome responses(JsonNode body) {
        Ask ask = new ResponsesRules().read(body);
        Script script = ask.script();
        Simulator.refuseIfTold(script);
        Reply reply = new Author(ask, script, "call_").write();
        ResponsesAnswer answer = new ResponsesAnswer(ask, script, reply);
        Show show = ask.stream ? answer.stream() : answer.whole();
        return new Outcome(show.play(script), Optional.of(reply.bill()));
    }

    private static Outcome embeddings(At root) {
        root.orNull("model", "input", "encoding_format", "dimensions", "user");
        root.need("model").nonEmpty();
        boolean base64 = root.has("encoding_format")
                && root.get("encoding_format").oneOf("float", "base64").equals("base64");
        int dimensions = root.has("dimensions") ? (int) root.get("dimensions").integer(1, 3_072) : DIMENSIONS;
        List<String> texts = new ArrayList<>();
        At input = root.need("input");
        if (input.isText()) {
            texts.add(input.nonEmpty());
        } else if (!input.items().isEmpty() && input.items().getFirst().node().isNumber()) {
            texts.add(input.node().toString());
        } else {
            for (At item : input.items()) {
                texts.add(item.isText() ? item.nonEmpty() : item.items().toString());
            }
        }
        if (texts.isEmpty() || texts.size() > INPUTS) {
            throw input.fail("must have from 1 to " + INPUTS + " items");
        }
        Simulator.refuseIfTold(Script.of(texts.getFirst()));
        List<JsonNode> data = new ArrayList<>();
        long tokens = 0;
        for (String text : texts) {
            List<Float> vector = Vectors.of(text, dimensions);
            data.add(Json.object(
                    "object", "embedding", "index", data.size(), "embedding", base64 ? base64(vector) : vector));
            tokens += Tokens.of(text);
        }
        JsonNode answer = Json.object(
                "object",
                "list",
                "data",
                data,
                "model",
                root.get("model").text(),
                "usage",
                Json.object("prompt_tokens", tokens, "total_tokens", tokens));
        return new Outcome(
                Answer.json(200, answer.toString(), "x-request-id: sim-1"), Optional.of(new Bill(tokens, 0, 0, 0, 0)));
    }

    private static String base64(List<Float> vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        vector.forEach(bytes::putFloat);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    @Override
    public Answer refuse(Refused refused) {
        String kind = refused.kind();
        int status = refused.status();
        @Nullable String code = kind.isEmpty() ? CODES.get(status) : kind;
        if (kind.equals("overloaded")) {
            status = 503;
            code = "server_overloaded";
        } else if (status == 0) {
            status = kind.equals("insufficient_quota") || kind.equals("rate_limit_exceeded") ? 429 : 400;
        }
        String type = kind.equals("insufficient_quota") ? kind : KINDS.getOrDefault(status, "server_error");
        JsonNode body = Json.object("error", error(refused.problem(), type, refused.path(), code));
        List<String> fields = new ArrayList<>(List.of("x-request-id: sim-refused"));
        fields.addAll(refused.fields());
        return Answer.json(status, body.toString(), fields.toArray(new String[0]));
    }

    static JsonNode error(String message, String type, String param, @Nullable String code) {
        return Json.object("message", message, "type", type, "param", param.isEmpty() ? null : param, "code", code);
    }

    private static Answer models(String path) {
        JsonNode model =
                Json.object("id", "gpt-sim-1", "object", "model", "created", 1_767_225_600, "owned_by", "simulator");
        if (path.equals("/v1/models")) {
            return Answer.json(
                    200, Json.object("object", "list", "data", List.of(model)).toString());
        }
        if (!path.equals("/v1/models/gpt-sim-1")) {
            throw Violation.of(404, "", "The model does not exist: " + path);
        }
        return Answer.json(200, model.toString());
    }
}
