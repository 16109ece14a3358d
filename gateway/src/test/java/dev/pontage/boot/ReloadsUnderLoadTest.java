package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.resource.Yaml;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("While files change under load")
final class ReloadsUnderLoadTest {
    private static final String KEY = "a-given-key-of-thirty-two-characters";
    private static final int TOKENS = 118;
    private static final String ANSWER =
            "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":18,\"completion_tokens\":100,\"total_tokens\":118}}";
    private static final int CLIENTS = 4;
    private static final int RELOADS = 40;

    /** What F-51 lists: half a document, a price of 0, an unknown provider's dialect, the last provider gone wrong. */
    private static final List<String> POISON = List.of(
            "apiVersion: pontage.dev/v1\nkind: Prov",
            Yaml.document("PriceBook", "usd", "{models: {m: {input: \"0\", output: \"1.00\"}}}"),
            Yaml.document("PriceBook", "usd", "{models: {m: {input: \"-1.00\", output: \"1.00\"}}}"),
            Yaml.document("Provider", "up", "{dialect: nonsense, baseUrl: \"http://127.0.0.1:1/v1\"}"));

    private final ScriptedUpstream upstream = ScriptedUpstream.start();
    private final TestHouse house;

    ReloadsUnderLoadTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    @DisplayName(
            "S3.10, F-51, F-52: no request fails, each keeps the price it began with, and what is refused changes nothing")
    void load() throws Exception {
        upstream.answer(Answer.head(200, Answer.Framing.LENGTH, "content-type: application/json")
                        .gate("held")
                        .write(ANSWER))
                .otherwise(Answer.json(200, ANSWER));
        house.configure(documents(1));
        Running running = house.start();
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                RawClient held = RawClient.connect(running.address().port())) {
            held.post("/v1/chat/completions", TestHouse.body("m", "Hi", false), "authorization: Bearer " + KEY);
            upstream.awaitHeadOf(1);
            List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                calls.add(clients.submit(() -> callUntil(running, enough)));
            }
            for (int version = 2; version <= RELOADS; version++) {
                if (version % 10 == 0) {
                    poison(running, POISON.get(version / 10 % POISON.size()));
                }
                reload(running, version);
            }
            enough.set(true);
            int served = 1;
            for (Future<Integer> each : calls) {
                served += each.get();
            }
            upstream.release("held");
            assertEquals(200, held.readResponse().status());
            assertPrices(running, served);
        } finally {
            var _ = running.stop();
        }
    }

    /** Calls again and again; how often. Each must be served. */
    private static int callUntil(Running running, AtomicBoolean enough) {
        int calls = 0;
        try (RawClient client = RawClient.connect(running.address().port())) {
            while (!enough.get()) {
                assertEquals(
                        200,
                        client.post(
                                        "/v1/chat/completions",
                                        TestHouse.body("m", "Hi", false),
                                        "authorization: Bearer " + KEY)
                                .readResponse()
                                .status());
                calls++;
            }
        }
        return calls;
    }

    private void reload(Running running, int version) {
        house.configure(documents(version));
        long before = running.configurationVersion();
        running.reloadSoon();
        Eventually.poll("version " + version, () -> running.configurationVersion() > before);
    }

    private void poison(Running running, String documents) {
        long before = running.configurationVersion();
        int refusals = refusals();
        house.configure(documents);
        running.reloadSoon();
        Eventually.poll("the refusal of " + documents, () -> refusals() > refusals);
        assertEquals(before, running.configurationVersion());
    }

    private int refusals() {
        return house.log().split("\"event\":\"configuration_kept\"", -1).length;
    }

    /** Every row names a version of the book that was, and recomputes from it; the request held back has the first. */
    private static void assertPrices(Running running, int served) throws Exception {
        running.flush();
        String rows = TestHouse.get(
                        running.address().port(),
                        "/admin/ledger?after=0&limit=10000",
                        "authorization: Bearer " + running.adminToken().reveal())
                .text();
        Set<Integer> versions = new TreeSet<>();
        JsonNode last = JsonMapper.builder().build().createObjectNode();
        int count = 0;
        for (String row : rows.lines().toList()) {
            last = JsonMapper.builder().build().readTree(row);
            String price = last.get("priceVersion").asString();
            assertTrue(price.startsWith("usd@"), row);
            int version = Integer.parseInt(price.substring("usd@".length()));
            assertEquals(TOKENS * 1_000L * version, last.get("chargeNanousd").asLong(), row);
            versions.add(version);
            count++;
        }
        assertEquals(served, count);
        assertEquals("usd@1", last.get("priceVersion").asString(), "the request that was under way all the time");
        assertTrue(versions.size() > 2, "only versions " + versions);
    }

    /** The book's version is its price, in USD per million tokens; another key comes and goes besides. */
    private String documents(int version) {
        return Yaml.documents(
                Yaml.document(
                        "Provider",
                        "up",
                        "{dialect: openai, baseUrl: \"" + upstream.baseUrl()
                                + "/v1\", credentials: [{name: main, apiKey: sk-up}], models: [m]}"),
                Yaml.account("team"),
                Yaml.key("app", "team", KEY),
                Yaml.key("other-" + version % 3, "team", "another-key-" + version % 3),
                Yaml.document(
                        "PriceBook",
                        "usd",
                        "{models: {m: {input: \"" + version + ".00\", output: \"" + version + ".00\"}}}"));
    }
}
