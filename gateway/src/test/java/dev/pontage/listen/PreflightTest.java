package dev.pontage.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A browser's preflight is answered without a key (S1.34a)")
final class PreflightTest {
    private static final String METHOD = "access-control-request-method: POST";
    private final Gatehouse house = Gatehouse.plan()
            .origin("https://app.example")
            .inlet((at, exchange, head) -> {
                at.note("accepted");
                Gatehouse.answer(exchange, 200, "ok");
            })
            .open();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @DisplayName("It grants what SDKs send, to an origin that some key lists")
    void granted() {
        try (RawClient client = house.client()) {
            RawResponse answer = client.request(
                            "OPTIONS",
                            "/v1/chat/completions",
                            new byte[0],
                            "origin: https://app.example",
                            METHOD,
                            "access-control-request-headers: Authorization,content-type, x-stainless-os,"
                                    + "anthropic-version,x-api-key,x-goog-api-key,api-key,x-evil,cookie")
                    .readResponse();
            assertEquals(204, answer.status());
            assertEquals(
                    "https://app.example",
                    answer.header("access-control-allow-origin").orElseThrow());
            assertEquals("POST", answer.header("access-control-allow-methods").orElseThrow());
            assertEquals(
                    "authorization, content-type, x-stainless-os, anthropic-version, x-api-key, x-goog-api-key,"
                            + " api-key",
                    answer.header("access-control-allow-headers").orElseThrow());
            assertTrue(answer.header("vary").orElseThrow().startsWith("Origin"));
            assertTrue(answer.header("access-control-allow-credentials").isEmpty());
            assertTrue(answer.header("content-length").isEmpty());
            assertTrue(answer.header("x-request-id").orElseThrow().matches("[0-9a-f]{32}"));
            assertEquals(200, client.get("/v1/models").readResponse().status());
            assertEquals(1, house.noted("accepted"));
        }
    }

    @Test
    @DisplayName("An origin that no key lists gets 403 and no grant")
    void refused() {
        try (RawClient client = house.client()) {
            RawResponse answer = client.request(
                            "OPTIONS", "/v1/models/x", new byte[0], "origin: https://evil.example", METHOD)
                    .readResponse();
            assertEquals(403, answer.status());
            assertTrue(answer.text().startsWith("open says origin_not_allowed"));
            assertTrue(answer.header("access-control-allow-origin").isEmpty());
        }
    }

    @Test
    @DisplayName("An unknown path is granted too, so that a script sees its 404; a plain OPTIONS is 405")
    void others() {
        try (RawClient client = house.client()) {
            assertEquals(
                    204,
                    client.request("OPTIONS", "/v1/nothing", new byte[0], "origin: https://app.example", METHOD)
                            .readResponse()
                            .status());
            assertEquals(
                    405,
                    client.request("OPTIONS", "/v1/models", new byte[0])
                            .readResponse()
                            .status());
            assertEquals(
                    404,
                    client.request("OPTIONS", "/elsewhere", new byte[0], "origin: https://app.example", METHOD)
                            .readResponse()
                            .status());
        }
    }
}
