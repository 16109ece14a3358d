package dev.pontage.egress.credential;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Secret;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AccessTokensAreTradedForTest {
    private static final String TOKEN = "{\"access_token\":\"ya29.one\",\"expires_in\":3599,\"token_type\":\"Bearer\"}";

    private final CloudRig rig = new CloudRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private String serviceAccount(KeyPair keys) {
        String pem = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                .encodeToString(keys.getPrivate().getEncoded())
                .replace("\n", "\\n");
        return "{\"type\":\"service_account\",\"client_email\":\"gateway@p.iam.gserviceaccount.com\","
                + "\"private_key_id\":\"kid-1\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n" + pem
                + "\\n-----END PRIVATE KEY-----\\n\",\"token_uri\":\"" + rig.server.baseUrl() + "/token\"}";
    }

    private static Map<String, String> form(RecordedRequest request) {
        Map<String, String> form = new HashMap<>();
        for (String pair : request.text().split("&")) {
            int equals = pair.indexOf('=');
            form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return form;
    }

    private static SecretText text(String value) {
        return () -> new Secret(value);
    }

    @Test
    @DisplayName("A service account signs a statement with RS256 and gets a token, again five minutes before it ends")
    void serviceAccounts() throws GeneralSecurityException, IOException {
        KeyPair keys = rsa();
        rig.server.answer(Answer.json(200, TOKEN), Answer.json(200, TOKEN.replace("one", "two")));
        Refreshed<Secret> token = rig.credentials(Map.of()).google("p/main", "a", text(serviceAccount(keys)), true);
        assertEquals("ya29.one", rig.now(token).reveal());
        RecordedRequest asked = rig.server.awaitRequest(1);
        assertEquals("/token", asked.target());
        Map<String, String> form = form(asked);
        assertEquals("urn:ietf:params:oauth:grant-type:jwt-bearer", form.get("grant_type"));
        String[] parts = form.getOrDefault("assertion", "").split("\\.");
        Told header = Told.by("header", Base64.getUrlDecoder().decode(parts[0]));
        assertEquals("RS256", header.text("alg"));
        assertEquals("kid-1", header.text("kid"));
        Told claims = Told.by("claims", Base64.getUrlDecoder().decode(parts[1]));
        assertEquals("gateway@p.iam.gserviceaccount.com", claims.text("iss"));
        assertEquals(rig.server.baseUrl() + "/token", claims.text("aud"));
        long issued = Long.parseLong(claims.text("iat"));
        assertEquals(TimeUnit.MICROSECONDS.toSeconds(rig.clock.epochMicros()), issued);
        assertEquals(issued + 3_600, Long.parseLong(claims.text("exp")));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
        rig.clock.pass(TimeUnit.SECONDS.toMillis(3599 - 300));
        assertEquals("ya29.two", rig.now(token).reveal());
    }

    @Test
    @DisplayName("A user's refresh token is traded, too; a file of another kind and a key that is none are told")
    void otherFiles() {
        rig.server.answer(Answer.json(200, TOKEN));
        String user =
                "{\"type\":\"authorized_user\",\"client_id\":\"c\",\"client_secret\":\"s\",\"refresh_token\":\"r\","
                        + "\"token_uri\":\"" + rig.server.baseUrl() + "\"}";
        assertEquals(
                "ya29.one",
                rig.now(rig.credentials(Map.of()).google("p/main", "a", text(user), true))
                        .reveal());
        assertEquals("r", form(rig.server.awaitRequest(1)).get("refresh_token"));
        assertTrue(failure("{\"type\":\"external_account\"}").contains("neither of a service_account"));
        assertTrue(failure("no json").endsWith("the key file is not JSON"));
        String broken = failure("{\"type\":\"service_account\",\"client_email\":\"a\",\"private_key\":\"hidden\"}");
        assertTrue(broken.contains("no RSA key in PKCS #8"), broken);
        assertFalse(broken.contains("hidden"), broken);
        assertEquals(1, rig.server.headsSoFar());
    }

    private String failure(String file) {
        Refreshed<Secret> token = rig.credentials(Map.of()).google("p/main", file, text(file), true);
        rig.clock.pass(0);
        assertTrue(token.current() instanceof dev.pontage.base.Answer.Failed<Secret>);
        return rig.told.getLast();
    }

    @Test
    @DisplayName("S-19: a key file that no operator's file gave may not name a token endpoint in the house")
    void tokenEndpointsArePublic() throws GeneralSecurityException {
        Refreshed<Secret> token = rig.credentials(Map.of()).google("p/main", "a", text(serviceAccount(rsa())), false);
        rig.clock.pass(0);
        assertTrue(token.current() instanceof dev.pontage.base.Answer.Failed<Secret>);
        assertTrue(rig.told.getLast().contains("may not be asked"), rig.told.toString());
        assertEquals(0, rig.server.headsSoFar());
    }

    @Test
    @DisplayName("A machine of Google's has tokens of its own")
    void instances() {
        rig.server.answer(Answer.json(200, TOKEN));
        assertEquals(
                "ya29.one", rig.now(rig.credentials(Map.of()).googleInstance()).reveal());
        RecordedRequest asked = rig.server.awaitRequest(1);
        assertEquals("Google", asked.header("metadata-flavor").orElse(""));
        assertEquals("metadata.google.internal", asked.header("host").orElse(""));
        assertEquals("/computeMetadata/v1/instance/service-accounts/default/token", asked.target());
    }

    @Test
    @DisplayName(
            "An application of Entra trades its secret for a token of its scope; a refusal is told by its code alone")
    void entra() {
        Map<String, String> variables =
                Map.of("AZURE_AUTHORITY_HOST", rig.server.baseUrl().toString());
        rig.server.answer(
                Answer.json(200, TOKEN),
                Answer.json(401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: s3cret\"}"));
        Refreshed<Secret> token =
                rig.credentials(variables).entra("a", "tenant-1", "app-1", "https://x/.default", text("s3cret"));
        assertEquals("ya29.one", rig.now(token).reveal());
        RecordedRequest asked = rig.server.awaitRequest(1);
        assertEquals("/tenant-1/oauth2/v2.0/token", asked.target());
        Map<String, String> form = form(asked);
        assertEquals("client_credentials", form.get("grant_type"));
        assertEquals("s3cret", form.get("client_secret"));
        assertEquals("https://x/.default", form.get("scope"));
        rig.clock.pass(TimeUnit.SECONDS.toMillis(3599 - 300));
        assertTrue(
                rig.told.stream().anyMatch(line -> line.endsWith("status 401 (invalid_client)")), rig.told.toString());
        assertFalse(rig.told.toString().contains("s3cret"));
        assertEquals("ya29.one", rig.now(token).reveal(), "until it ends");
    }

    @Test
    @DisplayName("A token that no header can carry is not taken")
    void tokensFitHeaders() {
        rig.server.answer(Answer.json(200, "{\"access_token\":\"a\\r\\nb\",\"expires_in\":3599}"));
        Refreshed<Secret> token = rig.credentials(Map.of()).googleInstance();
        rig.clock.pass(0);
        assertTrue(token.current() instanceof dev.pontage.base.Answer.Failed<Secret>);
        assertTrue(rig.told.getLast().endsWith("no header can carry"), rig.told.toString());
    }
}
