package dev.pontage.listen;

import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Operation.BodyMode;
import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.DialectLike;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A dialect with paths and refusals of its own, and nothing else that a listener could need. */
final class PlainDialect extends DialectLike {
    private final String name;
    private final List<String> prefixes;

    PlainDialect(String name, List<String> prefixes) {
        this.name = name;
        this.prefixes = prefixes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> prefixes() {
        return prefixes;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                new Operation(Kind.CHAT, "POST", "/chat/completions", BodyMode.REPLAYED, true),
                new Operation(Kind.MODELS, "GET", "/models", BodyMode.NONE, false),
                new Operation(Kind.MODEL, "GET", "/models/{model}", BodyMode.NONE, false),
                new Operation(Kind.RECEIPT, "GET", "/jobs/{id}/receipt/{part}.json", BodyMode.NONE, false));
    }

    @Override
    public List<CredentialPlace> credentialPlaces() {
        return List.of();
    }

    @Override
    public Rendered render(Refusal refusal, String requestId) {
        String text = name + " says " + refusal.code() + ": " + refusal.message();
        return new Rendered(
                refusal.status(), Headers.of("content-type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }
}
