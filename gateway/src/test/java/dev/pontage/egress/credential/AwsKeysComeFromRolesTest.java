package dev.pontage.egress.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.egress.sign.AwsKeys;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes of answers: AWS SDKs and tools reference guide, "Standardized credential providers". */
final class AwsKeysComeFromRolesTest {
    private final CloudRig rig = new CloudRig();
    private final Map<String, String> variables = new HashMap<>();

    @TempDir
    private Path home;

    @AfterEach
    void close() {
        rig.close();
    }

    private String inAnHour() {
        return Instant.EPOCH
                .plus(rig.clock.epochMicros(), ChronoUnit.MICROS)
                .plusSeconds(3_600)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private String keysJson(String id) {
        return "{\"Code\":\"Success\",\"AccessKeyId\":\"" + id
                + "\",\"SecretAccessKey\":\"the-secret\",\"Token\":\"tok\"," + "\"Expiration\":\"" + inAnHour() + "\"}";
    }

    private AwsKeys keys(AwsRole role) {
        return rig.now(rig.credentials(variables).aws(role, "", "us-east-1"));
    }

    private String failure(AwsRole role) {
        Refreshed<AwsKeys> refreshed = rig.credentials(variables).aws(role, "", "us-east-1");
        rig.clock.pass(0);
        assertTrue(refreshed.current() instanceof dev.pontage.base.Answer.Failed<AwsKeys>);
        return rig.told.getLast();
    }

    private static void assertKeys(String id, String session, AwsKeys keys) {
        assertEquals(id, keys.accessKeyId());
        assertEquals("the-secret", keys.secretAccessKey().reveal());
        assertEquals(session, keys.sessionToken().reveal());
    }

    @Test
    @DisplayName(
            "IMDSv2: a token is put, the role asked for by it, then its keys; they are replaced before their hour ends")
    void instance() {
        rig.server.otherwise(head -> switch (head.target()) {
            case "/latest/api/token" -> Answer.head(200, Answer.Framing.LENGTH).write("imds-token");
            case "/latest/meta-data/iam/security-credentials/" ->
                Answer.head(200, Answer.Framing.LENGTH).write("the-role\n");
            default -> Answer.json(200, keysJson("ASIA" + rig.server.headsSoFar()));
        });
        Refreshed<AwsKeys> refreshed = rig.credentials(variables).aws(AwsRole.INSTANCE, "", "");
        assertKeys("ASIA3", "tok", rig.now(refreshed));
        RecordedRequest token = rig.server.awaitRequest(1);
        assertEquals("PUT", token.method());
        assertEquals(
                "21600", token.header("x-aws-ec2-metadata-token-ttl-seconds").orElse(""));
        assertEquals("169.254.169.254", token.header("host").orElse(""));
        RecordedRequest keys = rig.server.awaitRequest(3);
        assertEquals("/latest/meta-data/iam/security-credentials/the-role", keys.target());
        assertEquals("imds-token", keys.header("x-aws-ec2-metadata-token").orElse(""));
        rig.clock.pass(TimeUnit.MINUTES.toMillis(55));
        assertKeys("ASIA6", "tok", rig.now(refreshed));
    }

    @Test
    @DisplayName("Without a token of IMDSv2 nothing more is asked; a role's name that is none is not put into a path")
    void instanceRefusals() {
        rig.server.answer(Answer.head(403, Answer.Framing.LENGTH).write("secret body"));
        String told = failure(AwsRole.INSTANCE);
        assertTrue(told.endsWith("answered PUT /latest/api/token with status 403"), told);
        assertEquals(1, rig.server.headsSoFar());
        rig.server.answer(
                Answer.head(200, Answer.Framing.LENGTH).write("t"),
                Answer.head(200, Answer.Framing.LENGTH).write("../../secret"));
        assertTrue(failure(AwsRole.INSTANCE).endsWith("this machine has no role"));
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        assertTrue(failure(AwsRole.INSTANCE).endsWith("AWS_EC2_METADATA_DISABLED is set"));
        assertEquals(3, rig.server.headsSoFar());
    }

    @Test
    @DisplayName("ECS: the relative path is asked of the task's endpoint")
    void task() {
        variables.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/some-id");
        rig.server.answer(Answer.json(200, keysJson("ASIATASK")));
        assertKeys("ASIATASK", "tok", keys(AwsRole.CONTAINER));
        assertEquals("/v2/credentials/some-id", rig.server.awaitRequest(1).target());
        assertEquals("169.254.170.2", rig.server.awaitRequest(1).header("host").orElse(""));
    }

    @Test
    @DisplayName("EKS pod identity: the full URL is asked with the token in the file, read anew each time")
    void pod() throws IOException {
        Path token = Files.writeString(home.resolve("token"), "pod-token\n");
        variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials");
        variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());
        rig.server.answer(Answer.json(200, keysJson("ASIAPOD")), Answer.json(200, keysJson("ASIAPOD2")));
        Refreshed<AwsKeys> refreshed = rig.credentials(variables).aws(AwsRole.AMBIENT, "", "");
        assertKeys("ASIAPOD", "tok", rig.now(refreshed));
        assertEquals(
                "pod-token", rig.server.awaitRequest(1).header("authorization").orElse(""));
        assertEquals("169.254.170.23", rig.server.awaitRequest(1).header("host").orElse(""));
        Files.writeString(token, "next-token");
        rig.clock.pass(TimeUnit.MINUTES.toMillis(55));
        assertEquals(
                "next-token", rig.server.awaitRequest(2).header("authorization").orElse(""));
    }

    @ParameterizedTest
    @DisplayName("A container's token goes to loopback, https and AWS's own addresses, and nowhere else")
    @ValueSource(
            strings = {
                "http://10.0.0.7/v1",
                "http://169.254.169.254/latest/meta-data",
                "http://example.com/v1",
                "http://127.0.0.1.example.com/v1",
                "http://169.254.170.23:81/v1",
                "file:///etc/passwd",
                "not a url",
            })
    void containerPlaces(String url) {
        variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", url);
        variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "pod-token");
        String told = failure(AwsRole.CONTAINER);
        assertTrue(told.contains("AWS_CONTAINER_CREDENTIALS_FULL_URI is n"), told);
        assertEquals(0, rig.server.headsSoFar());
    }

    @Test
    @DisplayName("A container's endpoint on loopback is asked by its full URL")
    void loopbackContainer() {
        variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", rig.server.baseUrl() + "/creds?x=1");
        rig.server.answer(Answer.json(200, keysJson("ASIALOOP")));
        assertKeys("ASIALOOP", "tok", keys(AwsRole.CONTAINER));
        assertEquals("/creds?x=1", rig.server.awaitRequest(1).target());
    }

    @Test
    @DisplayName("Web identity: the token in the file is traded for a role's keys at the token service")
    void webIdentity() throws IOException {
        variables.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/gateway");
        variables.put(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                Files.writeString(home.resolve("jwt"), "a.b.c\n").toString());
        variables.put("AWS_ENDPOINT_URL_STS", rig.server.baseUrl().toString());
        rig.server.answer(Answer.head(200, Answer.Framing.LENGTH, "content-type: text/xml")
                .write("""
                        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                          <AssumeRoleWithWebIdentityResult>
                            <SubjectFromWebIdentityToken>system:serviceaccount:a:b</SubjectFromWebIdentityToken>
                            <Credentials>
                              <SessionToken>tok&amp;1</SessionToken>
                              <SecretAccessKey>the-secret</SecretAccessKey>
                              <Expiration>%s</Expiration>
                              <AccessKeyId>ASIAWEB</AccessKeyId>
                            </Credentials>
                          </AssumeRoleWithWebIdentityResult>
                        </AssumeRoleWithWebIdentityResponse>""".formatted(inAnHour())));
        assertKeys("ASIAWEB", "tok&1", keys(AwsRole.AMBIENT));
        String form = rig.server.awaitRequest(1).text();
        assertTrue(form.contains("Action=AssumeRoleWithWebIdentity&Version=2011-06-15&"), form);
        assertTrue(form.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fgateway"), form);
        assertTrue(form.endsWith("WebIdentityToken=a.b.c"), form);
    }

    @Test
    @DisplayName(
            "What the token service refuses is told by its code, without the token; entities of its XML are not read")
    void webIdentityRefused() throws IOException {
        variables.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/gateway");
        variables.put(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                Files.writeString(home.resolve("jwt"), "a.b.c").toString());
        variables.put("AWS_ENDPOINT_URL_STS", rig.server.baseUrl().toString());
        rig.server.answer(
                Answer.head(400, Answer.Framing.LENGTH)
                        .write(
                                "<ErrorResponse><Error><Code>ExpiredTokenException</Code><Message>a.b.c</Message></Error>"
                                        + "</ErrorResponse>"),
                Answer.head(200, Answer.Framing.LENGTH)
                        .write("<!DOCTYPE a [<!ENTITY x SYSTEM \"" + rig.server.baseUrl()
                                + "/x\">]><a><AccessKeyId>&x;</AccessKeyId></a>"));
        String told = failure(AwsRole.WEB_IDENTITY);
        assertTrue(told.endsWith("status 400 (ExpiredTokenException)"), told);
        String second = failure(AwsRole.WEB_IDENTITY);
        assertTrue(second.contains("failed:"), second);
        assertEquals(2, rig.server.headsSoFar());
    }

    @Test
    @DisplayName("A profile is read from both files, the credentials file first; its path is a setting of AWS's own")
    void profile() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), """
                [default]
                region = eu-west-1
                # a comment = x
                [profile work]
                aws_access_key_id = AKIACONFIG
                aws_secret_access_key = the-secret
                s3 =
                  aws_access_key_id = NESTED
                [work]
                aws_access_key_id = NOTAPROFILE
                """);
        variables.put("HOME", home.toString());
        variables.put("AWS_PROFILE", "work");
        assertKeys("AKIACONFIG", "", keys(AwsRole.AMBIENT));
        Path credentials = Files.writeString(home.resolve("elsewhere"), """
                [work]
                aws_access_key_id=AKIAFILE
                aws_secret_access_key=the-secret
                aws_session_token=tok
                """);
        variables.put("AWS_SHARED_CREDENTIALS_FILE", credentials.toString());
        Refreshed<AwsKeys> refreshed = rig.credentials(variables).aws(AwsRole.PROFILE, "work", "");
        assertKeys("AKIAFILE", "tok", rig.now(refreshed));
        Files.writeString(credentials, "[work]\naws_access_key_id=AKIANEW\naws_secret_access_key=the-secret\n");
        rig.clock.pass(TimeUnit.MINUTES.toMillis(10));
        assertKeys("AKIANEW", "tok".substring(3), rig.now(refreshed));
        assertTrue(rig.told.getLast().endsWith("changed"), rig.told.toString());
    }

    private String roleAnswer(String id) {
        return """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
                  <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>the-secret</SecretAccessKey>
                  <SessionToken>tok</SessionToken><Expiration>%s</Expiration></Credentials>
                </AssumeRoleResult></AssumeRoleResponse>""".formatted(id, inAnHour());
    }

    private void config(String text) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), text);
        variables.put("HOME", home.toString());
        variables.put("AWS_ENDPOINT_URL_STS", rig.server.baseUrl().toString());
    }

    @Test
    @DisplayName(
            "S1.13: a profile takes its role with the keys of another, which sign the question, and theirs by others")
    void sourceProfile() throws IOException {
        config("""
                [default]
                role_arn = arn:aws:iam::123456789012:role/models
                source_profile = middle
                role_session_name = mine
                external_id = told/by=them
                [profile middle]
                role_arn = arn:aws:iam::123456789012:role/middle
                source_profile = base
                aws_access_key_id = AKIANOTUSED
                aws_secret_access_key = the-secret
                [profile base]
                aws_access_key_id = AKIABASE
                aws_secret_access_key = the-secret
                """);
        rig.server.answer(
                Answer.head(200, Answer.Framing.LENGTH).write(roleAnswer("ASIAMIDDLE")),
                Answer.head(200, Answer.Framing.LENGTH).write(roleAnswer("ASIAMODELS")));
        assertKeys("ASIAMODELS", "tok", keys(AwsRole.PROFILE));
        RecordedRequest first = rig.server.awaitRequest(1);
        String signed = first.header("authorization").orElse("");
        assertTrue(signed.startsWith("AWS4-HMAC-SHA256 Credential=AKIABASE/"), signed);
        assertTrue(signed.contains("/us-east-1/sts/aws4_request, SignedHeaders=content-type;host;"), signed);
        assertTrue(first.text().startsWith("Action=AssumeRole&Version=2011-06-15&"), first.text());
        assertTrue(first.text().endsWith("RoleSessionName=pontage"), first.text());
        RecordedRequest second = rig.server.awaitRequest(2);
        assertTrue(second.header("authorization").orElse("").contains("Credential=ASIAMIDDLE/"));
        assertEquals("tok", second.header("x-amz-security-token").orElse(""));
        assertTrue(second.text().endsWith("&RoleSessionName=mine&ExternalId=told%2Fby%3Dthem"), second.text());
    }

    @Test
    @DisplayName("Profiles that take their roles from each other in a circle give nothing, and nobody is asked")
    void circles() throws IOException {
        config("""
                [default]
                role_arn = arn:aws:iam::123456789012:role/a
                source_profile = other
                [profile other]
                role_arn = arn:aws:iam::123456789012:role/b
                source_profile = default
                """);
        String told = failure(AwsRole.PROFILE);
        assertTrue(told.endsWith("more than 5 profiles take their roles from each other"), told);
        assertEquals(0, rig.server.headsSoFar());
    }

    @Test
    @DisplayName("A profile takes its role with the keys of the environment, or with its own where it names itself")
    void credentialSource() throws IOException {
        config("""
                [default]
                role_arn = arn:aws:iam::123456789012:role/a
                credential_source = Environment
                [profile self]
                role_arn = arn:aws:iam::123456789012:role/a
                source_profile = self
                aws_access_key_id = AKIASELF
                aws_secret_access_key = the-secret
                """);
        variables.put("AWS_ACCESS_KEY_ID", "AKIAENV");
        variables.put("AWS_SECRET_ACCESS_KEY", "the-secret");
        rig.server.otherwise(Answer.head(200, Answer.Framing.LENGTH).write(roleAnswer("ASIAROLE")));
        assertKeys("ASIAROLE", "tok", keys(AwsRole.PROFILE));
        assertTrue(rig.server.awaitRequest(1).header("authorization").orElse("").contains("=AKIAENV/"));
        assertKeys("ASIAROLE", "tok", rig.now(rig.credentials(variables).aws(AwsRole.PROFILE, "self", "us-east-1")));
        assertTrue(rig.server.awaitRequest(2).header("authorization").orElse("").contains("=AKIASELF/"));
    }

    @Test
    @DisplayName("S-03: a profile that would start a process gives nothing, and says what is read")
    void processesAreNotStarted() throws IOException {
        variables.put("HOME", home.toString());
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), "[default]\ncredential_process = touch " + home.resolve("ran"));
        String told = failure(AwsRole.PROFILE);
        assertTrue(told.contains("has credential_process, and no process is started"), told);
        assertFalse(Files.exists(home.resolve("ran")));
    }

    @Test
    @DisplayName("The environment's keys come first of what is ambient, and nothing is asked of anybody")
    void environment() {
        variables.put("AWS_ACCESS_KEY_ID", "AKIAENV");
        variables.put("AWS_SECRET_ACCESS_KEY", "the-secret");
        variables.put("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere");
        assertKeys("AKIAENV", "", keys(AwsRole.AMBIENT));
        variables.remove("AWS_SECRET_ACCESS_KEY");
        assertTrue(failure(AwsRole.ENVIRONMENT).endsWith("AWS_SECRET_ACCESS_KEY is not set"));
        assertEquals(0, rig.server.headsSoFar());
    }

    @Test
    @DisplayName("Whoever needs the same keys shares them: one fetch")
    void keysAreShared() {
        variables.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x");
        rig.server.otherwise(Answer.json(200, keysJson("ASIAONE")));
        Credentials credentials = rig.credentials(variables);
        Refreshed<AwsKeys> one = credentials.aws(AwsRole.CONTAINER, "", "us-east-1");
        Refreshed<AwsKeys> two = credentials.aws(AwsRole.CONTAINER, "", "us-east-1");
        assertKeys("ASIAONE", "tok", rig.now(one));
        assertKeys("ASIAONE", "tok", rig.now(two));
        assertEquals(1, rig.server.headsSoFar());
    }
}
