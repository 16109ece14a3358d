package dev.pontage.egress.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Secret;
import dev.pontage.egress.credential.AwsRole;
import dev.pontage.egress.credential.CloudRig;
import dev.pontage.egress.credential.Credentials;
import dev.pontage.egress.credential.Refreshed;
import dev.pontage.egress.credential.Surroundings;
import dev.pontage.egress.secret.SecretReference.AwsParameter;
import dev.pontage.egress.secret.SecretReference.AwsSecret;
import dev.pontage.egress.secret.SecretReference.VaultField;
import dev.pontage.egress.sign.AwsKeys;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsAreReadWhereTheyAreKeptTest {
    private static final long FIVE_MINUTES = TimeUnit.MINUTES.toMillis(5);

    private final CloudRig rig = new CloudRig();
    private final List<Refreshed<AwsKeys>> keys = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>(Map.of(
            "AWS_ACCESS_KEY_ID", "AKIAENV",
            "AWS_SECRET_ACCESS_KEY", "the-secret",
            "AWS_REGION", "eu-west-1",
            "AWS_ENDPOINT_URL_SECRETS_MANAGER", rig.server.baseUrl().toString(),
            "AWS_ENDPOINT_URL_SSM", rig.server.baseUrl() + "/",
            "VAULT_ADDR", rig.server.baseUrl().toString(),
            "VAULT_TOKEN", "vault-token"));

    @AfterEach
    void close() {
        rig.close();
    }

    private SecretManagers managers() {
        Credentials credentials = rig.credentials(variables);
        // The schedule has one thread here, so the keys to ask with are fetched before.
        for (String region : List.of("", "us-west-2")) {
            keys.add(credentials.aws(AwsRole.AMBIENT, "", region));
        }
        rig.clock.pass(0);
        return new SecretManagers(credentials, rig.web(), new Surroundings(variables), rig.clock, FIVE_MINUTES);
    }

    private Secret read(String reference) {
        return rig.now(managers().refreshed(reference));
    }

    @Test
    @DisplayName("S1.13: a key is read from the secrets manager by a signed call of our own")
    void secretsManager() {
        rig.server.answer(Answer.json(200, "{\"Name\":\"prod/key\",\"SecretString\":\"sk-from-aws\"}"));
        assertEquals("sk-from-aws", read("aws-sm:prod/key").reveal());
        RecordedRequest asked = rig.server.awaitRequest(1);
        assertEquals(
                "secretsmanager.GetSecretValue", asked.header("x-amz-target").orElse(""));
        assertEquals("application/x-amz-json-1.1", asked.header("content-type").orElse(""));
        assertEquals("{\"SecretId\":\"prod/key\"}", asked.text());
        String authorization = asked.header("authorization").orElse("");
        assertTrue(authorization.startsWith("AWS4-HMAC-SHA256 Credential=AKIAENV/"), authorization);
        assertTrue(authorization.contains("/eu-west-1/secretsmanager/aws4_request"), authorization);
        assertTrue(
                authorization.contains("SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-target,"),
                authorization);
    }

    @Test
    @DisplayName("S1.13: a field of a secret that is a JSON object is read; an ARN says the region")
    void fieldsAndArns() {
        String arn = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/keys-AbCdEf";
        rig.server.answer(Answer.json(200, "{\"SecretString\":\"{\\\"openai\\\":\\\"sk-field\\\"}\"}"));
        assertEquals("sk-field", read("aws-sm:" + arn + "#openai").reveal());
        String authorization =
                rig.server.awaitRequest(1).header("authorization").orElse("");
        assertTrue(authorization.contains("/us-west-2/secretsmanager/aws4_request"), authorization);
        assertEquals(
                "{\"SecretId\":\"" + arn + "\"}", rig.server.awaitRequest(1).text());
    }

    @Test
    @DisplayName("S2.06: a hierarchical parameter is read by its whole name, slashes and all")
    void parameters() {
        rig.server.answer(Answer.json(200, "{\"Parameter\":{\"Name\":\"/my/api/key\",\"Value\":\"sk-from-ssm\"}}"));
        assertEquals("sk-from-ssm", read("aws-ssm:/my/api/key").reveal());
        RecordedRequest asked = rig.server.awaitRequest(1);
        assertEquals("AmazonSSM.GetParameter", asked.header("x-amz-target").orElse(""));
        assertEquals("{\"Name\":\"/my/api/key\",\"WithDecryption\":true}", asked.text());
        assertTrue(asked.header("authorization").orElse("").contains("/eu-west-1/ssm/aws4_request"));
    }

    @Test
    @DisplayName("S1.13: a field of a secret in Vault is read with the token and the namespace that are given")
    void vault() {
        variables.put("VAULT_NAMESPACE", "team");
        rig.server.otherwise(Answer.json(200, "{\"data\":{\"data\":{\"key\":\"sk-from-vault\"},\"metadata\":{}}}"));
        assertEquals("sk-from-vault", read("vault:secret/prod/openai#key").reveal());
        RecordedRequest asked = rig.server.awaitRequest(1);
        assertEquals("/v1/secret/data/prod/openai", asked.target());
        assertEquals("vault-token", asked.header("x-vault-token").orElse(""));
        assertEquals("team", asked.header("x-vault-namespace").orElse(""));
        assertEquals("sk-from-vault", read("vault:kv/eu/data/prod#key").reveal());
        assertEquals("/v1/kv/eu/data/prod", rig.server.awaitRequest(2).target());
    }

    @Test
    @DisplayName(
            "S1.13: a secret that changed is seen within five minutes, without a restart; an outage changes nothing")
    void changesAreSeen() {
        rig.server.answer(
                Answer.json(200, "{\"SecretString\":\"one\"}"),
                Answer.json(200, "{\"SecretString\":\"two\"}"),
                Answer.head(503, Answer.Framing.LENGTH));
        Refreshed<Secret> secret = managers().refreshed("aws-sm:key");
        assertEquals("one", rig.now(secret).reveal());
        rig.clock.pass(FIVE_MINUTES);
        assertEquals("two", rig.now(secret).reveal());
        assertEquals("aws-sm:key changed", rig.told.getLast());
        rig.clock.pass(FIVE_MINUTES);
        assertTrue(rig.told.contains("aws-sm:key failed: the secrets manager answered with status 503"));
        assertEquals("two", rig.now(secret).reveal());
    }

    @Test
    @DisplayName("S-42: what a manager refuses is told by status and code; neither its message nor the secret is")
    void refusalsAreTold() {
        rig.server.answer(
                Answer.json(400, "{\"__type\":\"com.amazon#AccessDeniedException\",\"Message\":\"no sk-hidden\"}"),
                Answer.json(200, "{\"SecretString\":\"sk-hidden not json\"}"),
                Answer.json(200, "{\"data\":{\"data\":{\"other\":\"sk-hidden\"}}}"));
        SecretManagers managers = managers();
        for (String reference : new String[] {"aws-sm:a", "aws-sm:b#field", "vault:m/p#key"}) {
            Refreshed<Secret> secret = managers.refreshed(reference);
            rig.clock.pass(0);
            assertTrue(secret.current() instanceof dev.pontage.base.Answer.Failed<Secret>, reference);
        }
        assertTrue(rig.told.stream().anyMatch(line -> line.endsWith("status 400 (AccessDeniedException)")));
        assertTrue(rig.told.stream().anyMatch(line -> line.endsWith("the secret b is not JSON")));
        assertTrue(rig.told.stream().anyMatch(line -> line.endsWith("the vault has no key")));
        assertFalse(rig.told.toString().contains("sk-hidden"));
    }

    @Test
    @DisplayName("Without keys, a region or an address it is said what is missing, and nobody is asked")
    void whatIsMissingIsSaid() {
        variables.keySet().removeIf(name -> name.startsWith("AWS_ENDPOINT") || name.equals("AWS_REGION"));
        variables.remove("VAULT_ADDR");
        SecretManagers managers = managers();
        for (String reference : new String[] {"aws-sm:a", "vault:m/p#key"}) {
            Refreshed<Secret> secret = managers.refreshed(reference);
            rig.clock.pass(0);
            assertTrue(secret.current() instanceof dev.pontage.base.Answer.Failed<Secret>, reference);
        }
        assertTrue(rig.told.stream().anyMatch(line -> line.contains("set AWS_REGION")), rig.told.toString());
        assertTrue(rig.told.stream().anyMatch(line -> line.endsWith("VAULT_ADDR is not set")), rig.told.toString());
        assertEquals(0, rig.server.headsSoFar());
    }

    @Test
    @DisplayName("S2.06: references are parsed: names with slashes, ARNs, fields, mounts")
    void referencesAreParsed() {
        assertEquals(new AwsSecret("a/b_c+d=e.f@g-h", "", ""), SecretReference.parse("aws-sm:a/b_c+d=e.f@g-h"));
        assertEquals(new AwsParameter("/my/api/key", ""), SecretReference.parse("aws-ssm:/my/api/key"));
        assertEquals(new AwsParameter("plain:3", ""), SecretReference.parse("aws-ssm:plain:3"));
        assertEquals(
                new AwsParameter("arn:aws-cn:ssm:cn-north-1:123456789012:parameter/a/b", "cn-north-1"),
                SecretReference.parse("aws-ssm:arn:aws-cn:ssm:cn-north-1:123456789012:parameter/a/b"));
        assertEquals(new VaultField("secret", "a/b", "key"), SecretReference.parse("vault:secret/a/b#key"));
    }

    @ParameterizedTest
    @DisplayName("S2.06: nonsense is refused before anybody is asked")
    @ValueSource(
            strings = {
                "",
                "aws-sm:",
                "aws-sm:a b",
                "aws-sm:a#",
                "aws-sm:a#b#c",
                "aws-sm:arn:aws:secretsmanager:evil.example:123456789012:secret:a",
                "aws-ssm:",
                "aws-ssm:/a/",
                "aws-ssm:/a//b",
                "aws-ssm:/a?x",
                "vault:secret",
                "vault:secret/a",
                "vault:secret/../sys/seal#a",
                "vault:secret//a#b",
                "vault:/a/b#c",
                "gcp-sm:a",
            })
    void nonsenseIsRefused(String reference) {
        assertThrows(IllegalArgumentException.class, () -> SecretReference.parse(reference));
    }
}
