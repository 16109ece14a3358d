package dev.pontage.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Headers;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MalformedRequestsTest {
    private static final String POST = "POST /v1/chat/completions HTTP/1.1\r\n";
    private static final String CHUNKED = POST + "host: a\r\ntransfer-encoding: chunked\r\n\r\n";

    private Gatehouse house = Gatehouse.plan().inlet(Gatehouse::echo).open();

    @BeforeAll
    void reopen() {
        house.close();
        house = Gatehouse.plan()
                .inlet((at, exchange, head) -> {
                    at.note("accepted " + head.query());
                    Gatehouse.echo(at, exchange, head);
                })
                .open();
    }

    @AfterAll
    void close() {
        house.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("no request line", 400, "\u0001\u0002garbage\r\n\r\n"),
                Arguments.of("control bytes before the request line", 400, "\u0000\u0001" + POST + "host: a\r\n\r\n"),
                Arguments.of("bare LF after the request line", 400, "GET /v1/models HTTP/1.1\nhost: a\r\n\r\n"),
                Arguments.of("bare LF after a field", 400, "GET /v1/models HTTP/1.1\r\nhost: a\nx: y\r\n\r\n"),
                Arguments.of("space before the colon", 400, "GET /v1/models HTTP/1.1\r\nhost : a\r\n\r\n"),
                Arguments.of("leading space in the first field", 400, "GET /v1/models HTTP/1.1\r\n host: a\r\n\r\n"),
                Arguments.of("NUL in a value", 400, "GET /v1/models HTTP/1.1\r\nhost: a\r\nx: a\u0000b\r\n\r\n"),
                Arguments.of("NUL in a name", 400, "GET /v1/models HTTP/1.1\r\nhost: a\r\nx\u0000y: b\r\n\r\n"),
                Arguments.of("name that is no token", 400, "GET /v1/models HTTP/1.1\r\nhost: a\r\nx(y: b\r\n\r\n"),
                Arguments.of("field without colon", 400, "GET /v1/models HTTP/1.1\r\nhost: a\r\nnonsense\r\n\r\n"),
                Arguments.of("no Host", 400, "GET /v1/models HTTP/1.1\r\n\r\n"),
                Arguments.of("two Hosts", 400, "GET /v1/models HTTP/1.1\r\nhost: a\r\nhost: a\r\n\r\n"),
                Arguments.of(
                        "length and chunks",
                        400,
                        POST + "host: a\r\ncontent-length: 3\r\n" + "transfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "two lengths", 400, POST + "host: a\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd"),
                Arguments.of(
                        "two equal lengths",
                        400,
                        POST + "host: a\r\ncontent-length: 3\r\n" + "content-length: 3\r\n\r\nabc"),
                Arguments.of("length list", 400, POST + "host: a\r\ncontent-length: 3, 4\r\n\r\nabcd"),
                Arguments.of("negative length", 400, POST + "host: a\r\ncontent-length: -1\r\n\r\n"),
                Arguments.of("signed length", 400, POST + "host: a\r\ncontent-length: +3\r\n\r\nabc"),
                Arguments.of("length that is no number", 400, POST + "host: a\r\ncontent-length: 0x3\r\n\r\nabc"),
                Arguments.of(
                        "length beyond 64 bits",
                        400,
                        POST + "host: a\r\n" + "content-length: 99999999999999999999\r\n\r\nabc"),
                Arguments.of("unknown coding", 400, POST + "host: a\r\ntransfer-encoding: xchunked\r\n\r\n"),
                Arguments.of("chunked not last", 400, POST + "host: a\r\ntransfer-encoding: chunked, gzip\r\n\r\n"),
                Arguments.of("chunked twice", 400, POST + "host: a\r\ntransfer-encoding: chunked, chunked\r\n\r\n"),
                Arguments.of("hidden chunked", 400, POST + "host: a\r\ntransfer-encoding: \u000bchunked\r\n\r\n"),
                Arguments.of(
                        "chunks in HTTP/1.0",
                        400,
                        POST.replace("/1.1", "/1.0") + "host: a\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("CONNECT", 405, "CONNECT example.com:443 HTTP/1.1\r\nhost: a\r\n\r\n"),
                Arguments.of("TRACE", 405, "TRACE /v1/models HTTP/1.1\r\nhost: a\r\n\r\n"),
                Arguments.of("unknown expectation", 417, POST + "host: a\r\nexpect: tea\r\ncontent-length: 1\r\n\r\n"),
                Arguments.of("long line", 414, "GET /v1/models?" + "x".repeat(9_000) + " HTTP/1.1\r\n\r\n"),
                Arguments.of(
                        "large head",
                        431,
                        "GET /v1/models HTTP/1.1\r\nhost: a\r\n" + ("x: " + "y".repeat(1_000) + "\r\n").repeat(17)
                                + "\r\n"));
    }

    static Stream<Arguments> refusedByUs() {
        return Stream.of(
                Arguments.of("field without a name", 400, "GET /v1/models HTTP/1.1\r\nhost: a\r\n: b\r\n\r\n"),
                Arguments.of("Host with a blank", 400, "GET /v1/models HTTP/1.1\r\nhost: a b\r\n\r\n"),
                Arguments.of("Host with a path", 400, "GET /v1/models HTTP/1.1\r\nhost: evil/v1/other\r\n\r\n"),
                Arguments.of("Host with a query", 400, "GET /v1/models HTTP/1.1\r\nhost: a?x\r\n\r\n"),
                Arguments.of("Host with a user", 400, "GET /v1/models HTTP/1.1\r\nhost: a@b\r\n\r\n"),
                Arguments.of("Host with two names", 400, "GET /v1/models HTTP/1.1\r\nhost: a, b/c\r\n\r\n"),
                Arguments.of("Host that is no ASCII", 400, "GET /v1/models HTTP/1.1\r\nhost: \u00e9\r\n\r\n"),
                Arguments.of(
                        "a coding before the chunks",
                        501,
                        POST + "host: a\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "a coding in a field of its own",
                        501,
                        POST + "host: a\r\ntransfer-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"refused", "refusedByUs"})
    @DisplayName(
            "What is no request is refused and its connection closed; what follows is never read as one (S-40, F-26)")
    void refusedAndClosed(String what, int status, String bytes) {
        try (RawClient client = house.client()) {
            client.send((bytes + "GET /v1/models?" + marker(what) + " HTTP/1.1\r\nhost: a\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            RawResponse answer = client.readResponse();
            assertEquals(status, answer.status(), what);
            assertEquals("close", answer.header("connection").orElseThrow());
            assertTrue(answer.text().startsWith("{\"error\":{\"code\":"), answer.text());
            assertEquals("", client.halfClose().readToEnd().text());
            assertEquals(0, house.noted("accepted " + marker(what)));
        }
    }

    private static String marker(String what) {
        return "smuggled" + what.hashCode();
    }

    static Stream<Arguments> brokenChunks() {
        return Stream.of(
                Arguments.of("size that is no number", "zz\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("size with a sign", "-3\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("size in 0x form", "0x3\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("size beyond 31 bits", "fffffffff\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("empty size", "\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("bare LF after a size", "3\nabc\r\n0\r\n\r\n"),
                Arguments.of("bare LF in an extension", "3;x\ny\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("chunk longer than its size", "3\r\nabcdef\r\n0\r\n\r\n"),
                Arguments.of("chunk without its end", "3\r\nabcXX0\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenChunks")
    @DisplayName("A body whose chunks are wrong is 400, and its connection closes (S-40)")
    void brokenChunk(String what, String body) {
        try (RawClient client = house.client()) {
            client.send(CHUNKED + body + "GET /v1/models?" + marker(what) + " HTTP/1.1\r\nhost: a\r\n\r\n");
            RawResponse answer = client.readResponse();
            assertEquals(400, answer.status(), what);
            assertEquals("malformed_body", answer.text());
            assertEquals("close", answer.header("connection").orElseThrow());
            assertEquals("", client.halfClose().readToEnd().text());
            assertEquals(0, house.noted("accepted " + marker(what)));
            assertEquals(0, house.bodies.takenBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/models HTTP/1.2\r\nhost: a\r\n\r\n",
                "GET /v1/models HTTP/3.0\r\nhost: a\r\n\r\n",
                "POST /v1/chat/completions HTTP/2.0\r\nhost: a\r\ncontent-length: 3\r\n\r\nabc",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    @DisplayName("Another version is 505, said in HTTP/1.1, and the connection closes (F-26)")
    void otherVersion(String request) {
        try (RawClient client = house.client()) {
            client.send(request + "GET /v1/models?othersmuggled HTTP/1.1\r\nhost: a\r\n\r\n");
            RawResponse answer = client.readResponse();
            assertEquals("HTTP/1.1", answer.version());
            assertEquals(505, answer.status());
            assertTrue(answer.text().startsWith("{\"error\":{\"code\":\"http_version_not_supported\""), answer.text());
            assertEquals("close", answer.header("connection").orElseThrow());
            assertTrue(answer.header("x-request-id").orElseThrow().matches("[0-9a-f]{32}"));
            assertEquals("", client.halfClose().readToEnd().text());
            assertEquals(0, house.noted("accepted othersmuggled"));
        }
    }

    @Test
    @DisplayName("A folded field is unfolded to one line")
    void folded() {
        try (Gatehouse plain = Gatehouse.plan()
                        .inlet((at, exchange, head) -> Gatehouse.answer(
                                exchange, 200, "" + head.headers().first("x")))
                        .open();
                RawClient client = plain.client()) {
            client.send("GET /v1/models HTTP/1.1\r\nhost: a\r\nx: one\r\n two\r\n\r\n");
            assertEquals("one two", client.readResponse().text());
        }
    }

    @Test
    @DisplayName("HTTP/1.0 gets one answer a connection: whole, or to the connection's end (F-26)")
    void oldVersion() {
        try (Gatehouse plain = Gatehouse.plan()
                        .inlet((at, exchange, head) -> {
                            if (head.query().isEmpty()) {
                                Gatehouse.answer(exchange, 200, "ok");
                                return;
                            }
                            exchange.reply().head(200, Headers.NONE, -1);
                            Gatehouse.write(exchange, "streamed ");
                            exchange.loop().after(20, () -> {
                                Gatehouse.write(exchange, "to the end");
                                if (head.query().equals("cut")) {
                                    exchange.reply().cut();
                                } else {
                                    exchange.reply().end();
                                }
                            });
                        })
                        .open();
                RawClient whole = plain.client();
                RawClient streamed = plain.client();
                RawClient cut = plain.client()) {
            whole.send("GET /v1/models HTTP/1.0\r\nconnection: keep-alive\r\n\r\n");
            RawResponse answer = whole.readResponse();
            assertEquals("ok", answer.text());
            assertEquals("2", answer.header("content-length").orElseThrow());
            assertEquals(RawResponse.End.WHOLE, whole.readToEnd().end());

            streamed.send("GET /v1/models?stream HTTP/1.0\r\n\r\n");
            RawResponse stream = streamed.readResponse();
            assertTrue(stream.header("transfer-encoding").isEmpty());
            assertEquals("streamed to the end", stream.text());
            assertEquals(RawResponse.End.WHOLE, stream.end());

            cut.send("GET /v1/models?cut HTTP/1.0\r\n\r\n");
            assertEquals(RawResponse.End.RESET, cut.readResponse().end());
        }
    }

    @Test
    @DisplayName("An upgrade is not taken: the request is answered as if it had not asked (F-26)")
    void upgrade() {
        try (RawClient client = house.client()) {
            client.get("/v1/models", "connection: upgrade, http2-settings", "upgrade: h2c", "http2-settings: AAMAAABk");
            assertEquals(200, client.readResponse().status());
            client.get(
                    "/v1/models",
                    "connection: upgrade",
                    "upgrade: websocket",
                    "sec-websocket-version: 13",
                    "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==");
            assertEquals(200, client.readResponse().status());
        }
    }
}
