package dev.pontage.dialect;

import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.embed.EmbeddingCodec;
import dev.pontage.dialect.host.Hosting;
import dev.pontage.dialect.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A wire protocol: a stateless, named object that declares its operations and knows its bytes.
 *
 * <p>Pure: no I/O, no clock, no state between exchanges.
 */
public interface Dialect {

    /** The name in configuration and ledger, such as {@code openai}. */
    String name();

    /**
     * Whether a request's headers show that its client speaks this dialect, where another one has the same path. The
     * first of those that claim a request has it, else the first that has the path.
     */
    default boolean claims(Headers headers) {
        return false;
    }

    /** What its clients can ask for. */
    List<Operation> operations();

    /** The path prefixes under which clients find it, such as {@code /v1}. */
    List<String> prefixes();

    /** Where clients put their credential, in the order in which they are looked for. */
    List<CredentialPlace> credentialPlaces();

    /**
     * The header in which an upstream takes its key where its operator says nothing else, in lower case; empty: {@code
     * Authorization: Bearer KEY}.
     */
    default String keyHeader() {
        return "";
    }

    /** Request headers that reach the upstream (lower case); nothing else crosses (C9). */
    Set<String> forwardedHeaders();

    /** Answer headers that reach the client (lower case). */
    Set<String> returnedHeaders();

    /** Looks at a request: what its target says, and its body, of which {@code length} bytes count. */
    Peeked peek(Operation operation, Parameters parameters, byte[] body, int length);

    /**
     * The conversion for an upstream of the same dialect.
     *
     * @param upstreamModel the model to ask for; the same as asked leaves the name's bytes alone
     * @param quirks the upstream's deviations
     * @param showAskedModel whether {@code model} in the answer is spliced back to the name asked for (C4)
     */
    Conversion.Same same(
            Operation operation,
            Peek peek,
            byte[] body,
            int length,
            String upstreamModel,
            Set<Quirk> quirks,
            boolean showAskedModel);

    /**
     * The same for an upstream that is reached by an API of another kind.
     *
     * @param same the conversion for an upstream that needs none of that
     * @param asked the head of the client's request, of which parts may have to go into the body
     */
    default Conversion.Same hosted(
            Hosting hosting,
            Conversion.Same same,
            Headers asked,
            Operation operation,
            Peek peek,
            byte[] body,
            String upstreamModel) {
        throw new UnsupportedOperationException(name() + " has no other host");
    }

    /** How it says a chat with this operation; null where the operation is none. */
    default @Nullable ChatCodec chat(Operation.Kind kind) {
        return null;
    }

    /** How it says embeddings; null where it has none. */
    default @Nullable EmbeddingCodec embeddings() {
        return null;
    }

    /**
     * What a client's own request calls the field that an upstream's writer names by a canonical word in an error:
     * {@code messages}, a {@link dev.pontage.dialect.chat.Setting}, or a field of {@link
     * dev.pontage.dialect.embed.EmbeddingRequest}. Any other path is the client's already.
     */
    default String spelled(Operation operation, String path) {
        return path;
    }

    /** Judges an upstream's error answer ({@code length} bytes of {@code body} count; cut to 64 KiB by the caller). */
    Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis);

    /** A refusal as a whole answer in this dialect's shape. */
    Rendered render(Refusal refusal, String requestId);

    /** A refusal as the last part of a stream. {@code started}: the stream has a part already. */
    byte[] renderInStream(Refusal refusal, Operation operation, Framing framing, boolean started, String requestId);

    /** A sign of life for a stream. {@code started}: an event of the answer has been sent. */
    byte[] heartbeat(boolean started);

    /** The model list, or one model of it where {@code only} is not null. */
    byte[] models(List<ModelEntry> models, @Nullable ModelEntry only);

    /** How an upstream is asked which models it has; by default it cannot be. */
    default ListRequest list() {
        return ListRequest.NONE;
    }

    /** The names in such a list of an upstream's, as far as they can be asked for; empty if it is none. */
    default List<String> listed(Json answer) {
        return List.of();
    }

    /** An answer to {@link Operation.Kind#COUNT_TOKENS}; null where it has no such operation. */
    default byte @Nullable [] tokenCount(long tokens) {
        return null;
    }

    /**
     * A question for a list of models.
     *
     * @param path below a base URL, with its query; empty if there is no such question
     * @param headers beside the credential, names in lower case
     */
    record ListRequest(String path, Map<String, String> headers) {
        static final ListRequest NONE = new ListRequest("", Map.of());

        public ListRequest {
            headers = Map.copyOf(headers);
        }
    }

    /** A whole answer. */
    @SuppressWarnings("ArrayRecordComponent") // Rendered, sent and forgotten: nobody compares two of them.
    record Rendered(int status, Headers headers, byte[] body) {}

    /** One line of a model list. {@code createdEpochSeconds} is 0 where nobody knows. */
    record ModelEntry(String id, String ownedBy, long createdEpochSeconds) {}

    /** A place where a credential may stand. */
    enum CredentialPlace {
        /** {@code Authorization: Bearer KEY} (RFC 6750). */
        BEARER,
        /** {@code x-api-key: KEY}. */
        X_API_KEY,
        /** {@code api-key: KEY}, as Azure clients send it. */
        API_KEY,
        /** {@code x-goog-api-key: KEY}. */
        X_GOOG_API_KEY,
        /** {@code ?key=KEY}. */
        QUERY_KEY,
        /**
         * {@code Authorization: AWS4-HMAC-SHA256 ...}: a signature made with a key's secret (AWS, Signature Version 4).
         */
        AWS_SIGNATURE
    }
}
