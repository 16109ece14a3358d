package dev.pontage.snapshot;

import dev.pontage.egress.secret.Clouds;
import dev.pontage.model.Wildcard;
import dev.pontage.provider.Auth;
import dev.pontage.provider.Credential;
import dev.pontage.provider.Models;
import dev.pontage.provider.Provider;
import dev.pontage.provider.Transport;
import dev.pontage.resource.Resource;
import dev.pontage.resource.SecretSource;
import dev.pontage.resource.Spec.CredentialSpec;
import dev.pontage.resource.Spec.ProviderSpec;
import dev.pontage.resource.Vault;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a provider from its spec: opens what is sealed and reads what is referred to. */
public final class ProviderCompiler {
    private final Vault vault;
    private final SecretSource secrets;
    private final Function<String, Set<String>> knownModels;
    private final @Nullable Clouds clouds;

    /** Without clouds: a credential that is refreshed is left out. */
    public ProviderCompiler(Vault vault, SecretSource secrets) {
        this.vault = vault;
        this.secrets = secrets;
        this.knownModels = vendor -> Set.of();
        this.clouds = null;
    }

    /** @param knownModels the models that a vendor, by its name, is known to serve */
    public ProviderCompiler(
            Vault vault, SecretSource secrets, Function<String, Set<String>> knownModels, Clouds clouds) {
        this.vault = vault;
        this.secrets = secrets;
        this.knownModels = knownModels;
        this.clouds = clouds;
    }

    /** Empty where nothing of it can be used; what cannot is said in a warning. */
    Optional<Provider> compile(Resource.Head head, ProviderSpec spec, List<String> warnings) {
        List<Credential> credentials = new ArrayList<>();
        for (CredentialSpec credential : spec.credentials()) {
            try {
                Auth auth = new AuthCompiler(head, spec, credential, vault, secrets, clouds).auth();
                credentials.add(new Credential(id(head, credential.name()), credential.name(), auth));
            } catch (IOException | GeneralSecurityException e) {
                warnings.add("Provider " + head.name() + ": its credential " + credential.name() + " is left out: "
                        + e.getMessage());
            }
        }
        if (spec.credentials().isEmpty()) {
            credentials.add(new Credential(id(head, "none"), "none", new Auth.None()));
        }
        if (credentials.isEmpty()) {
            warnings.add("Provider " + head.name() + " is left out: none of its credentials can be used");
            return Optional.empty();
        }
        try {
            return Optional.of(provider(head, spec, credentials));
        } catch (IOException e) {
            warnings.add("Provider " + head.name() + " is left out: its caFile cannot be read");
            return Optional.empty();
        }
    }

    private Provider provider(Resource.Head head, ProviderSpec spec, List<Credential> credentials) throws IOException {
        Transport transport = spec.transport();
        if (!spec.caFile().isEmpty()) {
            transport = new Transport(
                    secrets.file(spec.caFile()).reveal(),
                    transport.proxyHost(),
                    transport.proxyPort(),
                    transport.maxConnections(),
                    transport.maxWaiting());
        }
        return new Provider(
                head.id(),
                head.name(),
                spec.vendor(),
                spec.bases(),
                credentials,
                models(spec.models()).knownToServe(knownModels.apply(spec.vendor())),
                spec.defaults(),
                spec.quirks(),
                spec.timeouts(),
                transport,
                spec.apiVersion(),
                spec.hostings(),
                spec.lists(),
                head.owner().isFile(),
                spec.free());
    }

    private static Models models(List<String> names) {
        if (names.contains("*")) {
            return Models.ANY;
        }
        Set<String> literal = new HashSet<>();
        List<Wildcard> patterns = new ArrayList<>();
        for (String name : names) {
            if (name.indexOf('*') < 0) {
                literal.add(name);
            } else {
                patterns.add(new Wildcard(name));
            }
        }
        return new Models(literal, patterns);
    }

    /** A provider's id and a credential's name are both for ever, so their joint is too. */
    private static String id(Resource.Head head, String credential) {
        return head.id() + "." + credential;
    }
}
