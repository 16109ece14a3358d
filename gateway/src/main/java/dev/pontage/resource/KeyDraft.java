package dev.pontage.resource;

import dev.pontage.account.KeyHash;
import dev.pontage.base.Secret;
import dev.pontage.resource.Gathering.Spot;
import dev.pontage.resource.Spec.KeySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a changed key's document leaves behind: of keys there are very many, so neither its tree nor its value stays.
 *
 * @param spec what will be stored
 * @param value the hash of the value that the document gives; {@link KeyHash#NONE} where it gives none
 */
record KeyDraft(
        String name,
        Spot spot,
        String account,
        int accountLine,
        String spec,
        DocumentHash hash,
        KeyHash value,
        String lastFour,
        @Nullable Resource before) {

    static KeyDraft of(
            Document document,
            KeySpec key,
            DocumentHash hash,
            @Nullable Resource before,
            SecretResolver resolver,
            Vault vault,
            Scope scope) {
        KeyHash value = KeyHash.NONE;
        String lastFour = "";
        Optional<Secret> secret = key.value().flatMap(given -> resolve(document, given, resolver, scope.at("value")));
        if (secret.isPresent()) {
            value = vault.keyHash(secret.get().reveal());
            lastFour = secret.get().lastFour();
        }
        return new KeyDraft(
                document.name(),
                new Spot(document.source(), document.line()),
                key.account(),
                line(document, "account"),
                storedSpec(document.spec()),
                hash,
                value,
                lastFour,
                before);
    }

    private static Optional<Secret> resolve(
            Document document, SecretValue given, SecretResolver resolver, Scope scope) {
        int line = line(document, "value");
        Optional<Secret> secret = resolver.resolve(given, scope, line);
        if (!(given instanceof SecretValue.Literal)) {
            secret.ifPresent(value -> KeyReader.checkValue(value, line, scope));
        }
        return secret;
    }

    private static int line(Document document, String field) {
        Tree.Entry entry = document.spec().entries().get(field);
        return entry == null ? document.line() : entry.line();
    }

    /** The spec without a literal value: a key is stored as its hash alone. */
    private static String storedSpec(Tree.Fields spec) {
        Map<String, Tree.Entry> fields = new LinkedHashMap<>(spec.entries());
        fields.computeIfPresent("value", (name, entry) -> entry.value() instanceof Tree.Text ? null : entry);
        return Canonical.json(new Tree.Fields(fields, spec.line()));
    }
}
