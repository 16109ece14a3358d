package dev.pontage.dialect.openai;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Operation.BodyMode;
import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.embed.EmbeddingCodec;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Listing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The OpenAI dialect: what its clients can ask for, and the one place from which its parts are reached. */
public final class OpenAi implements Dialect {
    private static final byte[] HEARTBEAT = utf8(": keep-alive\n\n");

    private static final ListRequest LIST = new ListRequest("/models", Map.of());
    private static final EmbeddingCodec EMBEDDINGS = new OpenAiEmbeddings();
    private static final ChatCodec CHAT = new OpenAiChat();
    private static final ChatCodec RESPONSES = new OpenAiResponsesChat();

    private final List<Operation> operations;

    /**
     * Makes the dialect.
     *
     * @param receiptPath where, below the prefix, a client looks up what its request cost; {@code {id}} is the request
     */
    public OpenAi(String receiptPath) {
        operations = List.of(
                new Operation(Kind.CHAT, "POST", "/chat/completions", BodyMode.REPLAYED, true),
                new Operation(Kind.COMPLETIONS, "POST", "/completions", BodyMode.REPLAYED, true),
                new Operation(Kind.EMBEDDINGS, "POST", "/embeddings", BodyMode.REPLAYED, true),
                new Operation(Kind.MODERATIONS, "POST", "/moderations", BodyMode.REPLAYED, true),
                new Operation(Kind.RESPONSES, "POST", "/responses", BodyMode.REPLAYED, true),
                new Operation(Kind.MODELS, "GET", "/models", BodyMode.NONE, false),
                new Operation(Kind.MODEL, "GET", "/models/{model}", BodyMode.NONE, false),
                new Operation(Kind.RECEIPT, "GET", receiptPath, BodyMode.NONE, false));
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public List<Operation> operations() {
        return operations;
    }

    @Override
    public List<String> prefixes() {
        return List.of("/v1", "/api/v1");
    }

    @Override
    public List<CredentialPlace> credentialPlaces() {
        return List.of(CredentialPlace.BEARER, CredentialPlace.API_KEY);
    }

    /**
     * Organisation and project of the client's own vendor account never cross; idempotency keys would cross tenants.
     */
    @Override
    public Set<String> forwardedHeaders() {
        return Set.of("openai-beta", "traceparent", "tracestate");
    }

    @Override
    public Set<String> returnedHeaders() {
        return Set.of("content-type", "openai-processing-ms", "openai-version");
    }

    @Override
    public Peeked peek(Operation operation, Parameters parameters, byte[] body, int length) {
        return OpenAiPeek.peek(operation.kind(), body, length);
    }

    @Override
    public Conversion.Same same(
            Operation operation,
            Peek peek,
            byte[] body,
            int length,
            String upstreamModel,
            Set<Quirk> quirks,
            boolean showAskedModel) {
        boolean renamed = !peek.model().isEmpty() && !peek.model().equals(upstreamModel);
        String shownModel = showAskedModel && renamed ? peek.model() : "";
        return new UpstreamRequest(operation.kind(), peek, body, upstreamModel, quirks)
                .convert(operation.path(), OpenAiTap.passages(operation.kind(), peek, shownModel));
    }

    @Override
    public @Nullable ChatCodec chat(Kind kind) {
        return switch (kind) {
            case CHAT -> CHAT;
            case RESPONSES -> RESPONSES;
            case COMPLETIONS, EMBEDDINGS, MODERATIONS, COUNT_TOKENS, MODELS, MODEL, RECEIPT -> null;
        };
    }

    @Override
    public @Nullable EmbeddingCodec embeddings() {
        return EMBEDDINGS;
    }

    @Override
    public String spelled(Operation operation, String path) {
        return operation.kind() == Operation.Kind.RESPONSES && path.equals("messages") ? "input" : path;
    }

    @Override
    public Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis) {
        return OpenAiErrors.failure(status, headers, body, length, nowEpochMillis);
    }

    @Override
    public Rendered render(Refusal refusal, String requestId) {
        return OpenAiAnswers.render(refusal);
    }

    @Override
    public byte[] renderInStream(
            Refusal refusal, Operation operation, Framing framing, boolean started, String requestId) {
        return OpenAiAnswers.renderInStream(refusal, operation.kind());
    }

    @Override
    public byte[] heartbeat(boolean started) {
        return HEARTBEAT.clone();
    }

    @Override
    public ListRequest list() {
        return LIST;
    }

    @Override
    public List<String> listed(Json answer) {
        return Listing.names(answer, "data", "id", _ -> true);
    }

    @Override
    public byte[] models(List<ModelEntry> models, @Nullable ModelEntry only) {
        return only == null ? OpenAiAnswers.models(models) : OpenAiAnswers.model(only);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
