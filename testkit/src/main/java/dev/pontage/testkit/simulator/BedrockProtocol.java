package dev.pontage.testkit.simulator;

import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Amazon Bedrock's runtime: paths, signatures, and errors with their names in a header (protocols 5). */
final class BedrockProtocol implements Protocol {
    private static final Map<String, Integer> KINDS = Map.ofEntries(
            Map.entry("ValidationException", 400),
            Map.entry("ServiceQuotaExceededException", 400),
            Map.entry("AccessDeniedException", 403),
            Map.entry("ResourceNotFoundException", 404),
            Map.entry("ModelTimeoutException", 408),
            Map.entry("ModelErrorException", 424),
            Map.entry("ModelStreamErrorException", 424),
            Map.entry("ThrottlingException", 429),
            Map.entry("ModelNotReadyException", 429),
            Map.entry("InternalServerException", 500),
            Map.entry("ServiceUnavailableException", 503));
    private static final Map<Integer, String> USUAL = Map.of(
            400, "ValidationException",
            403, "AccessDeniedException",
            404, "ResourceNotFoundException",
            408, "ModelTimeoutException",
            424, "ModelErrorException",
            429, "ThrottlingException",
            500, "InternalServerException",
            503, "ServiceUnavailableException");
    private static final Pattern PATH =
            Pattern.compile("/model/(.+)/(converse|converse-stream|invoke|invoke-with-response-stream|count-tokens)");
    static final String EVENT_STREAM = "application/vnd.amazon.eventstream";

    @Override
    public Outcome handle(RecordedRequest request) {
        if (Paths.bearer(request).filter(Simulator.API_KEY::equals).isEmpty()) {
            if (Paths.bearer(request).isPresent()) {
                throw Violation.of(
                        403, "AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.");
            }
            new SignedRequest(request).verify();
        }
        Matcher path = PATH.matcher(Paths.path(request));
        if (!request.method().equals("POST") || !path.matches()) {
            throw Violation.of(404, "UnknownOperationException", "no such operation: " + request.target());
        }
        Paths.json(request);
        String model = Paths.decoded(path.group(1));
        if (model.startsWith("missing")) {
            throw Violation.of(400, "ValidationException", "The provided model identifier is invalid.");
        }
        JsonNode body = Json.read(request.body());
        return switch (path.group(2)) {
            case "converse" -> converse(body, model, false);
            case "converse-stream" -> converse(body, model, true);
            case "count-tokens" -> count(body, model);
            case "invoke" ->
                model.contains("anthropic.") ? claude(body, model, false) : BedrockEmbeddings.answer(body, model);
            default -> claude(body, model, true);
        };
    }

    private static Outcome converse(JsonNode body, String model, boolean stream) {
        Ask ask = new ConverseRules(model).read(body, false);
        ask.stream = stream;
        Script script = ask.script();
        Simulator.refuseIfTold(script);
        Reply reply = new Author(ask, script, "tooluse_").write();
        ConverseAnswer answer = new ConverseAnswer(ask, script, reply);
        Show show = stream ? answer.stream() : answer.whole();
        return new Outcome(show.play(script), Optional.of(reply.bill()));
    }

    private static Outcome count(JsonNode body, String model) {
        At root = At.root(body).only("input");
        At input = root.need("input");
        String form = input.only("converse", "invokeModel").oneMember();
        JsonNode counted = input.get(form).node();
        if (form.equals("converse")) {
            Simulator.refuseIfTold(new ConverseRules(model).read(counted, true).script());
        } else {
            counted = Json.read(input.get(form).only("body").need("body").base64());
        }
        return Outcome.free(Answer.json(
                200, Json.object("inputTokens", Tokens.ofInput(counted)).toString()));
    }

    /** Anthropic's own body; a stream's events come inside frames, base64 of their JSON. */
    private static Outcome claude(JsonNode body, String model, boolean stream) {
        if (!model.contains("anthropic.")) {
            throw Violation.at("", "The model is not supported for this operation: " + model);
        }
        Ask ask = new AnthropicRules(AnthropicRules.Form.BEDROCK, "", "").read(body);
        ask.model = model.substring(model.indexOf("anthropic.") + "anthropic.".length());
        Script script = ask.script();
        Simulator.refuseIfTold(script);
        Reply reply = new Author(ask, script, "toolu_bdrk_").write();
        AnthropicAnswer answer = new AnthropicAnswer(ask, script, reply);
        Bill bill = reply.bill();
        String counts = "x-amzn-bedrock-input-token-count: " + bill.input();
        if (!stream) {
            Show show = Show.whole(
                    List.of("content-type: application/json", counts, "x-amzn-requestid: sim-1"),
                    Json.bytes(answer.message(true)));
            return new Outcome(show.play(script), Optional.of(bill));
        }
        List<byte[]> frames = new ArrayList<>();
        for (JsonNode event : answer.events()) {
            frames.add(chunk(event));
        }
        Show show = new Show(
                List.of("content-type: " + EVENT_STREAM, "x-amzn-bedrock-content-type: application/json"),
                frames,
                true,
                2,
                List.of(ConverseAnswer.error(script)),
                EventFrame::garbled);
        return new Outcome(show.play(script), Optional.of(bill));
    }

    private static byte[] chunk(JsonNode event) {
        String bytes = Base64.getEncoder().encodeToString(Json.bytes(event));
        return EventFrame.event(
                "chunk", Json.object("bytes", bytes, "p", "abcd").toString());
    }

    @Override
    public Answer refuse(Refused refused) {
        String kind = refused.kind().equals("overloaded") ? "ServiceUnavailableException" : refused.kind();
        int status = refused.status() == 0 ? KINDS.getOrDefault(kind, 500) : refused.status();
        if (kind.isEmpty()) {
            kind = USUAL.getOrDefault(status, "InternalServerException");
        }
        String problem = refused.path().isEmpty() ? refused.problem() : refused.path() + ": " + refused.problem();
        List<String> fields = new ArrayList<>(List.of(
                "x-amzn-requestid: sim-refused",
                "x-amzn-errortype: " + kind + ":http://internal.amazon.com/coral/com.amazon.bedrock/"));
        fields.addAll(refused.fields());
        String body = Json.object("message", problem).toString();
        if (refused.extra("body.bare") != null) {
            fields.add("x-amzn-errormessage: " + problem);
            body = "{}";
        }
        return Answer.json(status, body, fields.toArray(new String[0]));
    }
}
