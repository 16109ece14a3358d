package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.base.Ticker;
import dev.pontage.boot.TestGateway;
import dev.pontage.ledger.LedgerEntry;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Abandoned;
import dev.pontage.store.SqliteStore;
import dev.pontage.store.StoreLimits;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real path from an upstream's closed connections to the file of the books. */
final class LostTwiceTest {
    private static final String BODY = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String ANSWER = "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "F-08 F-29: a request lost on its reused connection and again on the fresh one leaves a line for each loss,"
                    + " and everybody's receipts reach the file")
    void lostTwice() throws IOException {
        try (SqliteStore store = SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, Ticker.SYSTEM);
                ScriptedUpstream upstream = ScriptedUpstream.start();
                TestGateway gateway = TestGateway.plan()
                        .provider("a", upstream.baseUrl(), "m")
                        .books(store.books())
                        .start();
                RawClient client = RawClient.connect(gateway.port())) {
            upstream.answer(
                    Answer.json(200, ANSWER),
                    Answer.nothing().close(),
                    Answer.nothing().close(),
                    Answer.json(200, ANSWER));

            String first = served(client, 200);
            String lost = served(client, 502);
            String last = served(client, 200);

            assertEquals(4, upstream.headsSoFar());
            store.flush();
            List<LedgerEntry> entries = store.ledger().after(0, 100);
            assertEquals(
                    List.of(first, lost, lost + "-1", lost + "-2", last),
                    entries.stream().map(LedgerEntry::id).toList());
            assertEquals(1, abandoned(entries.get(2)).number());
            assertEquals(1, abandoned(entries.get(3)).number());
            assertEquals("cut", abandoned(entries.get(3)).failure());
            assertEquals(0, store.lag().failures());
        }
    }

    @Test
    @DisplayName("F-08: the line of a lost attempt names the model of its own candidate, not the one that served")
    void ofAnotherModel() throws IOException {
        try (SqliteStore store = SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, Ticker.SYSTEM);
                ScriptedUpstream a = ScriptedUpstream.start();
                ScriptedUpstream b = ScriptedUpstream.start();
                TestGateway gateway = TestGateway.plan()
                        .provider("a", a.baseUrl(), "first")
                        .provider("b", b.baseUrl(), "second")
                        .rule("m", "first", "second")
                        .books(store.books())
                        .start();
                RawClient client = RawClient.connect(gateway.port())) {
            a.answer(Answer.json(500, "{}"));
            b.answer(Answer.json(200, ANSWER));

            served(client, 200);

            store.flush();
            List<LedgerEntry> entries = store.ledger().after(0, 100);
            assertEquals(
                    List.of("m second b second", "m first a first"),
                    entries.stream().map(LostTwiceTest::models).toList());
            assertEquals("first", abandoned(entries.get(1)).model());
        }
    }

    private static String models(LedgerEntry entry) {
        Receipt receipt = entry.receipt();
        return receipt.asked() + " " + receipt.model() + " " + receipt.provider() + " " + receipt.upstreamModel();
    }

    private static Abandoned abandoned(LedgerEntry entry) {
        return entry.receipt().abandoned().getFirst();
    }

    /** Calls on one connection, and so on one event loop; gives the request's id. */
    private static String served(RawClient client, int status) {
        RawResponse answer = client.post("/v1/chat/completions", BODY, "authorization: Bearer " + TestGateway.KEY)
                .readResponse();
        assertEquals(status, answer.status(), answer.text());
        return answer.header("x-request-id").orElseThrow();
    }
}
