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
 * What a changed key's document leaves behind: of keys there are very many, so its tree does not stay, nor does its
 * value unless it signs.
 *
 * @param spec what will be stored
 * @param value the hash of the value that the document gives; {@link KeyHash#NONE} where it gives none
 * @param signing whether requests may be signed with it
 * @param signingValue the value that the document gives to a key that signs; to be sealed
 */
record KeyDraft(
        String name,
        Spot spot,
        String account,
        int accountLine,
        int signingLine,
        String spec,
        DocumentHash hash,
        KeyHash value,
        String lastFour,
        boolean signing,
        @Nullable Secret signingValue,
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
        Optional<Secret> secret =
                key.value().flatMap(given -> resolve(document, given, key.signing(), resolver, scope.at("value")));
        if (secret.isPresent()) {
            value = vault.keyHash(secret.get().reveal());
            lastFour = secret.get().lastFour();
        }
        return new KeyDraft(
                document.name(),
                new Spot(document.source(), document.line()),
                key.account(),
                line(document, "account"),
                line(document, "signing"),
                storedSpec(document.spec()),
                hash,
                value,
                lastFour,
                key.signing(),
                key.signing() ? secret.orElse(null) : null,
                before);
    }

    private static Optional<Secret> resolve(
            Document document, SecretValue given, boolean signing, SecretResolver resolver, Scope scope) {
        int line = line(document, "value");
        Optional<Secret> secret = resolver.resolve(given, scope, line);
        if (!(given instanceof SecretValue.Literal)) {
            secret.ifPresent(value -> KeyReader.checkValue(value, signing, line, scope));
        }
        return secret;
    }

    private static int line(Document document, String field) {
        Tree.Entry entry = document.spec().entries().get(field);
        return entry == null ? document.line() : entry.line();
    }

    /** The spec without a literal value: a key is stored as its hash alone. */
    static String storedSpec(Tree.Fields spec) {
        Map<String, Tree.Entry> fields = new LinkedHashMap<>(spec.entries());
        fields.computeIfPresent("value", (name, entry) -> entry.value() instanceof Tree.Text ? null : entry);
        return Canonical.json(new Tree.Fields(fields, spec.line()));
    }
}
