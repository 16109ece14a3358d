package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("While the books answer slowly")
final class SlowLookUpsTest {
    /** As many as look up at once. */
    private static final int PLACES = 64;

    private static final String LONG_PROMPT = "x".repeat(300 * 1024);

    private final ScriptedUpstream upstream =
            ScriptedUpstream.start().otherwise(Answer.json(200, "{\"object\":\"chat.completion\",\"choices\":[{}]}"));
    private final TestLedger ledger = new TestLedger();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        answered.countDown();
        clients.forEach(RawClient::close);
        upstream.close();
    }

    @Test
    @DisplayName("look-ups of receipts are bounded, and keep neither a new upstream connection nor a long scan waiting")
    void nothingElseWaits() {
        ledger.answerLookUpsWith(id -> {
            asked.incrementAndGet();
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        });
        try (TestGateway gateway = TestGateway.plan()
                .provider(
                        "named",
                        URI.create("http://localhost:" + upstream.baseUrl().getPort()),
                        "m")
                .ledger(ledger)
                .start()) {
            for (int i = 0; i < PLACES; i++) {
                lookUp(gateway);
            }
            Eventually.poll("all places taken", () -> asked.get() == PLACES);
            RawResponse oneMore = lookUp(gateway).readResponse();
            assertEquals(503, oneMore.status());
            assertTrue(oneMore.text().contains("overloaded"), oneMore.text());

            assertEquals(200, chat(gateway, "Hi"), "by a name that nobody looked up before");
            assertEquals(200, chat(gateway, LONG_PROMPT), "of a body that is scanned away from the loop");

            answered.countDown();
            for (int i = 0; i < PLACES; i++) {
                assertEquals(404, clients.get(i).readResponse().status());
            }
        }
    }

    private RawClient lookUp(TestGateway gateway) {
        RawClient client = RawClient.connect(gateway.port());
        clients.add(client);
        return client.send("GET /v1/pontage/requests/unknown HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer "
                + TestGateway.KEY + "\r\n\r\n");
    }

    private static int chat(TestGateway gateway, String prompt) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.post(
                            "/v1/chat/completions",
                            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}",
                            "authorization: Bearer " + TestGateway.KEY)
                    .readResponse()
                    .status();
        }
    }
}
