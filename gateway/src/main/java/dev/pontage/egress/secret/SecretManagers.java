package dev.pontage.egress.secret;

import dev.pontage.base.Answer;
import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Headers;
import dev.pontage.egress.Place;
import dev.pontage.egress.credential.AwsEndpoints;
import dev.pontage.egress.credential.AwsRole;
import dev.pontage.egress.credential.Credentials;
import dev.pontage.egress.credential.Fresh;
import dev.pontage.egress.credential.JsonWords;
import dev.pontage.egress.credential.Refreshed;
import dev.pontage.egress.credential.SecretText;
import dev.pontage.egress.credential.Source;
import dev.pontage.egress.credential.Surroundings;
import dev.pontage.egress.credential.Told;
import dev.pontage.egress.credential.Web;
import dev.pontage.egress.http.Waiting;
import dev.pontage.egress.sign.AwsKeys;
import dev.pontage.egress.sign.Payload;
import dev.pontage.egress.sign.Signer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets that managers keep: asked with our own keys, held, and looked at again, so that a changed one is seen without
 * a restart.
 *
 * <p>AWS is asked with the keys of the surroundings, the usual way; Vault at {@code VAULT_ADDR} with
 * {@code VAULT_TOKEN} or the text of {@code VAULT_TOKEN_FILE}, within {@code VAULT_NAMESPACE} if there is one.
 */
public final class SecretManagers {
    private static final String SECRETS = "the secrets manager";
    private static final String PARAMETERS = "the parameter store";
    private static final String VAULT = "the vault";
    private static final String AWS_JSON = "application/x-amz-json-1.1";

    private final Credentials credentials;
    private final Web web;
    private final Surroundings surroundings;
    private final AwsEndpoints endpoints;
    private final Ticker ticker;
    private final long lookAgainMillis;
    private final Map<String, Refreshed<AwsKeys>> keysByRegion = new ConcurrentHashMap<>();

    /** @param lookAgainMillis how long a secret is used until it is looked at again */
    public SecretManagers(
            Credentials credentials, Web web, Surroundings surroundings, Ticker ticker, long lookAgainMillis) {
        this.credentials = credentials;
        this.web = web;
        this.surroundings = surroundings;
        this.endpoints = new AwsEndpoints(surroundings);
        this.ticker = ticker;
        this.lookAgainMillis = lookAgainMillis;
    }

    /** The secret, looked at again and again; one for all who refer to the same. */
    public Refreshed<Secret> refreshed(String reference) {
        return credentials.shared(reference, () -> new Kept(reference, SecretReference.parse(reference)));
    }

    /** The secret, asked for each time. */
    public SecretText text(String reference) {
        SecretReference parsed = SecretReference.parse(reference);
        return () -> read(parsed);
    }

    /** How long a secret is used until it is looked at again. */
    public long lookAgainMillis() {
        return lookAgainMillis;
    }

    Secret read(SecretReference reference) throws IOException {
        String text = switch (reference) {
            case SecretReference.AwsSecret secret -> {
                String whole = aws(
                                "secretsmanager",
                                secret.region(),
                                "secretsmanager.GetSecretValue",
                                SECRETS,
                                JsonWords.object(Headers.of("SecretId", secret.id())))
                        .text("SecretString");
                yield secret.field().isEmpty()
                        ? whole
                        : Told.by("the secret " + secret.id(), whole).text(secret.field());
            }
            case SecretReference.AwsParameter parameter ->
                aws(
                                "ssm",
                                parameter.region(),
                                "AmazonSSM.GetParameter",
                                PARAMETERS,
                                JsonWords.object(Headers.of("Name", parameter.name()), "WithDecryption", true))
                        .object("Parameter")
                        .text("Value");
            case SecretReference.VaultField field -> vault(field);
        };
        return new Secret(text.stripTrailing());
    }

    private Told aws(String service, String arnRegion, String target, String who, String json) throws IOException {
        String region = arnRegion.isEmpty() ? endpoints.usualRegion() : arnRegion;
        AwsEndpoints.Endpoint endpoint = endpoints.of(service, region);
        Place place = web.place(endpoint.base(), endpoint.given());
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        Headers.Builder headers =
                new Headers.Builder().add("content-type", AWS_JSON).add("x-amz-target", target);
        Headers signed = headers.build();
        new Signer(service, region)
                .fields(keys(region), "POST", place, "/", signed, Payload.of(body), ticker.epochMicros())
                .forEach(headers::add);
        return Told.by(who, web.ask(place, "POST", "/", headers.build(), body));
    }

    private AwsKeys keys(String region) throws IOException {
        // Held here, or nobody would hold them between two looks.
        Refreshed<AwsKeys> keys =
                keysByRegion.computeIfAbsent(region, where -> credentials.aws(AwsRole.AMBIENT, "", where));
        return switch (Waiting.settled(keys.current(), Long.MAX_VALUE)) {
            case Answer.Ready<AwsKeys>(AwsKeys ready) -> ready;
            case Answer.Failed<AwsKeys> failed ->
                throw new IOException("there are no AWS keys to ask a secret manager with (" + failed.code() + ")");
            case Answer.Pending<AwsKeys> late ->
                throw new IOException("there are no AWS keys yet to ask a secret manager with");
        };
    }

    private String vault(SecretReference.VaultField field) throws IOException {
        URI base;
        try {
            String given = surroundings.need("VAULT_ADDR");
            base = URI.create(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
        } catch (IllegalArgumentException e) {
            throw new IOException("VAULT_ADDR is no URL", e);
        }
        Headers.Builder headers = new Headers.Builder()
                .add("x-vault-token", surroundings.textOf("VAULT_TOKEN"))
                .add("x-vault-request", "true");
        surroundings.find("VAULT_NAMESPACE").ifPresent(name -> headers.add("x-vault-namespace", name));
        String root = base.getRawPath() == null ? "" : base.getRawPath();
        URI host = URI.create(base.getScheme() + "://" + base.getRawAuthority());
        String path = root + "/v1/" + field.mount() + "/data/" + field.path().replace(" ", "%20");
        // The address is the operator's, so it may lie in the house.
        return Told.by(VAULT, web.ask(web.place(host, true), "GET", path, headers.build(), new byte[0]))
                .object("data")
                .object("data")
                .text(field.field());
    }

    private final class Kept implements Source<Secret> {
        private final String reference;
        private final SecretReference parsed;

        Kept(String reference, SecretReference parsed) {
            this.reference = reference;
            this.parsed = parsed;
        }

        @Override
        public String name() {
            return reference;
        }

        @Override
        public boolean same(Secret before, Secret after) {
            return before.reveal().equals(after.reveal());
        }

        @Override
        public Fresh<Secret> fetch() throws IOException {
            return Fresh.lookedAtEvery(lookAgainMillis, read(parsed));
        }
    }
}
