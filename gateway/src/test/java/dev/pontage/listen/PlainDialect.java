package dev.pontage.listen;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Operation.BodyMode;
import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A dialect with paths and refusals, and nothing else that a listener could need. */
record PlainDialect(String name, List<String> prefixes) implements Dialect {

    @Override
    public List<Operation> operations() {
        return List.of(
                new Operation(Kind.CHAT, "POST", "/chat/completions", BodyMode.REPLAYED, true),
                new Operation(Kind.MODELS, "GET", "/models", BodyMode.NONE, false),
                new Operation(Kind.MODEL, "GET", "/models/{model}", BodyMode.NONE, false),
                new Operation(Kind.RECEIPT, "GET", "/jobs/{id}/receipt/{part}.json", BodyMode.NONE, false));
    }

    @Override
    public Rendered render(Refusal refusal, String requestId) {
        String text = name + " says " + refusal.code() + ": " + refusal.message();
        return new Rendered(
                refusal.status(), Headers.of("content-type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<CredentialPlace> credentialPlaces() {
        return List.of();
    }

    @Override
    public Set<String> forwardedHeaders() {
        return Set.of();
    }

    @Override
    public Set<String> returnedHeaders() {
        return Set.of();
    }

    @Override
    public Peeked peek(Operation operation, byte[] body, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Conversion same(
            Operation operation,
            Peek peek,
            byte[] body,
            int length,
            String upstreamModel,
            Set<Quirk> quirks,
            boolean showAskedModel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] renderInStream(Refusal refusal, Operation operation, String requestId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] heartbeat(boolean started) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] models(List<ModelEntry> models, @Nullable ModelEntry only) {
        throw new UnsupportedOperationException();
    }
}
