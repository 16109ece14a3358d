package dev.pontage.testkit.simulator;

import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Anthropic's Messages: paths, credentials and errors (protocols 3). */
final class AnthropicProtocol implements Protocol {
    private static final Map<Integer, String> KINDS = Map.ofEntries(
            Map.entry(400, "invalid_request_error"),
            Map.entry(401, "authentication_error"),
            Map.entry(402, "billing_error"),
            Map.entry(403, "permission_error"),
            Map.entry(404, "not_found_error"),
            Map.entry(413, "request_too_large"),
            Map.entry(429, "rate_limit_error"),
            Map.entry(500, "api_error"),
            Map.entry(504, "timeout_error"),
            Map.entry(529, "overloaded_error"));

    @Override
    public Outcome handle(RecordedRequest request) {
        String path = Paths.path(request);
        authenticate(request);
        if (request.method().equals("GET") && path.startsWith("/v1/models")) {
            return Outcome.free(models(path));
        }
        if (!request.method().equals("POST") || !path.startsWith("/v1/messages")) {
            throw Violation.of(404, "", "Not found: " + request.method() + " " + path);
        }
        String version = request.header("anthropic-version").orElse("");
        if (version.isEmpty()) {
            throw Violation.at("anthropic-version", "header is required");
        }
        if (!version.equals("2023-06-01") && !version.equals(AnthropicRules.NEWER)) {
            throw Violation.at("anthropic-version", "\"" + version + "\" is not a valid version");
        }
        Paths.json(request);
        JsonNode body = Json.read(request.body());
        boolean counted = path.equals("/v1/messages/count_tokens");
        if (!counted && !path.equals("/v1/messages")) {
            throw Violation.of(404, "", "Not found: " + path);
        }
        Ask ask = new AnthropicRules(
                        counted ? AnthropicRules.Form.COUNT : AnthropicRules.Form.MESSAGES,
                        version,
                        request.header("anthropic-beta").orElse(""))
                .read(body);
        if (ask.model.startsWith("missing")) {
            throw Violation.of(404, "", "model: " + ask.model);
        }
        Script script = ask.script();
        Simulator.refuseIfTold(script);
        if (counted) {
            byte[] count = Json.bytes(Json.object("input_tokens", Tokens.ofInput(body)));
            return Outcome.free(
                    Show.whole(List.of("content-type: application/json"), count).play(script));
        }
        return answer(ask, script);
    }

    static Outcome answer(Ask ask, Script script) {
        Reply reply = new Author(ask, script, "toolu_").write();
        AnthropicAnswer answer = new AnthropicAnswer(ask, script, reply);
        Show show = ask.stream ? answer.stream() : answer.whole();
        return new Outcome(show.play(script), Optional.of(reply.bill()));
    }

    @Override
    public Answer refuse(Refused refused) {
        String named = refused.kind().equals("overloaded") ? "overloaded_error" : refused.kind();
        int status = refused.status() == 0 ? status(named) : refused.status();
        String kind = named.isEmpty() ? KINDS.getOrDefault(status, "api_error") : named;
        List<String> fields = new ArrayList<>(List.of("request-id: req_sim_refused"));
        fields.addAll(refused.fields());
        String problem = refused.path().isEmpty() ? refused.problem() : refused.path() + ": " + refused.problem();
        JsonNode body = Json.object(
                "type",
                "error",
                "error",
                Json.object("type", kind, "message", problem),
                "request_id",
                "req_sim_refused");
        return Answer.json(status, body.toString(), fields.toArray(new String[0]));
    }

    private static int status(String kind) {
        return KINDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(kind))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(500);
    }

    private static void authenticate(RecordedRequest request) {
        Optional<String> key = request.header("x-api-key");
        Optional<String> bearer = Paths.bearer(request);
        if (key.isPresent() && bearer.isPresent()) {
            throw Violation.of(401, "", "both x-api-key and Authorization are given");
        }
        if (!key.or(() -> bearer).orElse("").equals(Simulator.API_KEY)) {
            throw Violation.of(401, "", "invalid x-api-key");
        }
    }

    private static Answer models(String path) {
        JsonNode model = Json.object(
                "id",
                "claude-sim-1",
                "type",
                "model",
                "display_name",
                "Claude Sim 1",
                "created_at",
                "2026-01-01T00:00:00Z");
        if (!path.equals("/v1/models")) {
            if (!path.equals("/v1/models/claude-sim-1")) {
                throw Violation.of(404, "", "model: " + path);
            }
            return Answer.json(200, model.toString());
        }
        return Answer.json(
                200,
                Json.object(
                                "data",
                                List.of(model),
                                "has_more",
                                false,
                                "first_id",
                                "claude-sim-1",
                                "last_id",
                                "claude-sim-1")
                        .toString());
    }
}
