package dev.pontage.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.vendor.Vendors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialsThatDoNotFitTest {
    private static final String SIGNED = "dialect: openai, baseUrl: 'https://a.example', auth: {sigv4: some-service}";

    private static String provider(String spec) {
        return "{apiVersion: pontage.dev/v1, kind: Provider, metadata: {name: p}, spec: {" + spec + "}}";
    }

    private static List<String> problems(String spec) throws IOException {
        return new Desk().problems(provider(spec));
    }

    @ParameterizedTest
    @DisplayName("Every kind of credential is taken as it stands in the guide")
    @ValueSource(
            strings = {
                "{name: a, apiKey: k}",
                "{name: a, apiKey: {ref: 'aws-ssm:/my/api/key'}}",
                "{name: a, accessKeyId: AKIDEXAMPLE, secretAccessKey: s}",
                "{name: a, accessKeyId: AKIDEXAMPLE, secretAccessKey: {ref: 'vault:m/p#f'}, sessionToken: t}",
                "{name: a, role: ambient}",
                "{name: a, role: profile, profile: work}",
                "{name: a, role: web-identity}",
                "{name: a, role: google-instance}",
                "{name: a, serviceAccount: '{}'}",
                "{name: a, tenantId: t-1, clientId: c-1, clientSecret: s s, scope: 'https://x/.default'}",
            })
    void theseFit(String credential) throws IOException {
        assertEquals(List.of(), problems(SIGNED + ", region: us-east-1, credentials: [" + credential + "]"));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("What does not go together, lacks something or says nothing is refused by its field")
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a}|apiKey: missing; a credential needs it, or accessKeyId with secretAccessKey",
                "{name: a, accessKeyId: A}|secretAccessKey: missing; a credential with accessKeyId needs it",
                "{name: a, secretAccessKey: s}|accessKeyId: missing",
                "{name: a, sessionToken: s}|accessKeyId: missing",
                "{name: a, apiKey: k, role: ambient}|role: does not go with apiKey",
                "{name: a, apiKey: k, secretAccessKey: s}|secretAccessKey: does not go with apiKey",
                "{name: a, role: chief}|role: expected one of ambient, environment, web-identity, profile",
                "{name: a, role: instance, profile: p}|profile: only role: profile and role: ambient have one",
                "{name: a, profile: p}|role: missing; a credential with profile needs it",
                "{name: a, tenantId: t, clientSecret: s}|clientId: missing",
                "{name: a, tenantId: ../t, clientId: c, clientSecret: s}|tenantId: expected an id of letters",
                "{name: a, accessKeyId: A B, secretAccessKey: s}|accessKeyId: expected a key of visible ASCII",
                "{name: a, accessKeyId: A, secretAccessKey: {env: NOPE}}|secretAccessKey: the environment variable NOPE",
                "{name: a, apiKey: {ref: 'aws-ssm:/a//b'}}|apiKey.ref: expected \"aws-sm:ID\"",
                "{name: a, apiKey: k, weight: 2}|weight: not built yet",
            })
    void theseDoNot(String credential, String expected) throws IOException {
        List<String> problems = problems(SIGNED + ", region: us-east-1, credentials: [" + credential + "]");
        String whole = "a.yaml:1: spec.credentials[0]." + expected;
        assertTrue(problems.stream().anyMatch(problem -> problem.startsWith(whole)), whole + " not in " + problems);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("A signature needs a service and a region; a region that does nothing is refused")
    @CsvSource(
            delimiter = '|',
            value = {
                "auth: {sigv4: s}, credentials: [{name: a, role: ambient}]|credentials[0].role: the Provider needs a region",
                "auth: {sigv4: s}, region: evil.example, credentials: [{name: a, role: ambient}]|region: expected a region",
                "auth: {sigv4: 'a/b'}, region: us-east-1, credentials: [{name: a, role: ambient}]|auth: expected the name of",
                "auth: {sigv4: s, header: h}, region: us-east-1, credentials: [{name: a, apiKey: k}]|auth: expected bearer",
                "auth: {}, credentials: [{name: a, apiKey: k}]|auth: expected bearer, none",
                "region: us-east-1, credentials: [{name: a, apiKey: k}]|region: not built yet but for providers",
                "credentials: [{name: a, role: instance}]|credentials[0].role: this upstream takes no signatures",
            })
    void signaturesNeedAScope(String spec, String expected) throws IOException {
        List<String> problems = problems("dialect: openai, baseUrl: 'https://a.example', " + spec);
        String whole = "a.yaml:1: spec." + expected;
        assertTrue(problems.stream().anyMatch(problem -> problem.startsWith(whole)), whole + " not in " + problems);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("A vendor whose address has a region needs one; the region says address and scope")
    @CsvSource(
            delimiter = '|',
            value = {
                "region: eu-west-1, credentials: [{name: a, role: ambient}]|",
                "region: eu-west-1, auth: bearer, credentials: [{name: a, apiKey: k}]|",
                "baseUrl: 'https://vpce.example', region: eu-west-1, credentials: [{name: a, role: task}]|"
                        + "credentials[0].role: expected one of",
                "credentials: [{name: a, apiKey: k}]|region: missing; the address of bedrock has one",
                "region: 'evil.example/', credentials: [{name: a, apiKey: k}]|region: expected a region",
                "region: eu-west-1|credentials: expected at least one",
            })
    void regionalVendors(String spec, @Nullable String expected) throws IOException {
        List<String> problems = new Desk(new KnownNames(Vendors.shipped(), Map.of("bedrock", "")))
                .problems(provider("vendor: bedrock, " + spec));
        if (expected == null) {
            assertEquals(List.of(), problems);
        } else {
            assertEquals(1, problems.size(), problems.toString());
            assertTrue(problems.getFirst().startsWith("a.yaml:1: spec." + expected), problems.toString());
        }
    }

    @Test
    @DisplayName("Every literal secret of a credential is sealed, each to its own field")
    void secretsAreSealed() throws IOException {
        Desk desk = new Desk();
        desk.apply(provider(SIGNED + ", region: us-east-1, credentials: ["
                + "{name: a, accessKeyId: AKIDLITERAL, secretAccessKey: hidden-1, sessionToken: hidden-2},"
                + "{name: b, serviceAccount: hidden-3},"
                + "{name: c, tenantId: t, clientId: c, clientSecret: hidden-4}]"));
        String stored = ((Resource.Configured) desk.row(Kind.PROVIDER, "p")).spec();
        assertFalse(stored.contains("hidden-"), stored);
        for (String field :
                List.of("a.accessKeyId", "a.secretAccessKey", "a.sessionToken", "b.serviceAccount", "c.clientSecret")) {
            assertTrue(stored.contains("credentials." + field), field + " in " + stored);
        }
    }
}
