package dev.pontage.snapshot;

import dev.pontage.base.Secret;
import dev.pontage.egress.credential.Credentials;
import dev.pontage.egress.credential.Refreshed;
import dev.pontage.egress.credential.SecretText;
import dev.pontage.egress.secret.Clouds;
import dev.pontage.egress.sign.AwsKeys;
import dev.pontage.egress.sign.Signer;
import dev.pontage.provider.Auth;
import dev.pontage.provider.Proof;
import dev.pontage.resource.Resource;
import dev.pontage.resource.SecretSource;
import dev.pontage.resource.SecretValue;
import dev.pontage.resource.Spec.CredentialSpec;
import dev.pontage.resource.Spec.Given;
import dev.pontage.resource.Spec.ProviderSpec;
import dev.pontage.resource.Vault;
import dev.pontage.vendor.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes of one credential's spec how the provider knows us; what is refreshed begins to be fetched with that. */
final class AuthCompiler {
    private static final Secret NOTHING = new Secret("");

    private final Resource.Head head;
    private final ProviderSpec spec;
    private final CredentialSpec credential;
    private final Vault vault;
    private final SecretSource secrets;
    private final @Nullable Clouds clouds;

    AuthCompiler(
            Resource.Head head,
            ProviderSpec spec,
            CredentialSpec credential,
            Vault vault,
            SecretSource secrets,
            @Nullable Clouds clouds) {
        this.head = head;
        this.spec = spec;
        this.credential = credential;
        this.vault = vault;
        this.secrets = secrets;
        this.clouds = clouds;
    }

    /** @throws IOException if what it refers to is not there */
    Auth auth() throws IOException, GeneralSecurityException {
        return switch (credential.given()) {
            case Given.ApiKey(SecretValue.Reference(String reference)) ->
                changing(clouds().managers().refreshed(reference));
            case Given.ApiKey(SecretValue key) -> lasting(secret("apiKey", key));
            case Given.KeyPair pair -> new Auth.SigV4(signer(), keyPair(pair));
            case Given.Role role ->
                new Auth.SigV4(signer(), credentials().aws(role.role(), role.profile(), spec.region()));
            case Given.Instance instance -> token(credentials().googleInstance());
            case Given.ServiceAccount(SecretValue keyFile) ->
                token(credentials()
                        .google(
                                label(),
                                identity(),
                                text("serviceAccount", keyFile),
                                head.owner().isFile()));
            case Given.Application application ->
                token(credentials()
                        .entra(
                                identity(),
                                application.tenantId(),
                                application.clientId(),
                                application.scope(),
                                text("clientSecret", application.secret())));
        };
    }

    private Auth lasting(Secret key) {
        return switch (spec.auth().form()) {
            case BEARER, SIGV4 -> new Auth.Bearer(key);
            case HEADER -> new Auth.Header(spec.auth().header(), key);
            case NONE -> new Auth.None();
        };
    }

    private Auth changing(Refreshed<Secret> key) {
        return switch (spec.auth().form()) {
            case BEARER, SIGV4 -> token(key);
            case HEADER -> new Auth.Token(spec.auth().header(), "", key);
            case NONE -> new Auth.None();
        };
    }

    /** An access token stands where access tokens stand, whatever header the upstream has for its keys. */
    private static Auth token(Refreshed<Secret> token) {
        return new Auth.Token(Proof.AUTHORIZATION, Proof.BEARER, token);
    }

    private Signer signer() throws IOException {
        if (spec.auth().form() != Vendor.Credentials.Form.SIGV4) {
            throw new IOException("this upstream takes no signatures");
        }
        // Here, and not when an event loop first signs.
        Signer.prepare();
        return new Signer(spec.auth().service(), spec.region());
    }

    private Refreshed<AwsKeys> keyPair(Given.KeyPair pair) throws IOException, GeneralSecurityException {
        Map<String, SecretValue> parts = pair.secrets();
        SecretText id = part(parts, "accessKeyId");
        SecretText secret = part(parts, "secretAccessKey");
        SecretText session = part(parts, "sessionToken");
        if (parts.values().stream().noneMatch(SecretValue.Reference.class::isInstance)) {
            return Refreshed.fixed(new AwsKeys(id.read().reveal(), secret.read(), session.read()));
        }
        return credentials()
                .aws(
                        label(),
                        identity(),
                        id,
                        secret,
                        session,
                        clouds().managers().lookAgainMillis());
    }

    private SecretText part(Map<String, SecretValue> parts, String field) throws IOException, GeneralSecurityException {
        SecretValue value = parts.get(field);
        return value == null ? () -> NOTHING : text(field, value);
    }

    private SecretText text(String field, SecretValue value) throws IOException, GeneralSecurityException {
        if (value instanceof SecretValue.Reference(String reference)) {
            return clouds().managers().text(reference);
        }
        Secret read = secret(field, value);
        return () -> read;
    }

    private Secret secret(String field, SecretValue value) throws IOException, GeneralSecurityException {
        return switch (value) {
            case SecretValue.Literal literal -> literal.secret();
            case SecretValue.Sealed sealed ->
                vault.open(
                        sealed.sealed(),
                        new Vault.Place(head.id(), credential.field(field), spec.kind(), spec.usualBase()));
            case SecretValue.Environment environment ->
                secrets.environment(environment.variable())
                        .orElseThrow(() ->
                                new IOException("the environment variable " + environment.variable() + " is not set"));
            case SecretValue.File file -> secrets.file(file.path());
            case SecretValue.Reference reference ->
                throw new IllegalArgumentException("what changes is not read once: " + reference.reference());
        };
    }

    /** Another one as soon as any secret of this credential is another: then what was fetched with it is not shared. */
    private String identity() throws IOException, GeneralSecurityException {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, SecretValue> part :
                new TreeMap<>(credential.given().secrets()).entrySet()) {
            String text = part.getValue() instanceof SecretValue.Reference(String reference)
                    ? reference
                    : secret(part.getKey(), part.getValue()).reveal();
            all.append(part.getKey()).append('\0').append(text).append('\0');
        }
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
        return head.id() + "." + credential.name() + "." + HexFormat.of().formatHex(digest);
    }

    private String label() {
        return head.name() + "/" + credential.name();
    }

    private Credentials credentials() throws IOException {
        return clouds().credentials();
    }

    private Clouds clouds() throws IOException {
        if (clouds == null) {
            throw new IOException("nothing is fetched here");
        }
        return clouds;
    }
}
