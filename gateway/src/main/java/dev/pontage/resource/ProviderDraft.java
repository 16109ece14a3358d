package dev.pontage.resource;

import dev.pontage.resource.Gathering.Read;
import dev.pontage.resource.Spec.ProviderSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a provider's spec fit to be stored: its references lead somewhere, its literal secrets are sealed. */
final class ProviderDraft {
    private static final String CREDENTIALS = "credentials";
    private static final String API_KEY = "apiKey";
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
            SecretValue secret = keyOf(items.get(i));
            if (secret != null && !(secret instanceof SecretValue.Literal)) {
                int line = lineOfKey(items.get(i));
                Scope at = scope.at(CREDENTIALS).at(i).at(API_KEY);
                resolver.resolve(secret, at, line)
                        .filter(value -> !ProviderReader.isHeaderSafe(value))
                        .ifPresent(value -> at.wrong(line, ProviderReader.HEADER_SAFE));
            }
        }
        read.document()
                .spec()
                .text(CA_FILE)
                .ifPresent(path -> resolver.file(path.text(), scope.at(CA_FILE), path.line())
                        .filter(pem -> !pem.reveal().contains("-----BEGIN CERTIFICATE-----"))
                        .ifPresent(pem -> scope.at(CA_FILE).wrong(path.line(), "expected certificates in PEM")));
    }

    /** By its name and not its place, since a credential that cannot be read is not in the spec. */
    private @Nullable SecretValue keyOf(Tree item) {
        Tree.Entry name = item instanceof Tree.Fields fields ? fields.entries().get("name") : null;
        if (name != null && name.value() instanceof Tree.Text text) {
            for (Spec.CredentialSpec credential : spec.credentials()) {
                if (credential.name().equals(text.text())) {
                    return credential.apiKey();
                }
            }
        }
        return null;
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
            if (meaning.apiKey() instanceof SecretValue.Literal literal) {
                Vault.Place place = new Vault.Place(id, meaning.field(), spec.kind(), spec.usualBase());
                Tree.Text text = new Tree.Text(vault.seal(literal.secret(), place), true, credential.line());
                Tree.Fields secret = new Tree.Fields(Map.of("sealed", new Tree.Entry(text.line(), text)), text.line());
                fields.put(API_KEY, new Tree.Entry(text.line(), secret));
            }
            sealed.add(new Tree.Fields(fields, credential.line()));
        }
        return new Tree.Items(sealed, 0);
    }

    private int lineOfKey(Tree credential) {
        Tree.Entry key =
                credential instanceof Tree.Fields fields ? fields.entries().get(API_KEY) : null;
        return key == null ? read.document().line() : key.line();
    }

    private List<Tree> credentials() {
        Tree.Entry entry = read.document().spec().entries().get(CREDENTIALS);
        return entry != null && entry.value() instanceof Tree.Items items ? items.items() : List.of();
    }
}
