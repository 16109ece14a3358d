package dev.pontage.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.exchange.Handler;
import dev.pontage.exchange.Role;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointsTest {
    private final Gatehouse house = Gatehouse.plan()
            .handlers(
                    Gatehouse.handler("GET", "/healthz", Role.ANYONE, 0, request -> "healthy " + request.query()),
                    Gatehouse.handler("GET", "/ledger", Role.ANYONE, 0, request -> "line\n".repeat(50_000)))
            .inlet((at, exchange, head) -> Gatehouse.answer(
                    exchange,
                    200,
                    head.dialect().name() + " " + head.operation().kind() + " [" + head.argument() + "] ["
                            + head.query() + "] " + head.peer()))
            .open();

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/models,open MODELS [] []",
        "GET,/api/v1/models?a=b&c,open MODELS [] [a=b&c]",
        "POST,/v1/chat/completions,open CHAT [] []",
        "GET,/v1/models/gpt-4o,open MODEL [gpt-4o] []",
        "GET,/v1/models/alpha/gpt-4o,open MODEL [alpha/gpt-4o] []",
        "GET,/v1/models/alpha%2Fgpt%204o?x,open MODEL [alpha/gpt 4o] [x]",
        "GET,/v1/models/caf%C3%A9,open MODEL [café] []",
        "GET,/v1/jobs/7/receipt/a%20b.json,open RECEIPT [a b] []",
        "GET,http://evil.example/v1/models,open MODELS [] []",
        "GET,HTTPS://evil.example:1/v1/models?x,open MODELS [] [x]",
        "POST,/v1/other/chat/completions,other CHAT [] []",
    })
    @DisplayName("Method and path alone name the operation (S2.17, S-05)")
    void found(String method, String target, String answer) {
        try (RawClient client = house.client()) {
            assertEquals(
                    answer + " 127.0.0.1",
                    client.request(method, target, new byte[0]).readResponse().text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/",
                "/v1/nothing",
                "/v1/models/",
                "/v1//models",
                "/v1/models%2Fgpt-4o",
                "/v1/%6dodels",
                "/V1/models",
                "/v1/chat/completions/",
                "/v1/models/%ff",
                "/v1/models/a%00b",
                "/v1/models/a%2",
                "/v1/models/a%2f..%2fb",
                "/v1/jobs/7/8/receipt/a.json",
            })
    @DisplayName("An unknown path is 404 in the dialect of its prefix, and the connection stays")
    void unknown(String path) {
        try (RawClient client = house.client()) {
            RawResponse answer = client.get(path).readResponse();
            assertEquals(404, answer.status());
            assertTrue(answer.header("x-request-id").isPresent());
            boolean ofPrefix = path.startsWith("/v1");
            assertTrue(answer.text().startsWith(ofPrefix ? "open says unknown_path" : "{\"error\""), answer.text());
            assertEquals(200, client.get("/v1/models").readResponse().status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/../v1/models",
                "/v1/./models",
                "/v1/%2e%2E/models",
                "/v1/models/..",
                "*",
                "v1/models",
                "ftp://a/v1/models",
                "http:///v1/models",
                "http://a?/v1/models",
                "http://a@b/v1/models",
                "http://a#/v1/models",
                "http://a",
                "/v1\\models",
                "/v1/models#x",
                "/v1/m\u00f6dels",
            })
    @DisplayName("A target that means different things to different readers is 400")
    void ambiguous(String target) {
        try (RawClient client = house.client()) {
            assertEquals(400, client.get(target).readResponse().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "evil.example:8080", "a_b~c!$&'()*+,;=%2F", "a:99999", "", "[::1]:80"})
    @DisplayName("The Host field decides nothing (S-05)")
    void host(String host) {
        try (RawClient client = house.client()) {
            assertEquals(
                    "open MODELS [] [] 127.0.0.1",
                    client.get("/v1/models", "host: " + host).readResponse().text());
        }
    }

    @Test
    @DisplayName("A known path by another method is 405 with Allow, in the dialect's shape")
    void otherMethod() {
        try (RawClient client = house.client()) {
            RawResponse answer =
                    client.request("DELETE", "/v1/models/x", new byte[0]).readResponse();
            assertEquals(405, answer.status());
            assertEquals("GET, HEAD", answer.header("allow").orElseThrow());
            assertTrue(answer.text().startsWith("open says method_not_allowed"));
            RawResponse plain = client.post("/healthz", "x").readResponse();
            assertEquals(405, plain.status());
            assertTrue(plain.text().startsWith("{\"error\":{\"code\":\"method_not_allowed\""));
        }
    }

    @Test
    @DisplayName("Health is answered to anybody, and to HEAD without a body")
    void health() {
        try (RawClient client = house.client()) {
            assertEquals("healthy q", client.get("/healthz?q").readResponse().text());
            RawResponse head = client.request("HEAD", "/healthz?q", new byte[0]).readResponse();
            assertEquals(200, head.status());
            assertEquals("9", head.header("content-length").orElseThrow());
            assertEquals("healthy ", client.get("/healthz").readResponse().text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/models/alpha/gpt-4o", "/v1/jobs/7/receipt/a.json", "/ledger"})
    @DisplayName("HEAD is answered as GET would be, without the body (RFC 9110, 9.3.2)")
    void headAsGet(String path) {
        try (RawClient client = house.client()) {
            RawResponse whole = client.get(path).readResponse();
            RawResponse head = client.request("HEAD", path, new byte[0]).readResponse();
            assertEquals(200, head.status());
            assertEquals(whole.header("content-length"), head.header("content-length"));
            assertEquals("", head.text());
            assertEquals(whole.text(), client.get(path).readResponse().text());
        }
    }

    @Test
    @DisplayName("HEAD where only POST is served is 405")
    void headOfPost() {
        try (RawClient client = house.client()) {
            RawResponse answer =
                    client.request("HEAD", "/v1/chat/completions", new byte[0]).readResponse();
            assertEquals(405, answer.status());
            assertEquals("POST", answer.header("allow").orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TRACE,/v1/models,'GET, HEAD'",
        "TRACE,/v1/chat/completions,POST",
        "TRACE,/nowhere,''",
        "CONNECT,example.com:443,''",
    })
    @DisplayName("The 405 for CONNECT and TRACE lists in Allow what the target takes (RFC 9110, 15.5.6)")
    void neverServed(String method, String target, String allowed) {
        try (RawClient client = house.client()) {
            RawResponse answer = client.request(method, target, new byte[0]).readResponse();
            assertEquals(405, answer.status());
            assertEquals(allowed, answer.header("allow").orElseThrow());
        }
    }

    @Test
    @DisplayName("Of two patterns that fit the one with more literal segments answers, then the one with more text")
    void mostLiteral() {
        List<Handler> handlers = Stream.of("/a/{x}", "/a/b{x}", "/a/b/{x}", "/a/b/{x}.json", "/a/{x}/c")
                .map(path -> Gatehouse.handler("GET", path, Role.ANYONE, 0, request -> path))
                .toList();
        for (List<Handler> order : List.of(handlers, handlers.reversed())) {
            Endpoints endpoints = new Endpoints(List.of(), order);
            assertEquals("/a/{x}", patternOf(endpoints, "/a/z"));
            assertEquals("/a/b{x}", patternOf(endpoints, "/a/bz"));
            assertEquals("/a/b/{x}", patternOf(endpoints, "/a/b/z"));
            assertEquals("/a/b/{x}.json", patternOf(endpoints, "/a/b/z.json"));
            assertEquals("/a/{x}/c", patternOf(endpoints, "/a/z/c"));
        }
    }

    private static String patternOf(Endpoints endpoints, String path) {
        return endpoints.find("GET", path) instanceof Endpoint.Control(Handler handler) ? handler.path() : "none";
    }

    @Test
    @DisplayName("An unknown path is the dialect's whose prefix is the longest")
    void longestPrefix() {
        try (RawClient client = house.client()) {
            String nothing = client.get("/v1/other/nothing").readResponse().text();
            assertTrue(nothing.startsWith("other says unknown_path"), nothing);
        }
    }

    @Test
    @DisplayName("Two endpoints on one method and path do not start")
    void conflict() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Endpoints(List.of(Gatehouse.OPEN, Gatehouse.OPEN), List.of()));
    }
}
