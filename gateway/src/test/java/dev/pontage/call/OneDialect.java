package dev.pontage.call;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.Refusal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A dialect of which an attempt reads only the name and the forwarded headers. */
record OneDialect(String name, Set<String> forwardedHeaders) implements Dialect {

    @Override
    public List<Operation> operations() {
        return List.of();
    }

    @Override
    public List<String> prefixes() {
        return List.of();
    }

    @Override
    public List<CredentialPlace> credentialPlaces() {
        return List.of();
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
    public Rendered render(Refusal refusal, String requestId) {
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
