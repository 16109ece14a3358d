package dev.pontage.resource;

import dev.pontage.resource.Gathering.Read;
import dev.pontage.resource.Spec.ProviderSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a provider's spec fit to be stored: its references lead somewhere, its literal secrets are sealed. */
final class ProviderDraft {
    private static final String CREDENTIALS = "credentials";
    private static final String CA_FILE = "caFile";

    private final Read read;
    private final ProviderSpec spec;
    private final SecretResolver resolver;
    private final Vault vault;
    private final Scope scope;

    private ProviderDraft(Read read, ProviderSpec spec, SecretResolver resolver, Vault vault, Problems problems) {
        this.read = read;
        this.spec = spec;
        this.resolver = resolver;
        this.vault = vault;
        this.scope = Scope.of(read.document().source(), problems).at("spec");
    }

    /** Reports references that lead nowhere. */
    static void check(Read read, ProviderSpec spec, SecretResolver resolver, Vault vault, Problems problems) {
        new ProviderDraft(read, spec, resolver, vault, problems).check();
    }

    /** The spec as it will be stored under an id. */
    static String stored(Read read, ProviderSpec spec, SecretResolver resolver, Vault vault, String id) {
        return Canonical.json(new ProviderDraft(read, spec, resolver, vault, new Problems(0)).sealed(id));
    }

    private void check() {
        List<Tree> items = credentials();
        for (int i = 0; i < items.size(); i++) {
            Tree item = items.get(i);
            Scope at = scope.at(CREDENTIALS).at(i);
            secretsOf(item).forEach((field, secret) -> check(item, field, secret, at.at(field)));
        }
        read.document()
                .spec()
                .text(CA_FILE)
                .ifPresent(path -> resolver.file(path.text(), scope.at(CA_FILE), path.line())
                        .filter(pem -> !pem.reveal().contains("-----BEGIN CERTIFICATE-----"))
                        .ifPresent(pem -> scope.at(CA_FILE).wrong(path.line(), "expected certificates in PEM")));
    }

    /** What a secret manager keeps is not asked for here: a document is judged without a network. */
    private void check(Tree item, String field, SecretValue secret, Scope at) {
        if (secret instanceof SecretValue.Literal || secret instanceof SecretValue.Reference) {
            return;
        }
        int line = lineOf(item, field);
        resolver.resolve(secret, at, line)
                .flatMap(value -> CredentialReader.problem(field, value))
                .ifPresent(problem -> at.wrong(line, problem));
    }

    /** By its name and not its place, since a credential that cannot be read is not in the spec. */
    private Map<String, SecretValue> secretsOf(Tree item) {
        Tree.Entry name = item instanceof Tree.Fields fields ? fields.entries().get("name") : null;
        if (name != null && name.value() instanceof Tree.Text text) {
            for (Spec.CredentialSpec credential : spec.credentials()) {
                if (credential.name().equals(text.text())) {
                    return credential.given().secrets();
                }
            }
        }
        return Map.of();
    }

    private Tree.Fields sealed(String id) {
        Map<String, Tree.Entry> fields =
                new LinkedHashMap<>(read.document().spec().entries());
        fields.computeIfPresent(CREDENTIALS, (name, entry) -> new Tree.Entry(entry.line(), sealedCredentials(id)));
        return new Tree.Fields(fields, read.document().spec().line());
    }

    private Tree sealedCredentials(String id) {
        List<Tree> sealed = new ArrayList<>();
        List<Tree> items = credentials();
        for (int i = 0; i < items.size(); i++) {
            Tree.Fields credential = (Tree.Fields) items.get(i);
            Spec.CredentialSpec meaning = spec.credentials().get(i);
            Map<String, Tree.Entry> fields = new LinkedHashMap<>(credential.entries());
            meaning.given().secrets().forEach((field, secret) -> {
                if (secret instanceof SecretValue.Literal literal) {
                    Vault.Place place = new Vault.Place(id, meaning.field(field), spec.kind(), spec.usualBase());
                    fields.put(field, sealed(literal, place, credential.line()));
                }
            });
            sealed.add(new Tree.Fields(fields, credential.line()));
        }
        return new Tree.Items(sealed, 0);
    }

    private Tree.Entry sealed(SecretValue.Literal literal, Vault.Place place, int line) {
        Tree.Text text = new Tree.Text(vault.seal(literal.secret(), place), true, line);
        return new Tree.Entry(line, new Tree.Fields(Map.of("sealed", new Tree.Entry(line, text)), line));
    }

    private int lineOf(Tree credential, String field) {
        Tree.Entry entry =
                credential instanceof Tree.Fields fields ? fields.entries().get(field) : null;
        return entry == null ? read.document().line() : entry.line();
    }

    private List<Tree> credentials() {
        Tree.Entry entry = read.document().spec().entries().get(CREDENTIALS);
        return entry != null && entry.value() instanceof Tree.Items items ? items.items() : List.of();
    }
}
