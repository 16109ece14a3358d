package dev.pontage.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.list.Dialects;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S1.34a: a browser calls from the origins that its key lists, and from no other")
final class BrowserCallsTest {
    private static final String APP = "https://app.example";
    private static final String OTHER = "https://other.example";
    private static final String APP_KEY = "app-key-0123456789abcdef0123456789ab";
    private static final String OTHER_KEY = "other-key-0123456789abcdef0123456789";
    private static final String ANY_KEY = "any-key-0123456789abcdef0123456789ab";
    private static final String BODY = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String EVENT =
            "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";

    private final TestBooks books = new TestBooks();
    private final ScriptedUpstream upstream = ScriptedUpstream.start()
            .otherwise(Answer.json(
                    200,
                    "{\"model\":\"m\",\"choices\":[{}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}",
                    "access-control-allow-origin: *"));
    private TestGateway gateway = plan().start();

    private TestGateway.Plan plan() {
        return TestGateway.plan()
                .provider("a", upstream.baseUrl(), "m")
                .price("m", 1_000, 1_000)
                .key(APP_KEY, TestGateway.ROOT, List.of(), List.of(APP))
                .key(OTHER_KEY, TestGateway.ROOT, List.of(), List.of(OTHER))
                .books(books);
    }

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
    }

    @Test
    @DisplayName("The preflight of every data-plane path is granted to a listed origin, and refused to another")
    void preflights() {
        int paths = 0;
        try (RawClient client = client()) {
            for (Dialect dialect : Dialects.all("/pontage/requests/{id}")) {
                for (String prefix : dialect.prefixes()) {
                    for (Operation operation : dialect.operations()) {
                        String path = prefix + operation.path().replaceAll("\\{[^}]*}", "x");
                        RawResponse granted = preflight(client, path, operation.method(), APP);
                        assertEquals(204, granted.status(), path);
                        assertEquals(
                                APP,
                                granted.header("access-control-allow-origin").orElseThrow(),
                                path);
                        assertTrue(
                                granted.header("access-control-allow-methods")
                                        .orElseThrow()
                                        .contains(operation.method()),
                                path);
                        assertEquals(
                                "authorization, content-type",
                                granted.header("access-control-allow-headers").orElseThrow(),
                                path);
                        RawResponse refused = preflight(client, path, operation.method(), "https://evil.example");
                        assertEquals(403, refused.status(), path);
                        assertTrue(refused.header("access-control-allow-origin").isEmpty(), path);
                        paths++;
                    }
                }
            }
        }
        assertTrue(paths >= 16, "paths: " + paths);
    }

    @Test
    @DisplayName("The answer names the origin, once, and shows our fields; an upstream's own grant does not cross")
    void answer() {
        RawResponse answer = call(BODY, APP_KEY, APP);
        assertEquals(200, answer.status());
        assertEquals(List.of(APP), answer.fields().all("access-control-allow-origin"));
        String exposed = answer.header("access-control-expose-headers").orElseThrow();
        for (String field : List.of("x-request-id", "x-pontage-charge-usd", "x-pontage-receipt", "retry-after")) {
            assertTrue(exposed.contains(field), exposed);
        }
        assertEquals("Origin", answer.header("vary").orElseThrow());
        assertTrue(answer.header("access-control-allow-credentials").isEmpty());
    }

    @Test
    @DisplayName("So does a stream, and so does a refusal after the key was known, whoever refused")
    void streamAndRefusals() {
        upstream.answer(Answer.events(EVENT, "data: [DONE]\n\n"));
        grants(200, call("{\"stream\":true," + BODY.substring(1), APP_KEY, APP));
        grants(404, call(BODY.replace("\"m\"", "\"nobody-knows-it\""), APP_KEY, APP));
        grants(400, call("{", APP_KEY, APP));
        upstream.answer(Answer.json(422, "{\"error\":{\"message\":\"no\"}}"));
        grants(422, call(BODY, APP_KEY, APP));
        try (RawClient client = client()) {
            client.get("/v1/models", "authorization: Bearer " + APP_KEY, "origin: " + APP);
            grants(200, client.readResponse());
        }
    }

    @Test
    @DisplayName(
            "From an origin that only another key lists, or with a key that lists none, the call is 403, uncounted")
    void foreignOrigin() {
        for (String key : List.of(OTHER_KEY, TestGateway.KEY)) {
            RawResponse answer = call(BODY, key, APP);
            assertEquals(403, answer.status());
            assertTrue(answer.text().contains("\"origin_not_allowed\""), answer.text());
            assertTrue(answer.header("access-control-allow-origin").isEmpty());
        }
        RawResponse unknown = call(BODY, "nobody-knows-it", APP);
        assertEquals(401, unknown.status());
        assertTrue(unknown.header("access-control-allow-origin").isEmpty());
        assertEquals(0, upstream.headsSoFar());
        assertEquals(0, books.receiptsSoFar());
    }

    @Test
    @DisplayName("A key for any browser grants every origin by name; off by default, no key grants anything")
    void anyOrigin() {
        try (TestGateway any = plan().key(ANY_KEY, TestGateway.ROOT, List.of(), List.of("*"))
                        .start();
                RawClient client = RawClient.connect(any.port())) {
            assertEquals(
                    204,
                    preflight(client, "/v1/models", "GET", "https://evil.example")
                            .status());
            client.post(
                    "/v1/chat/completions", BODY, "authorization: Bearer " + ANY_KEY, "origin: https://evil.example");
            assertEquals(
                    List.of("https://evil.example"),
                    client.readResponse().fields().all("access-control-allow-origin"));
        }
        try (TestGateway none = TestGateway.plan()
                        .provider("a", upstream.baseUrl(), "m")
                        .start();
                RawClient client = RawClient.connect(none.port())) {
            assertEquals(403, preflight(client, "/v1/models", "GET", APP).status());
        }
    }

    private static void grants(int status, RawResponse answer) {
        assertEquals(status, answer.status(), answer.text());
        assertEquals(List.of(APP), answer.fields().all("access-control-allow-origin"));
    }

    private static RawResponse preflight(RawClient client, String path, String method, String origin) {
        return client.request(
                        "OPTIONS",
                        path,
                        new byte[0],
                        "origin: " + origin,
                        "access-control-request-method: " + method,
                        "access-control-request-headers: authorization,content-type,cookie")
                .readResponse();
    }

    private RawResponse call(String body, String key, String origin) {
        try (RawClient client = client()) {
            return client.post("/v1/chat/completions", body, "authorization: Bearer " + key, "origin: " + origin)
                    .readResponse();
        }
    }

    private RawClient client() {
        return RawClient.connect(gateway.port());
    }
}
