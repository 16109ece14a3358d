package dev.pontage.dialect.anthropic;

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
import dev.pontage.dialect.host.Hosting;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Listing;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Anthropic dialect: what its clients can ask for, and the one place from which its parts are reached. */
public final class Anthropic implements Dialect {
    static final Charset UTF_8 = StandardCharsets.UTF_8;

    /**
     * The version of the protocol for clients that name none, and the one that our own requests keep to (protocols
     * 3.1).
     */
    static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01");

    private static final ChatCodec CHAT = new AnthropicChat();
    private static final byte[] COMMENT = utf8(": keep-alive\n\n");
    private static final byte[] PING = utf8("event: ping\ndata: {\"type\": \"ping\"}\n\n");

    private static final ListRequest LIST = new ListRequest("/models?limit=1000", HEADERS);

    private final List<Operation> operations;

    /**
     * Makes the dialect.
     *
     * @param receiptPath where, below the prefix, a client looks up what its request cost; {@code {id}} is the request
     */
    public Anthropic(String receiptPath) {
        operations = List.of(
                new Operation(Kind.CHAT, "POST", "/messages", BodyMode.REPLAYED, true),
                new Operation(Kind.COUNT_TOKENS, "POST", "/messages/count_tokens", BodyMode.REPLAYED, true),
                new Operation(Kind.MODELS, "GET", "/models", BodyMode.NONE, false),
                new Operation(Kind.MODEL, "GET", "/models/{model}", BodyMode.NONE, false),
                new Operation(Kind.RECEIPT, "GET", receiptPath, BodyMode.NONE, false));
    }

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public boolean claims(Headers headers) {
        return headers.first("anthropic-version") != null;
    }

    @Override
    public List<Operation> operations() {
        return operations;
    }

    @Override
    public List<String> prefixes() {
        return List.of("/v1", "/claude/v1", "/anthropic/v1");
    }

    @Override
    public List<CredentialPlace> credentialPlaces() {
        return List.of(CredentialPlace.X_API_KEY, CredentialPlace.BEARER);
    }

    @Override
    public String keyHeader() {
        return "x-api-key";
    }

    @Override
    public Set<String> forwardedHeaders() {
        return Set.of("anthropic-version", "anthropic-beta", "traceparent", "tracestate");
    }

    @Override
    public Set<String> returnedHeaders() {
        return Set.of("content-type");
    }

    @Override
    public Peeked peek(Operation operation, Parameters parameters, byte[] body, int length) {
        return switch (operation.kind()) {
            case CHAT, COUNT_TOKENS -> new AnthropicPeek().peek(body, length);
            case COMPLETIONS, EMBEDDINGS, MODERATIONS, RESPONSES, MODELS, MODEL, RECEIPT -> AnthropicPeek.NO_BODY;
        };
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
        return new UpstreamRequest(peek, body)
                .convert(upstreamModel, operation.path(), AnthropicTap.passages(shownModel));
    }

    @Override
    public Conversion.Same hosted(
            Hosting hosting,
            Conversion.Same same,
            Headers asked,
            Operation operation,
            Peek peek,
            byte[] body,
            String upstreamModel) {
        boolean counts = operation.kind() == Kind.COUNT_TOKENS;
        return new UpstreamRequest(peek, body).hosted(hosting, same, asked, counts, upstreamModel);
    }

    @Override
    public @Nullable ChatCodec chat(Kind kind) {
        return kind == Kind.CHAT ? CHAT : null;
    }

    @Override
    public Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis) {
        return AnthropicErrors.failure(status, headers, body, length, nowEpochMillis);
    }

    @Override
    public Rendered render(Refusal refusal, String requestId) {
        return AnthropicAnswers.render(refusal, requestId);
    }

    @Override
    public byte[] renderInStream(
            Refusal refusal, Operation operation, Framing framing, boolean started, String requestId) {
        return AnthropicAnswers.renderInStream(refusal, requestId);
    }

    /** A {@code ping} may come only after {@code message_start}. */
    @Override
    public byte[] heartbeat(boolean started) {
        return started ? PING.clone() : COMMENT.clone();
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
        return JsonText.bytes(only == null ? AnthropicAnswers.models(models) : AnthropicAnswers.model(only));
    }

    @Override
    public byte[] tokenCount(long tokens) {
        return utf8("{\"input_tokens\":" + tokens + "}");
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
