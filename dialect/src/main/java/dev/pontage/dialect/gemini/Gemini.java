package dev.pontage.dialect.gemini;

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
import dev.pontage.dialect.embed.EmbeddingRequest;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Listing;
import dev.pontage.dialect.json.Splice;
import dev.pontage.dialect.json.Splices;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Gemini dialect: what its clients can ask for, and the one place from which its parts are reached.
 *
 * <p>The model and the wish for a stream stand in the path, {@link GeminiPath}: a body has no splice but where it
 * repeats the model.
 */
public final class Gemini implements Dialect {
    private static final String MODEL = "/models/{model}";
    private static final EmbeddingCodec EMBEDDINGS = new GeminiEmbeddings();
    private static final ChatCodec CHAT = new GeminiChat();
    private static final ListRequest LIST = new ListRequest("/models?pageSize=1000", Map.of());
    private static final List<String> SERVED = List.of(GeminiPath.GENERATE, GeminiPath.EMBED);
    private static final byte[] HEARTBEAT = {'\n'};
    private static final Peek NO_BODY = new Peek("", Framing.WHOLE, true, 0, 1, 0, 0, 0, 0, Set.of(), List.of());

    private static final List<Operation> OPERATIONS = List.of(
            new Operation(Kind.CHAT, "POST", MODEL + ':' + GeminiPath.GENERATE, BodyMode.REPLAYED, true),
            new Operation(Kind.CHAT, "POST", MODEL + ':' + GeminiPath.STREAM, BodyMode.REPLAYED, true),
            new Operation(Kind.EMBEDDINGS, "POST", MODEL + ':' + GeminiPath.EMBED, BodyMode.REPLAYED, true),
            new Operation(Kind.EMBEDDINGS, "POST", MODEL + ':' + GeminiPath.EMBED_BATCH, BodyMode.REPLAYED, true),
            new Operation(Kind.COUNT_TOKENS, "POST", MODEL + ':' + GeminiPath.COUNT, BodyMode.REPLAYED, true),
            new Operation(Kind.MODELS, "GET", "/models", BodyMode.NONE, false),
            new Operation(Kind.MODEL, "GET", MODEL, BodyMode.NONE, false));

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public boolean claims(Headers headers) {
        return headers.first("x-goog-api-key") != null;
    }

    @Override
    public List<Operation> operations() {
        return OPERATIONS;
    }

    @Override
    public List<String> prefixes() {
        return List.of("/v1beta", "/gemini/v1beta", "/v1");
    }

    @Override
    public List<CredentialPlace> credentialPlaces() {
        return List.of(CredentialPlace.X_GOOG_API_KEY, CredentialPlace.QUERY_KEY, CredentialPlace.BEARER);
    }

    @Override
    public String keyHeader() {
        return "x-goog-api-key";
    }

    /** The project that a client's own quota would be billed to never crosses. */
    @Override
    public Set<String> forwardedHeaders() {
        return Set.of("x-server-timeout", "traceparent", "tracestate");
    }

    @Override
    public Set<String> returnedHeaders() {
        return Set.of("content-type", "server-timing");
    }

    @Override
    public Peeked peek(Operation operation, Parameters parameters, byte[] body, int length) {
        if (operation.body() == BodyMode.NONE) {
            return NO_BODY;
        }
        return GeminiPeek.peek(parameters.path(), framing(operation, parameters), body, length);
    }

    private static Framing framing(Operation operation, Parameters parameters) {
        return isStream(operation) ? parameters.has("alt=sse") ? Framing.EVENTS : Framing.ARRAY : Framing.WHOLE;
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
        String model = upstreamModel.isEmpty() ? peek.model() : upstreamModel;
        boolean renamed = !model.equals(peek.model());
        List<Splice> splices = new ArrayList<>(0);
        for (Peek.Mark mark : peek.marks()) {
            if (renamed && mark.name().equals(GeminiPeek.MODEL)) {
                splices.add(new Splice(mark.from(), mark.to(), JsonText.quote("models/" + model)));
            }
        }
        String action = operation.path().substring(operation.path().lastIndexOf(':') + 1);
        String path = GeminiPath.path(model, action) + (peek.framing() == Framing.EVENTS ? "?alt=sse" : "");
        String shownModel = showAskedModel && renamed ? peek.model() : "";
        return new Conversion.Same(
                Splices.of(splices),
                path,
                Map.of(),
                List.of(),
                peek.framing(),
                GeminiTap.passages(operation.kind(), shownModel));
    }

    private static boolean isStream(Operation operation) {
        return operation.path().endsWith(':' + GeminiPath.STREAM);
    }

    @Override
    public @Nullable ChatCodec chat(Kind kind) {
        return kind == Kind.CHAT ? CHAT : null;
    }

    @Override
    public @Nullable EmbeddingCodec embeddings() {
        return EMBEDDINGS;
    }

    @Override
    public String spelled(Operation operation, String path) {
        boolean batch = operation.path().endsWith(':' + GeminiPath.EMBED_BATCH);
        return switch (path) {
            case "messages" -> "contents";
            case "n" -> "generationConfig.candidateCount";
            case "seed" -> "generationConfig.seed";
            case EmbeddingRequest.INPUT -> batch ? "requests" : "content";
            case EmbeddingRequest.DIMENSIONS -> batch ? "requests[0].outputDimensionality" : "outputDimensionality";
            default -> path;
        };
    }

    @Override
    public Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis) {
        return GeminiErrors.failure(status, headers, body, length, nowEpochMillis);
    }

    @Override
    public Rendered render(Refusal refusal, String requestId) {
        return GeminiAnswers.render(refusal);
    }

    @Override
    public byte[] renderInStream(
            Refusal refusal, Operation operation, Framing framing, boolean started, String requestId) {
        return framing == Framing.ARRAY ? GeminiAnswers.inArray(refusal, started) : GeminiAnswers.inEvents(refusal);
    }

    /** A blank line, which is white space to every reader of events and of an array (protocols 12). */
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
        return Listing.names(
                        answer, "models", "name", model -> Listing.hasAny(model, "supportedGenerationMethods", SERVED))
                .stream()
                .map(name -> name.startsWith("models/") ? name.substring("models/".length()) : name)
                .toList();
    }

    @Override
    public byte[] models(List<ModelEntry> models, @Nullable ModelEntry only) {
        return only == null ? GeminiAnswers.models(models) : GeminiAnswers.model(only);
    }

    @Override
    public byte[] tokenCount(long tokens) {
        return utf8("{\"totalTokens\":" + tokens + "}");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
