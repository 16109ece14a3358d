package dev.pontage.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Headers;
import dev.pontage.egress.Place;
import dev.pontage.egress.credential.CloudRig;
import dev.pontage.egress.credential.Credentials;
import dev.pontage.egress.credential.Surroundings;
import dev.pontage.egress.secret.Clouds;
import dev.pontage.egress.secret.SecretManagers;
import dev.pontage.egress.sign.Payload;
import dev.pontage.price.PriceBook;
import dev.pontage.provider.Auth;
import dev.pontage.provider.Proof;
import dev.pontage.provider.Provider;
import dev.pontage.resource.Desk;
import dev.pontage.resource.KnownNames;
import dev.pontage.vendor.Vendors;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From a document to the fields of an attempt. */
final class ProvidersProveThemselvesTest {
    private static final long FIVE_MINUTES = TimeUnit.MINUTES.toMillis(5);
    private static final Place PLACE = new Place(true, "runtime.example", 443, List.of(), false, false);

    private final CloudRig rig = new CloudRig();
    private final Desk desk = new Desk(new KnownNames(Vendors.shipped(), Map.of("openai", "", "bedrock", "")));
    private final Map<String, String> variables = new HashMap<>(Map.of(
            "VAULT_ADDR", rig.server.baseUrl().toString(),
            "VAULT_TOKEN", "t",
            "AZURE_AUTHORITY_HOST", rig.server.baseUrl().toString()));
    private Compiler compiler = compiler();

    @AfterEach
    void close() {
        rig.close();
    }

    private Compiler compiler() {
        Credentials credentials = rig.credentials(variables);
        Clouds clouds = new Clouds(
                credentials,
                new SecretManagers(credentials, rig.web(), new Surroundings(variables), rig.clock, FIVE_MINUTES));
        return new Compiler(
                desk.specs,
                desk,
                new ProviderCompiler(desk, desk, vendor -> Set.of(), clouds),
                PriceBook.EMPTY,
                BuiltIn.NOTHING,
                "");
    }

    private Auth auth(String spec) throws IOException {
        desk.apply("{apiVersion: pontage.dev/v1, kind: Provider, metadata: {name: p}, spec: {dialect: openai,"
                + " baseUrl: 'https://runtime.example', " + spec + "}}");
        Snapshot snapshot = compiler.compile(desk.resources);
        assertEquals(List.of(), compiler.warnings());
        return snapshot.providers().getFirst().credentials().getFirst().auth();
    }

    private Headers fields(Auth auth) {
        if (!(Proof.of(auth) instanceof Answer.Ready<Proof>(Proof proof))) {
            throw new AssertionError("there is no proof: " + rig.told);
        }
        return proof.fields(
                "POST",
                PLACE,
                "/model/a%3A0/converse",
                Headers.of("content-type", "application/json"),
                Payload.of(new byte[] {'{', '}'}),
                rig.clock.epochMicros());
    }

    private void vaultHolds(String value) {
        rig.server.answer(
                dev.pontage.testkit.wire.Answer.json(200, "{\"data\":{\"data\":{\"key\":\"" + value + "\"}}}"));
    }

    @Test
    @DisplayName("A pair of keys in a document signs each attempt, for the service and the region that stand there")
    void keyPairs() throws IOException {
        desk.environment.put("AWS_SECRET_ACCESS_KEY", "s");
        Headers fields = fields(auth("auth: {sigv4: some-service}, region: us-east-1, credentials: ["
                + "{name: main, accessKeyId: AKIDEXAMPLE, secretAccessKey: {env: AWS_SECRET_ACCESS_KEY}}]"));
        String authorization = fields.first("authorization");
        assertNotNull(authorization);
        assertTrue(authorization.startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), authorization);
        assertTrue(authorization.contains("/us-east-1/some-service/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date,"));
    }

    @Test
    @DisplayName("A vendor's file says what is signed for; the region says where, and in which address")
    void presets() throws IOException {
        desk.apply("{apiVersion: pontage.dev/v1, kind: Provider, metadata: {name: rock}, spec: {vendor: bedrock,"
                + " region: eu-west-1, credentials: [{name: main, accessKeyId: AKIDEXAMPLE, secretAccessKey: s}]}}");
        Provider rock = compiler.compile(desk.resources).providers().getFirst();
        assertEquals(Map.of("bedrock", URI.create("https://bedrock-runtime.eu-west-1.amazonaws.com")), rock.bases());
        String authorization = fields(rock.credentials().getFirst().auth()).first("authorization");
        assertTrue(String.valueOf(authorization).contains("/eu-west-1/bedrock/aws4_request, "), authorization);
    }

    @Test
    @DisplayName("Where requests are signed, a key of one part goes up as a bearer's")
    void bearerKeys() throws IOException {
        Headers fields = fields(
                auth("auth: {sigv4: some-service}, region: us-east-1, credentials: [{name: main, apiKey: abc}]"));
        assertEquals("Bearer abc", fields.first("authorization"));
    }

    @Test
    @DisplayName("S1.13: a key in Vault is read at the time of each attempt: a changed one is used without a restart")
    void references() throws IOException {
        vaultHolds("one");
        vaultHolds("two");
        Auth auth = auth("credentials: [{name: main, apiKey: {ref: 'vault:m/p#key'}}]");
        List<Answer<Proof>> settled = new ArrayList<>();
        if (Proof.of(auth) instanceof Answer.Pending<Proof> pending) {
            pending.then(settled::add);
        }
        rig.clock.pass(0);
        assertEquals(1, settled.size());
        assertInstanceOf(Answer.Ready.class, settled.getFirst());
        assertEquals("Bearer one", fields(auth).first("authorization"));
        rig.clock.pass(FIVE_MINUTES);
        assertEquals("Bearer two", fields(auth).first("authorization"));
    }

    @Test
    @DisplayName("S1.13: a key in Vault goes where the upstream has its keys")
    void referencesInHeaders() throws IOException {
        vaultHolds("one");
        Auth auth = auth("auth: {header: X-Api-Key}, credentials: [{name: main, apiKey: {ref: 'vault:m/p#key'}}]");
        rig.clock.pass(0);
        assertEquals("one", fields(auth).first("x-api-key"));
    }

    @Test
    @DisplayName("S1.13: half of a pair of keys may be in Vault")
    void pairsWithReferences() throws IOException {
        vaultHolds("secret");
        Auth auth = auth("auth: {sigv4: some-service}, region: us-east-1, credentials: ["
                + "{name: main, accessKeyId: AKIDEXAMPLE, secretAccessKey: {ref: 'vault:m/p#key'}}]");
        rig.clock.pass(0);
        assertTrue(String.valueOf(fields(auth).first("authorization")).contains("Credential=AKIDEXAMPLE/"));
    }

    @Test
    @DisplayName(
            "A token stands in Authorization, whatever header the upstream has for its keys; a failure is told apart")
    void tokens() throws IOException {
        rig.server.answer(dev.pontage.testkit.wire.Answer.json(200, "{\"access_token\":\"eyJ\",\"expires_in\":3600}"));
        Auth auth = auth(
                "auth: {header: api-key}, credentials: [" + "{name: main, tenantId: t, clientId: c, clientSecret: s}]");
        rig.clock.pass(0);
        assertEquals("Bearer eyJ", fields(auth).first("authorization"));
        assertEquals("/t/oauth2/v2.0/token", rig.server.awaitRequest(1).target());
    }

    @Test
    @DisplayName("A new snapshot goes on with the tokens of the one before; a changed secret has its own")
    void tokensSurviveReloads() throws IOException {
        rig.server.otherwise(
                dev.pontage.testkit.wire.Answer.json(200, "{\"access_token\":\"eyJ\",\"expires_in\":3600}"));
        String spec = "credentials: [{name: main, tenantId: t, clientId: c, clientSecret: ";
        Auth.Token first = assertInstanceOf(Auth.Token.class, auth(spec + "one}]"));
        Auth.Token again = assertInstanceOf(Auth.Token.class, auth(spec + "one}], models: [a]"));
        assertSame(first.value(), again.value());
        Auth.Token changed = assertInstanceOf(Auth.Token.class, auth(spec + "two}]"));
        assertTrue(first.value() != changed.value());
    }
}
