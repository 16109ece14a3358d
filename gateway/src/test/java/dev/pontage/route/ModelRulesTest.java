package dev.pontage.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.account.Account;
import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.Quirk;
import dev.pontage.ledger.Receipt;
import dev.pontage.model.ModelMap;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.RecordedRequest;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that map names, by what an upstream is asked for and what the client is told. */
final class ModelRulesTest {
    private static final String TEAM_KEY = "team-key-0123456789abcdef0123456789a";
    private static final Account TEAM = new Account("2", "team", ".1.", false, false, false);

    private final TestBooks books = new TestBooks();
    private final ScriptedUpstream upstream = ScriptedUpstream.start()
            .otherwise(
                    Answer.json(
                            200,
                            "{\"model\":\"what-served\",\"choices\":[{}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}"));

    @AfterEach
    void close() {
        upstream.close();
    }

    @ParameterizedTest
    @DisplayName(
            "S4.21 S4.22 S4.25: an exact rule first, else the longest pattern that fits; the client reads the name it"
                    + " asked for")
    @CsvSource({
        "gpt-4-turbo-2024,gpt-4-turbo",
        "gpt-4-0613,gpt-4o",
        "gpt-4,gpt-4o",
        "gpt-3.5-turbo,gpt-4o-mini",
        "claude-3-opus,claude-3-5-sonnet-20240620",
        "gpt-4-turbo-exact,claude-3-5-sonnet-20240620",
        "gpt-5,gpt-4o"
    })
    void rules(String asked, String serves) {
        try (TestGateway gateway = plan().start()) {
            RawResponse answer = call(gateway, asked, TestGateway.KEY);

            assertEquals(200, answer.status(), answer.text());
            RecordedRequest sent = upstream.awaitRequest(1);
            assertTrue(sent.text().contains("\"model\":\"" + serves + "\""), sent.text());
            assertTrue(answer.text().contains("\"model\":\"" + asked + "\""), answer.text());
            Receipt receipt = books.awaitOnly();
            assertEquals(asked, receipt.asked());
            assertEquals(serves, receipt.model());
        }
    }

    @Test
    @DisplayName("S4.22: an exact rule is found at once, however many there are")
    void exactAtOnce() {
        Map<String, List<String>> rules = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            rules.put("model-" + i, List.of("served-" + i));
        }
        rules.put("model-*", List.of("by-pattern"));
        ModelMap map = new ModelMap(rules);
        // One after the other a million look-ups would compare names 10^11 times, which takes minutes.
        int found = assertTimeoutPreemptively(Eventually.PATIENCE, () -> {
            int exact = 0;
            for (int i = 0; i < 1_000_000; i++) {
                exact += map.find("model-" + i % 100_000)
                                .orElseThrow()
                                .getFirst()
                                .startsWith("served-")
                        ? 1
                        : 0;
            }
            return exact;
        });
        assertEquals(1_000_000, found);
    }

    @Test
    @DisplayName(
            "S4.27: a name that no rule fits is asked for as it is, where a provider serves it, and passes untouched")
    void noRule() {
        try (TestGateway gateway = plan().start()) {
            RawResponse answer = call(gateway, "o3", TestGateway.KEY);

            assertEquals(200, answer.status());
            assertTrue(upstream.awaitRequest(1).text().contains("\"model\":\"o3\""));
            assertTrue(answer.text().contains("\"model\":\"what-served\""), answer.text());
        }
    }

    @Test
    @DisplayName(
            "S4.27: a name that nobody serves goes to the preset default, by the rules; without one it is 404 with near"
                    + " names")
    void presetDefault() {
        try (TestGateway gateway = plan().modelForUnknown("gpt-4-default").start()) {
            RawResponse answer = call(gateway, "nobody-knows-it", TestGateway.KEY);
            assertEquals(200, answer.status(), answer.text());
            assertTrue(upstream.awaitRequest(1).text().contains("\"model\":\"gpt-4o\""));
            assertTrue(answer.text().contains("\"model\":\"nobody-knows-it\""), answer.text());
        }
        try (TestGateway gateway = plan().start()) {
            RawResponse refused = call(gateway, "o33", TestGateway.KEY);
            assertEquals(404, refused.status());
            assertTrue(refused.text().contains("Near names: o3"), refused.text());
        }
    }

    @Test
    @DisplayName("a name that is known, but serves other calls than this one, is not told to be its own near name")
    void otherCall() {
        try (TestGateway gateway = TestGateway.plan()
                .provider("a", upstream.baseUrl(), Set.of(Quirk.NO_CHAT, Quirk.NO_RESPONSES), "embeds")
                .start()) {
            RawResponse refused = call(gateway, "embeds", TestGateway.KEY);
            assertEquals(404, refused.status());
            assertTrue(refused.text().contains("no provider serves it by this call"), refused.text());
            assertFalse(refused.text().contains("Near names"), refused.text());
        }
    }

    @Test
    @DisplayName("S4.27, decision 11: the preset default is no way to a model that the account may not use")
    void presetDefaultIsNoWayRound() {
        try (TestGateway gateway = plan().modelForUnknown("o3").start()) {
            RawResponse refused = call(gateway, "nobody-knows-it", TEAM_KEY);
            assertEquals(403, refused.status());
            assertTrue(refused.text().contains("model_not_priced"), refused.text());
            assertEquals(0, upstream.headsSoFar());
        }
    }

    @ParameterizedTest
    @DisplayName(
            "S4.11: first who names the model, then provider/model, then who has a pattern for it, then who serves any;"
                    + " the rule before all of them")
    @CsvSource({
        "m,literal,m",
        "mapped,literal,m",
        "mx,pattern,mx",
        "z,any,z",
        "any/m,any,m",
        "pattern/m1,pattern,m1",
        "any/named,literal,any/named",
        "nobody/m,any,nobody/m"
    })
    void order(String asked, String provider, String upstreamModel) {
        try (TestGateway gateway = TestGateway.plan()
                .provider("any", upstream.baseUrl())
                .provider("pattern", upstream.baseUrl(), "m*")
                .provider("literal", upstream.baseUrl(), "m", "any/named")
                .rule("mapped", "m")
                .books(books)
                .start()) {
            for (int i = 0; i < 2; i++) {
                assertEquals(200, call(gateway, asked, TestGateway.KEY).status());
                RecordedRequest sent = upstream.awaitRequest(i + 1);
                assertEquals(
                        "Bearer sk-upstream-" + provider,
                        sent.header("authorization").orElseThrow());
                assertTrue(sent.text().contains("\"model\":\"" + upstreamModel + "\""), sent.text());
            }
        }
    }

    /** Everything has a price but o3. */
    private TestGateway.Plan plan() {
        return TestGateway.plan()
                .provider(
                        "a",
                        upstream.baseUrl(),
                        "gpt-4o",
                        "gpt-4-turbo",
                        "gpt-4o-mini",
                        "claude-3-5-sonnet-20240620",
                        "o3")
                .rule("gpt-*", "gpt-4o")
                .rule("gpt-4*", "gpt-4o")
                .rule("gpt-4-turbo*", "gpt-4-turbo")
                .rule("gpt-4-turbo-exact", "claude-3-5-sonnet-20240620")
                .rule("gpt-3.5-*", "gpt-4o-mini")
                .rule("claude-3-*", "claude-3-5-sonnet-20240620")
                .price("gpt-4o", 1_000, 2_000)
                .key(TEAM_KEY, TEAM, List.of(), List.of())
                .books(books);
    }

    private static RawResponse call(TestGateway gateway, String model, String key) {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.post("/v1/chat/completions", body, "authorization: Bearer " + key)
                    .readResponse();
        }
    }
}
