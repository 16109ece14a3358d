package dev.pontage.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.account.Budget;
import dev.pontage.account.Key;
import dev.pontage.admit.Cost;
import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.cell.Cells;
import dev.pontage.exchange.Admitted;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Watcher;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.LoadOfClients;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Thousands of clients that read a stream, and leave: nothing of theirs stays. */
final class ManyStreamsTest {
    private static final int STREAMS = 2_000;
    private static final int WAVE = 250;
    private static final String KEY = "streaming-key-0123456789abcdef0123";
    private static final long NANO_PER_TOKEN = 1_000;
    private static final String BODY =
            "{\"model\":\"m\",\"stream\":true,\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private final TestBooks books = new TestBooks();
    private final Cells cells = new Cells();
    private final AtomicInteger permits = new AtomicInteger();
    private final AtomicReference<Key> key = new AtomicReference<>();
    private final AtomicReference<Long> startedAtMicros = new AtomicReference<>();

    @Test
    @DisplayName(
            "F-21 L-04: 2,000 open streams whose clients leave: every upstream is cancelled, every permit ended, each"
                    + " has its receipt, and as many fit again")
    void leaving() {
        String chunk =
                "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                        + "[{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}]}\n\n";
        try (ScriptedUpstream upstream = ScriptedUpstream.start()
                        .otherwise(Answer.head(200, Answer.Framing.CHUNKED, "content-type: text/event-stream")
                                .write(chunk)
                                .hang());
                TestGateway gateway = gateway(upstream)) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), gateway.port());
            // In waves, so that a busy machine has its patience for each of them.
            Deque<LoadOfClients> waves = new ArrayDeque<>();
            for (int open = WAVE; open <= STREAMS; open += WAVE) {
                LoadOfClients wave = LoadOfClients.open(address, WAVE, request());
                waves.push(wave);
                wave.awaitEventsEach(1);
                assertEquals(WAVE, wave.open());
                upstream.awaitOpenConnections(open);
            }
            assertEquals(STREAMS, permits.get());
            assertEquals(0, books.receiptsSoFar());
            for (int left = WAVE; left <= STREAMS; left += WAVE) {
                waves.pop().close();
                books.awaitReceipts(left);
            }
            List<Receipt> receipts = books.awaitReceipts(STREAMS);
            upstream.awaitOpenConnections(0);
            Eventually.poll("the clients' connections are closed", () -> gateway.connections() == 0);
            Eventually.poll("every permit has ended", () -> permits.get() == 0);

            assertEquals(STREAMS, receipts.size());
            assertTrue(receipts.stream().allMatch(receipt -> receipt.outcome() == Outcome.GONE));
            assertTrue(receipts.stream().allMatch(receipt -> receipt.usage().output() == 2));
            assertEquals(0, gateway.bodyBytes());
            long charged = receipts.stream().mapToLong(Receipt::budgetNanoUsd).sum();
            Budget budget = key.get().budgets().getFirst();
            assertEquals(
                    charged,
                    cells.of(Cost.cellId(key.get(), budget, startedAtMicros.get()))
                            .held());

            upstream.otherwise(Answer.events(chunk, "data: [DONE]\n\n"));
            try (RawClient client = RawClient.connect(gateway.port())) {
                client.send(request());
                assertEquals(200, client.readResponse().status());
            }
        }
    }

    /** Room for exactly so many connections upstream, and money for little more. */
    private TestGateway gateway(ScriptedUpstream upstream) {
        Watcher watcher = new Watcher() {
            @Override
            public void admitted(Exchange exchange, Admitted admitted) {
                key.set(admitted.planned().asked().caller().key());
                startedAtMicros.set(exchange.startedAtMicros());
                permits.incrementAndGet();
            }

            @Override
            public void closed(Exchange exchange, Admitted admitted) {
                permits.decrementAndGet();
            }
        };
        long nanoUsd = (STREAMS + 1) * 118 * NANO_PER_TOKEN;
        return TestGateway.plan()
                .maxConnections(STREAMS)
                .provider("a", upstream.baseUrl(), "m")
                .price("m", NANO_PER_TOKEN * 1_000_000, NANO_PER_TOKEN * 1_000_000)
                .key(KEY, TestGateway.ROOT, List.of(new Budget(nanoUsd, Budget.Period.DAY)), List.of())
                .cells(cells)
                .books(books)
                .watcher(watcher)
                .start();
    }

    private static byte[] request() {
        return ("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nauthorization: Bearer " + KEY
                        + "\r\ncontent-type: application/json\r\ncontent-length: " + BODY.length() + "\r\n\r\n" + BODY)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
