package dev.pontage.exchange;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.openai.OpenAi;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAI's dialect, of which a test's own dialect changes what it is about. */
public class DialectLike implements Dialect {
    private final Dialect like = new OpenAi("/receipts/{id}");

    @Override
    public String name() {
        return like.name();
    }

    @Override
    public List<Operation> operations() {
        return like.operations();
    }

    @Override
    public List<String> prefixes() {
        return like.prefixes();
    }

    @Override
    public List<CredentialPlace> credentialPlaces() {
        return like.credentialPlaces();
    }

    @Override
    public Set<String> forwardedHeaders() {
        return like.forwardedHeaders();
    }

    @Override
    public Set<String> returnedHeaders() {
        return like.returnedHeaders();
    }

    @Override
    public Peeked peek(Operation operation, Parameters parameters, byte[] body, int length) {
        return like.peek(operation, parameters, body, length);
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
        return like.same(operation, peek, body, length, upstreamModel, quirks, showAskedModel);
    }

    @Override
    public Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis) {
        return like.failure(status, headers, body, length, nowEpochMillis);
    }

    @Override
    public Rendered render(Refusal refusal, String requestId) {
        return like.render(refusal, requestId);
    }

    @Override
    public byte[] renderInStream(
            Refusal refusal, Operation operation, Framing framing, boolean started, String requestId) {
        return like.renderInStream(refusal, operation, framing, started, requestId);
    }

    @Override
    public byte[] heartbeat(boolean started) {
        return like.heartbeat(started);
    }

    @Override
    public byte[] models(List<ModelEntry> models, @Nullable ModelEntry only) {
        return like.models(models, only);
    }
}
