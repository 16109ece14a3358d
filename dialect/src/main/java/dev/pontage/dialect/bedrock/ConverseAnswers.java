package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Dialect.ModelEntry;
import dev.pontage.dialect.Dialect.Rendered;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Members;
import java.util.ArrayList;
import java.util.List;

/** The answers that we write ourselves: refusals, and the list of models (protocols 5.1, 5.3). */
final class ConverseAnswers {
    private ConverseAnswers() {}

    /** SDKs take an error's name from the header and its words from the body. */
    static Rendered render(Refusal refusal, String requestId) {
        Headers.Builder headers = new Headers.Builder()
                .add("content-type", "application/json")
                .add("x-amzn-errortype", name(refusal))
                .add("x-amzn-requestid", requestId);
        if (refusal.retryAfterMillis() >= 0) {
            headers.add("retry-after", Long.toString(Math.max(1, (refusal.retryAfterMillis() + 999) / 1000)));
        }
        return new Rendered(refusal.status(), headers.build(), JsonText.bytes(body(refusal)));
    }

    static byte[] renderInStream(Refusal refusal) {
        return ConverseFrames.exception(event(refusal), body(refusal));
    }

    private static Json.Obj body(Refusal refusal) {
        return new Members().put("message", refusal.message()).obj();
    }

    private static String name(Refusal refusal) {
        return switch (refusal.code()) {
            // SDKs try throttling again, and this not.
            case "insufficient_quota" -> "ServiceQuotaExceededException";
            // SDKs whose clock is wrong look for this name, set themselves right by our Date and try again.
            case "invalid_signature", "signature_expired" -> "InvalidSignatureException";
            case "unknown_access_key" -> "UnrecognizedClientException";
            case "malformed_signature", "payload_not_signed", "presigned_not_supported" ->
                "IncompleteSignatureException";
            default -> byStatus(refusal);
        };
    }

    private static String byStatus(Refusal refusal) {
        return switch (refusal.status()) {
            case 401, 403 -> "AccessDeniedException";
            case 402 -> "ServiceQuotaExceededException";
            case 404 -> "ResourceNotFoundException";
            case 408, 504 -> "ModelTimeoutException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 503, 529 -> "ServiceUnavailableException";
            default -> refusal.status() < 500 ? "ValidationException" : "InternalServerException";
        };
    }

    /** One of the five that a stream can end with. */
    private static String event(Refusal refusal) {
        return switch (refusal.status()) {
            case 429 -> "throttlingException";
            case 503, 529 -> "serviceUnavailableException";
            case 424 -> "modelStreamErrorException";
            default -> refusal.status() < 500 ? "validationException" : "internalServerException";
        };
    }

    /** As Bedrock's control plane lists foundation models. */
    static byte[] models(List<ModelEntry> models) {
        List<Json> summaries = new ArrayList<>();
        models.forEach(model -> summaries.add(summary(model)));
        return JsonText.bytes(
                new Members().put("modelSummaries", new Json.Arr(summaries)).obj());
    }

    static byte[] model(ModelEntry model) {
        return JsonText.bytes(new Members().put("modelDetails", summary(model)).obj());
    }

    private static Json.Obj summary(ModelEntry model) {
        return new Members()
                .put("modelId", model.id())
                .put("modelName", model.id())
                .put("providerName", model.ownedBy())
                .obj();
    }
}
