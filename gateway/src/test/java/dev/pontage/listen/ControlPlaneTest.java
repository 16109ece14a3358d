package dev.pontage.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.Handler;
import dev.pontage.exchange.Role;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Control-plane routes")
@SuppressWarnings("try") // A client that leaves in the middle of its test is what is tested.
final class ControlPlaneTest {
    private static final String ROUTE = "/admin/things";

    private static RoleCheck.Verdict byToken(Role role, Headers headers) {
        String token = headers.first("authorization");
        return token == null
                ? RoleCheck.Verdict.UNKNOWN
                : token.equals("Bearer operator") ? RoleCheck.Verdict.ALLOWED : RoleCheck.Verdict.FORBIDDEN;
    }

    @Test
    @DisplayName(
            "A route is called only by whom its role names; others get 401 or 403 before their body is read (S-04)")
    void roles() {
        try (Gatehouse house = Gatehouse.plan()
                        .roles(ControlPlaneTest::byToken)
                        .handlers(Gatehouse.handler(
                                "POST",
                                ROUTE,
                                Role.OPERATOR,
                                100,
                                request -> new String(request.body(), StandardCharsets.UTF_8)
                                        + request.query()
                                        + Thread.currentThread().isVirtual()))
                        .open();
                RawClient client = house.client()) {
            RawResponse unknown = client.post(ROUTE, "x").readResponse();
            assertEquals(401, unknown.status());
            assertEquals("Bearer", unknown.header("www-authenticate").orElseThrow());
            assertTrue(unknown.text().startsWith("{\"error\":{\"code\":\"operator_token_required\""));
            assertEquals(
                    403,
                    client.post(ROUTE, "x", "authorization: Bearer other")
                            .readResponse()
                            .status());
            RawResponse allowed = client.post(ROUTE + "?q", "body ", "authorization: Bearer operator")
                    .readResponse();
            assertEquals("body qtrue", allowed.text());
            RawResponse two = client.post(ROUTE, "x", "authorization: Bearer operator", "Authorization: Bearer other")
                    .readResponse();
            assertEquals(400, two.status());
            assertTrue(two.text().startsWith("{\"error\":{\"code\":\"ambiguous_credentials\""), two.text());
            assertTrue(allowed.header("x-request-id").isPresent());
            assertTrue(allowed.header("content-length").isPresent());
            client.send("POST " + ROUTE + " HTTP/1.1\r\nhost: a\r\ncontent-length: 500\r\n\r\n");
            assertEquals(401, client.readResponse().status());
        }
    }

    @Test
    @DisplayName("A call that comes when the threads have ended is told that the gateway stops")
    void stopping() {
        try (Gatehouse house = Gatehouse.plan()
                        .handlers(Gatehouse.handler("GET", ROUTE, Role.ANYONE, 0, request -> "here"))
                        .open();
                RawClient client = house.client()) {
            assertEquals("here", client.get(ROUTE).readResponse().text());
            house.endThreads();
            RawResponse refused = client.get(ROUTE).readResponse();
            assertEquals(503, refused.status());
            assertTrue(refused.text().startsWith("{\"error\":{\"code\":\"gateway_stopping\""), refused.text());
        }
    }

    @Test
    @DisplayName("A body larger than the route takes is 413, also where it takes none")
    void bodies() {
        try (Gatehouse house = Gatehouse.plan()
                        .handlers(
                                Gatehouse.handler("POST", ROUTE, Role.ANYONE, 3, request -> "" + request.body().length),
                                Gatehouse.handler("GET", ROUTE, Role.ANYONE, 0, request -> "" + request.body().length))
                        .open();
                RawClient client = house.client()) {
            assertEquals("3", client.post(ROUTE, "abc").readResponse().text());
            assertEquals(413, client.post(ROUTE, "abcd").readResponse().status());
            assertEquals("0", client.get(ROUTE).readResponse().text());
            assertEquals(
                    413,
                    client.request("GET", ROUTE, "a".getBytes(StandardCharsets.UTF_8))
                            .readResponse()
                            .status());
            client.send(
                    "GET " + ROUTE + " HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");
            assertEquals(413, client.readResponse().status());
        }
    }

    @Test
    @DisplayName("A long answer is written as it is made, and waits for a slow client")
    void longAnswers() {
        AtomicLong made = new AtomicLong();
        byte[] line = "0123456789abcdef\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
        int lines = 2_000;
        Handler handler = new Handler(
                "GET",
                ROUTE,
                Role.ANYONE,
                0,
                request -> new Handler.Response(200, Headers.of("content-type", "application/x-ndjson"), out -> {
                    for (int i = 0; i < lines; i++) {
                        out.write(line);
                        made.addAndGet(line.length);
                    }
                }));
        try (Gatehouse house = Gatehouse.plan().handlers(handler).open();
                RawClient client = RawClient.connect(
                        house.port(), RawClient.Options.plain().withBuffers(16 * 1024, 0))) {
            client.get(ROUTE);
            Eventually.poll("the action writes", () -> made.get() > 0);
            long before = Eventually.awaitStill("made", made::get, Duration.ofMillis(200));
            assertTrue(before < 10_000_000, () -> "made: " + before);
            RawResponse answer = client.readResponse();
            assertEquals("chunked", answer.header("transfer-encoding").orElseThrow());
            assertEquals((long) line.length * lines, answer.body().length);
        }
    }

    @Test
    @DisplayName("A client that leaves ends the writing of its answer")
    void leaving() {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicLong made = new AtomicLong();
        Handler handler = new Handler(
                "GET",
                ROUTE,
                Role.ANYONE,
                0,
                request -> new Handler.Response(200, Headers.NONE, out -> {
                    try {
                        while (true) {
                            out.write(new byte[10_000]);
                            made.incrementAndGet();
                        }
                    } catch (IOException left) {
                        ended.countDown();
                        throw left;
                    }
                }));
        try (Gatehouse house = Gatehouse.plan().handlers(handler).open();
                RawClient client = house.client()) {
            client.get(ROUTE).readHead();
            Eventually.poll("the action writes", () -> made.get() > 0);
            Eventually.awaitStill("made", made::get, Duration.ofMillis(200));
            client.close();
            Eventually.poll("the action has ended", () -> ended.getCount() == 0);
        }
    }

    @Test
    @DisplayName("An action that fails is 500, or breaks its answer off where that has begun")
    void failing() {
        Handler atOnce = new Handler("GET", ROUTE, Role.ANYONE, 0, request -> {
            throw new IllegalStateException("meant to fail");
        });
        Handler midway = new Handler(
                "POST",
                ROUTE,
                Role.ANYONE,
                0,
                request -> new Handler.Response(200, Headers.NONE, out -> {
                    out.write(new byte[40_000]);
                    throw new IllegalStateException("meant to fail");
                }));
        try (Gatehouse house = Gatehouse.plan().handlers(atOnce, midway).open();
                RawClient client = house.client()) {
            RawResponse failed = client.get(ROUTE).readResponse();
            assertEquals(500, failed.status());
            assertTrue(!failed.text().contains("meant to fail"));
            assertEquals(
                    RawResponse.End.CUT, client.post(ROUTE, "").readResponse().end());
        }
    }

    @Test
    @DisplayName("A loop is not held up by an action, and so many run at once and no more")
    void bounded() {
        CountDownLatch release = new CountDownLatch(1);
        int most = ListenLimits.DEFAULTS.controlCalls();
        AtomicLong running = new AtomicLong();
        Handler slow = Gatehouse.handler("GET", ROUTE, Role.ANYONE, 0, request -> {
            running.incrementAndGet();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "done";
        });
        try (Gatehouse house = Gatehouse.plan().loops(1).handlers(slow).open();
                RawClient other = house.client()) {
            RawClient[] clients = new RawClient[most];
            for (int i = 0; i < most; i++) {
                clients[i] = house.client().get(ROUTE);
            }
            Eventually.poll("all run", () -> running.get() == most);
            assertEquals(503, other.get(ROUTE).readResponse().status());
            assertEquals(200, other.get("/v1/models").readResponse().status());
            release.countDown();
            for (RawClient client : clients) {
                assertEquals("done", client.readResponse().text());
                client.close();
            }
            Eventually.poll(
                    "there is room again", () -> other.get(ROUTE).readResponse().status() == 200);
        }
    }
}
