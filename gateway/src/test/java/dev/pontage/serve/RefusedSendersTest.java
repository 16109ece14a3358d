package dev.pontage.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A client that is refused while it still sends reads the whole refusal, and then a FIN (design, early answers). */
@SuppressWarnings("try") // A client that leaves in the middle of its test is what is tested.
final class RefusedSendersTest {
    private static final int LIMIT_BYTES = 32 << 20;
    private static final String AUTHORIZATION = "authorization: Bearer " + TestGateway.KEY;

    private final TestBooks books = new TestBooks();
    private final TestGateway gateway = TestGateway.plan()
            .provider("a", URI.create("http://127.0.0.1:1"), "m")
            .books(books)
            .start();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    @DisplayName("F-25: 32 MiB with a key that nobody knows: 401, whole, although not a byte of them was wanted")
    void unknownKey() throws InterruptedException {
        refused(401, "invalid_api_key", LIMIT_BYTES, "authorization: Bearer nobody-knows-it");
    }

    @Test
    @DisplayName("F-25: 32 MiB and one byte: 413 by the announcement alone")
    void announcedTooLarge() throws InterruptedException {
        refused(413, "request_too_large", LIMIT_BYTES + 1, AUTHORIZATION);
    }

    @Test
    @DisplayName("F-25: 40 MiB that are not announced: 413 when the limit is passed")
    void countedTooLarge() throws InterruptedException {
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\n" + AUTHORIZATION
                    + "\r\ntransfer-encoding: chunked\r\n\r\n");
            String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
            Thread sending = client.sendInBackground(chunk.repeat(40).getBytes(StandardCharsets.US_ASCII));
            whole(client, 413, "request_too_large");
            client.close();
            sending.join();
        }
        assertEquals(0, gateway.bodyBytes());
    }

    private void refused(int status, String code, int bytes, String authorization) throws InterruptedException {
        byte[] body = new byte[bytes];
        Arrays.fill(body, (byte) ' ');
        try (RawClient client = RawClient.connect(gateway.port())) {
            byte[] message = client.message("POST", "/v1/chat/completions", body, authorization);
            Thread sending = client.sendInBackground(message);
            whole(client, status, code);
            assertTrue(client.writtenSoFar() < message.length);
            client.close();
            sending.join();
        }
        assertEquals(0, gateway.bodyBytes());
        assertEquals(0, books.receiptsSoFar());
    }

    private static void whole(RawClient client, int status, String code) {
        RawResponse answer = client.readResponse();
        assertEquals(status, answer.status());
        assertTrue(answer.whole());
        assertTrue(answer.text().endsWith("\"code\":\"" + code + "\"}}"), answer.text());
        assertEquals("close", answer.header("connection").orElseThrow());
        assertEquals(RawResponse.End.WHOLE, client.readToEnd().end());
    }
}
