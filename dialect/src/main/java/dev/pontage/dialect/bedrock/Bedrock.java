package dev.pontage.dialect.bedrock;

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
import dev.pontage.dialect.host.Hosting;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Listing;
import dev.pontage.dialect.json.Splice;
import dev.pontage.dialect.json.Splices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bedrock's Converse dialect: what its clients can ask for, and the one place from which its parts are reached.
 *
 * <p>The model stands in the path and in no answer, so a request goes up as it came, and so does its answer back.
 */
public final class Bedrock implements Dialect {
    private static final String STREAM_PATH = "/{model}/converse-stream";

    private static final EmbeddingCodec EMBEDDINGS = new InvokeEmbeddings();
    private static final List<String> OWN_ID = List.of("ON_DEMAND");
    private static final ChatCodec CHAT = new ConverseChat();

    private static final List<Operation> OPERATIONS = List.of(
            new Operation(Kind.CHAT, "POST", "/{model}/converse", BodyMode.REPLAYED, true),
            new Operation(Kind.CHAT, "POST", STREAM_PATH, BodyMode.REPLAYED, true));

    @Override
    public String name() {
        return "bedrock";
    }

    @Override
    public List<Operation> operations() {
        return OPERATIONS;
    }

    /** An AWS SDK that is given an address puts its own paths right behind it. */
    @Override
    public List<String> prefixes() {
        return List.of("/model", "/bedrock/v1/model");
    }

    /** AWS SDKs sign, or send an API key of Bedrock. */
    @Override
    public List<CredentialPlace> credentialPlaces() {
        return List.of(CredentialPlace.AWS_SIGNATURE, CredentialPlace.BEARER);
    }

    @Override
    public Set<String> forwardedHeaders() {
        return Set.of("traceparent", "tracestate");
    }

    @Override
    public Set<String> returnedHeaders() {
        return Set.of("content-type", "x-amzn-requestid");
    }

    @Override
    public Peeked peek(Operation operation, Parameters parameters, byte[] body, int length) {
        return ConversePeek.peek(parameters.path(), isStream(operation) ? Framing.FRAMES : Framing.WHOLE, body, length);
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
        return new Conversion.Same(
                Splices.NONE,
                ConversePath.of(upstreamModel, isStream(operation)),
                Map.of(),
                List.of(),
                peek.framing(),
                streamed -> streamed ? new ConverseStreamTap() : new ConverseWholeTap());
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
        List<Splice> added = new ArrayList<>();
        Peek.Mark empty = peek.mark(ConversePeek.EMPTY_ROOT_MARK);
        Peek.Mark root = empty == null ? peek.mark(ConversePeek.ROOT_MARK) : empty;
        if (root != null) {
            hosting.adds().forEach((name, value) -> {
                boolean only = empty != null && added.isEmpty();
                added.addFirst(Splice.insert(root.from(), JsonText.firstMember(name, JsonText.of(value), only)));
            });
        }
        return new Conversion.Same(
                Splices.of(added),
                same.path(),
                hosting.headers(same.headers()),
                same.losses(),
                same.asked(),
                same.passages());
    }

    private static boolean isStream(Operation operation) {
        return operation.path().equals(STREAM_PATH);
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
    public Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis) {
        return ConverseErrors.failure(status, headers, body, length, nowEpochMillis);
    }

    @Override
    public Rendered render(Refusal refusal, String requestId) {
        return ConverseAnswers.render(refusal, requestId);
    }

    @Override
    public byte[] renderInStream(
            Refusal refusal, Operation operation, Framing framing, boolean started, String requestId) {
        return ConverseAnswers.renderInStream(refusal);
    }

    @Override
    public byte[] heartbeat(boolean started) {
        return ConverseFrames.heartbeat();
    }

    /**
     * The names in {@code ListFoundationModels} and {@code ListInferenceProfiles}, which stand at another host than
     * calls: models that can be called by their own id, and profiles.
     */
    @Override
    public List<String> listed(Json answer) {
        List<String> names = new ArrayList<>(Listing.names(
                answer,
                "modelSummaries",
                "modelId",
                model -> Listing.hasAny(model, "inferenceTypesSupported", OWN_ID)));
        names.addAll(Listing.names(
                answer,
                "inferenceProfileSummaries",
                "inferenceProfileId",
                profile -> profile.get("status") instanceof Json.Str(String status) && status.equals("ACTIVE")));
        return names;
    }

    @Override
    public byte[] models(List<ModelEntry> models, @Nullable ModelEntry only) {
        return only == null ? ConverseAnswers.models(models) : ConverseAnswers.model(only);
    }
}
