package dev.pontage.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request has one credential: whoever reads the first of two may be another than who reads the last. */
final class OneCredentialTest {
    private static final String OTHER = "other-key-0123456789abcdef0123456789";

    private final TestBooks books = new TestBooks();
    private final TestGateway gateway = TestGateway.plan()
            .provider("a", URI.create("http://127.0.0.1:1"), "m")
            .key(OTHER, TestGateway.ROOT, List.of(), List.of())
            .books(books)
            .start();

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "authorization: Bearer KEY,authorization: Bearer OTHER,twice in authorization",
        "authorization: Bearer KEY,Authorization: Bearer KEY,twice in authorization",
        "authorization: Basic eA==,authorization: Bearer KEY,twice in authorization",
        "api-key: KEY,Api-Key: OTHER,twice in api-key",
        "authorization: Bearer KEY,api-key: OTHER,in authorization and in api-key",
    })
    @DisplayName(
            "S-40: two credentials are 400 in the dialect's shape, whichever of them is good, and the message names them")
    void two(String first, String second, String named) {
        RawResponse answer = get(first, second);
        assertEquals(400, answer.status());
        assertTrue(answer.text().contains("\"code\":\"ambiguous_credentials\""), answer.text());
        assertTrue(answer.text().contains(named), answer.text());
        assertTrue(answer.header("x-request-id").isPresent());
    }

    @Test
    @DisplayName("The same credential in two places is one")
    void same() {
        assertEquals(200, get("authorization: Bearer KEY", "api-key: KEY").status());
        assertEquals(200, get("authorization: Basic eA==", "api-key: KEY").status());
        assertEquals(200, get("authorization: Bearer ", "api-key: KEY").status());
    }

    private RawResponse get(String... fields) {
        String[] filled = new String[fields.length];
        for (int i = 0; i < fields.length; i++) {
            filled[i] = fields[i].replace("KEY", TestGateway.KEY).replace("OTHER", OTHER);
        }
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.get("/v1/models", filled).readResponse();
        }
    }
}
