package dev.pontage.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.account.Budget;
import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.cell.Cells;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many calls at once against a budget for few. */
final class BudgetRaceTest {
    private static final String KEY = "capped-key-0123456789abcdef01234567";
    /** 2 bytes of text and one turn: at most 18 tokens in; 100 tokens out. */
    private static final String BODY =
            "{\"model\":\"m\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private static final long NANO_PER_TOKEN = 1_000;
    private static final long BOUND = (2 + 16 + 100) * NANO_PER_TOKEN;
    private static final String ANSWER =
            "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":18,\"completion_tokens\":100,\"total_tokens\":118}}";

    private final ScriptedUpstream upstream = ScriptedUpstream.start().otherwise(Answer.json(200, ANSWER));
    private final Cells cells = new Cells();

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    @DisplayName(
            "L-10 pain 5: of 200 racing calls with budget for 10 at most 10 reach the upstream, also after a restart")
    void race() throws Exception {
        List<Integer> statuses;
        try (TestGateway gateway = gateway(BOUND * 10)) {
            statuses = race(gateway, 200);
        }
        long served = statuses.stream().filter(status -> status == 200).count();
        assertEquals(10, served);
        assertEquals(10, upstream.requests().size());
        assertEquals(190, statuses.stream().filter(status -> status == 429).count());

        try (TestGateway again = gateway(BOUND * 10)) {
            assertTrue(race(again, 20).stream().allMatch(status -> status == 429));
        }
        assertEquals(10, upstream.requests().size());
    }

    @Test
    @DisplayName("D6: what a call did not use comes back, so small answers leave room for more")
    void settled() throws Exception {
        upstream.otherwise(Answer.json(
                200, "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}"));
        try (TestGateway gateway = gateway(BOUND + 19 * 2 * NANO_PER_TOKEN)) {
            for (int i = 0; i < 20; i++) {
                assertEquals(200, call(gateway).status(), "call " + i);
            }
            RawResponse refused = call(gateway);
            assertEquals(429, refused.status());
            assertTrue(refused.text().contains("insufficient_quota"), refused.text());
            assertEquals("false", refused.header("x-should-retry").orElse(""));
        }
    }

    @Test
    @DisplayName("D6: a picture given by its address is reserved as a picture, not as the few bytes of the address")
    void pictureByAddress() {
        long room = BOUND + 1_000 * NANO_PER_TOKEN;
        try (TestGateway gateway = gateway(room)) {
            assertEquals(
                    429, call(gateway, picture("https://example.org/a.png")).status());
            assertEquals(0, upstream.headsSoFar());
            assertEquals(
                    200, call(gateway, picture("data:image/png;base64,AAAA")).status());
        }
    }

    private static String picture(String url) {
        return BODY.replace("\"Hi\"", "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}]");
    }

    /** The cells outlive the gateway here, as they are rebuilt from the books at a real start. */
    private TestGateway gateway(long nanoUsd) {
        return TestGateway.plan()
                .provider("a", upstream.baseUrl(), "m")
                .price("m", NANO_PER_TOKEN * 1_000_000, NANO_PER_TOKEN * 1_000_000)
                .key(KEY, TestGateway.ROOT, List.of(new Budget(nanoUsd, Budget.Period.DAY)), List.of())
                .cells(cells)
                .books(new TestBooks())
                .start();
    }

    private static List<Integer> race(TestGateway gateway, int calls) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                running.add(clients.submit(() -> call(gateway).status()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> each : running) {
                statuses.add(each.get());
            }
            return statuses;
        }
    }

    private static RawResponse call(TestGateway gateway) {
        return call(gateway, BODY);
    }

    private static RawResponse call(TestGateway gateway, String body) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.post("/v1/chat/completions", body, "authorization: Bearer " + KEY)
                    .readResponse();
        }
    }
}
