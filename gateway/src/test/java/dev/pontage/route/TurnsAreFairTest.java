package dev.pontage.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Equal providers, and the credentials of each, come first equally often: seen by the keys that an upstream gets. */
final class TurnsAreFairTest {
    private static final Map<String, Integer> EACH_FOUR_TIMES =
            Map.of("sk-upstream-a", 4, "sk-upstream-a-2", 4, "sk-upstream-b", 4, "sk-upstream-b-2", 4);

    private final ScriptedUpstream upstream = ScriptedUpstream.start()
            .otherwise(Answer.json(
                    200,
                    "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}"));

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    @DisplayName("S4.12: of one name")
    void oneName() {
        try (TestGateway gateway = two(plan(), "m").start()) {
            ask(gateway, "m", 16);
        }
        assertEquals(EACH_FOUR_TIMES, firsts());
    }

    @Test
    @DisplayName("S4.21: of the first of two names that a rule leads to")
    void ruleOfTwoNames() {
        try (TestGateway gateway = two(plan(), "m", "n").rule("x*", "m", "n").start()) {
            ask(gateway, "x1", 16);
        }
        assertEquals(EACH_FOUR_TIMES, firsts());
    }

    @Test
    @DisplayName("S3.03: where the request names no model, and each provider has a default one")
    void defaultModels() {
        try (TestGateway gateway = two(plan().defaultModel("m")).start()) {
            ask(gateway, "", 16);
        }
        assertEquals(EACH_FOUR_TIMES, firsts());
    }

    @Test
    @DisplayName("S4.12: of each of two names that are asked for by turns")
    void namesByTurns() {
        try (TestGateway gateway = two(plan(), "m", "n").start()) {
            for (int i = 0; i < 16; i++) {
                ask(gateway, "m", 1);
                ask(gateway, "n", 1);
            }
        }
        Map<String, Integer> ofM = new TreeMap<>();
        upstream.requests().stream()
                .filter(request -> request.text().contains("\"m\""))
                .forEach(
                        request -> ofM.merge(key(request.header("authorization").orElseThrow()), 1, Integer::sum));
        assertEquals(EACH_FOUR_TIMES, ofM);
    }

    private TestGateway.Plan plan() {
        return TestGateway.plan().credentials(2).books(new TestBooks());
    }

    private TestGateway.Plan two(TestGateway.Plan plan, String... models) {
        return plan.provider("a", upstream.baseUrl(), models).provider("b", upstream.baseUrl(), models);
    }

    private static void ask(TestGateway gateway, String model, int times) {
        String named = model.isEmpty() ? "" : "\"model\":\"" + model + "\",";
        String body = "{" + named + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        try (RawClient client = RawClient.connect(gateway.port())) {
            for (int i = 0; i < times; i++) {
                client.post("/v1/chat/completions", body, "authorization: Bearer " + TestGateway.KEY);
                assertEquals(200, client.readResponse().status());
            }
        }
    }

    private Map<String, Integer> firsts() {
        Map<String, Integer> firsts = new TreeMap<>();
        upstream.requests()
                .forEach(request ->
                        firsts.merge(key(request.header("authorization").orElseThrow()), 1, Integer::sum));
        return firsts;
    }

    private static String key(String authorization) {
        return authorization.substring("Bearer ".length());
    }
}
