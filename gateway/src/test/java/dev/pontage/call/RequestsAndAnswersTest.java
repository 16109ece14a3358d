package dev.pontage.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Secret;
import dev.pontage.dialect.json.Splice;
import dev.pontage.dialect.json.Splices;
import dev.pontage.provider.Auth;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An attempt sends what its conversion says and hands up what comes back")
final class RequestsAndAnswersTest {
    private final Rig rig = new Rig();
    private final ScriptedUpstream upstream = ScriptedUpstream.start();

    @AfterEach
    void close() {
        rig.close();
        upstream.close();
    }

    private Rig.Asking ask() {
        return rig.ask(upstream.baseUrl().resolve("/v1"));
    }

    @Test
    @DisplayName("base path and path, our fields, the credential, and nothing of the client's that is not listed (C9)")
    void sendsOnlyWhatIsListed() {
        upstream.answer(Answer.json(200, "{}"));
        Heard heard = ask().headers(
                        "Content-Type", "application/json",
                        "Authorization", "Bearer the-clients-own",
                        "x-api-key", "the-clients-own",
                        "Cookie", "a=b",
                        "Accept-Encoding", "gzip",
                        "Connection", "close",
                        "X-Stainless-Lang", "js",
                        "OpenAI-Beta", "assistants=v2",
                        "OpenAI-Beta", "more=v1",
                        "traceparent", "00-1-2-01",
                        "Host", "evil")
                .forwarded("openai-beta", "authorization", "host", "connection", "x-api-key")
                .heard();
        assertEquals("{}", heard.awaitEnd());
        RecordedRequest request = upstream.awaitRequest(1);
        assertEquals("POST", request.method());
        assertEquals("/v1/chat/completions", request.target());
        assertEquals("{\"model\":\"gpt-4o\"}", request.text());
        assertEquals(
                List.of(
                        "host",
                        "user-agent",
                        "accept-encoding",
                        "x-pontage-via",
                        "accept",
                        "authorization",
                        "openai-beta",
                        "openai-beta",
                        "traceparent",
                        "content-type",
                        "content-length"),
                request.head().fields().names());
        assertEquals(Optional.of("127.0.0.1:" + upstream.port()), request.header("host"));
        assertEquals(Optional.of("identity"), request.header("accept-encoding"));
        assertEquals(Optional.of("Bearer sk-upstream"), request.header("authorization"));
        assertEquals(Optional.of(Rig.INSTALLATION), request.header("x-pontage-via"));
        assertEquals(Optional.of("18"), request.header("content-length"));
    }

    @Test
    @DisplayName("a mark of other installations is kept behind ours, so that every one of them sees a loop")
    void keepsTheMarks() {
        upstream.answer(Answer.json(200, "{}"));
        var _ = ask().headers("x-pontage-via", "other-1, other-2").heard().awaitEnd();
        assertEquals(
                Optional.of(Rig.INSTALLATION + ", other-1, other-2"),
                upstream.awaitRequest(1).header("x-pontage-via"));
    }

    @Test
    @DisplayName("fields do not cross into another dialect, but the trace does")
    void dropsFieldsOfAnotherDialect() {
        upstream.answer(Answer.json(200, "{}"));
        var _ = ask().candidateDialect("anthropic")
                .headers("openai-beta", "x", "traceparent", "00-1-2-01")
                .forwarded("openai-beta")
                .heard()
                .awaitEnd();
        assertFalse(upstream.awaitRequest(1).header("openai-beta").isPresent());
        assertEquals(Optional.of("00-1-2-01"), upstream.awaitRequest(1).header("traceparent"));
    }

    @Test
    @DisplayName("a value that would end its line does not cross")
    void refusesLineEnds() {
        upstream.answer(Answer.json(200, "{}"));
        var _ = ask().headers(
                        "openai-beta",
                        "a\r\nx-injected: 1",
                        "traceparent",
                        "b\nx-injected: 1",
                        "x-pontage-via",
                        "c\r\nd: e")
                .forwarded("openai-beta")
                .heard()
                .awaitEnd();
        assertFalse(upstream.awaitRequest(1).toString().contains("injected"));
        assertEquals(Optional.of(Rig.INSTALLATION), upstream.awaitRequest(1).header("x-pontage-via"));
    }

    @Test
    @DisplayName("a path or a credential that cannot stand in a head is not sent")
    void refusesUnsoundParts() {
        Heard path = ask().path("/a b").heard();
        assertEquals(List.of("failed unreachable NOT_SENT"), path.await("failed"));
        Heard key = ask().auth(new Auth.Bearer(new Secret("sk\r\nx: y"))).heard();
        assertEquals(List.of("failed unreachable NOT_SENT"), key.await("failed"));
        assertEquals("unspeakable_request", key.reason());
        assertEquals(0, upstream.connectionsEver());
    }

    @Test
    @DisplayName("a credential goes where its provider wants it, or nowhere")
    void placesTheCredential() {
        upstream.otherwise(Answer.json(200, "{}"));
        var _ = ask().auth(new Auth.Header("x-api-key", new Secret("sk-2")))
                .heard()
                .awaitEnd();
        assertEquals(Optional.of("sk-2"), upstream.awaitRequest(1).header("x-api-key"));
        assertFalse(upstream.awaitRequest(1).header("authorization").isPresent());
        var _ = ask().auth(new Auth.None()).heard().awaitEnd();
        assertFalse(upstream.awaitRequest(2).header("authorization").isPresent());
    }

    @Test
    @DisplayName("splices are applied and the length is theirs, in a small body and in one of megabytes (S4.15)")
    void splicesBodies() {
        upstream.otherwise(Answer.json(200, "{}"));
        for (int size : new int[] {10, 64 * 1024, 64 * 1024 + 1, 5_000_000}) {
            byte[] body = new byte[size];
            new Random(size).nextBytes(body);
            Splices splices = Splices.of(
                    new Splice(2, 5, "spliced".getBytes(StandardCharsets.UTF_8)),
                    new Splice(9, 9, "in".getBytes(StandardCharsets.UTF_8)));
            int number = upstream.headsSoFar() + 1;
            var _ = ask().body(body).splices(splices).heard().awaitEnd();
            RecordedRequest request = upstream.awaitRequest(number);
            assertArrayEquals(splices.apply(body, body.length), request.body(), size + " bytes");
            assertEquals(Optional.of(Integer.toString(size + 6)), request.header("content-length"));
        }
    }

    @Test
    @DisplayName("a GET has neither body nor length")
    void getsWithoutBody() {
        upstream.answer(Answer.json(200, "{}"));
        var _ = ask().method("GET").body(new byte[0]).heard().awaitEnd();
        RecordedRequest request = upstream.awaitRequest(1);
        assertEquals("GET", request.method());
        assertFalse(request.header("content-length").isPresent());
        assertFalse(request.header("content-type").isPresent());
    }

    @Test
    @DisplayName("an answer comes whole under each framing, byte by byte too (C5)")
    void readsEveryFraming() {
        for (Answer.Framing framing :
                List.of(Answer.Framing.LENGTH, Answer.Framing.CHUNKED, Answer.Framing.UNTIL_CLOSE)) {
            for (boolean slowly : new boolean[] {false, true}) {
                Answer answer = Answer.head(200, framing, "content-type: text/plain", "x-one: 1")
                        .write("first ")
                        .write("second");
                upstream.answer(slowly ? answer.byteByByte() : answer);
                Heard heard = ask().heard();
                assertEquals("first second", heard.awaitEnd(), framing + " " + slowly);
                assertEquals(List.of("head 200", "ended"), heard.events());
                assertEquals("1", heard.headers().first("x-one"));
            }
        }
    }

    @Test
    @DisplayName("events come as they are sent, not when the stream ends")
    void streamsAsItComes() {
        upstream.answer(Answer.events("data: 1\n\n").gate("on").write("data: 2\n\n"));
        Heard heard = ask().stream().heard();
        heard.awaitBytes(9);
        assertEquals(List.of("head 200"), heard.events());
        upstream.release("on");
        assertEquals("data: 1\n\ndata: 2\n\n", heard.awaitEnd());
    }

    @Test
    @DisplayName("chunks that arrive together are handed on together")
    void gathersChunks() {
        Answer answer = Answer.head(200, Answer.Framing.AS_GIVEN, "transfer-encoding: chunked");
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            wire.append("9\r\ndata: x\n\n\r\n");
        }
        upstream.answer(answer.raw(wire + "0\r\n\r\n"));
        Heard heard = ask().stream().heard();
        assertEquals("data: x\n\n".repeat(50), heard.awaitEnd());
        assertTrue(heard.pieces() <= 3, heard.pieces() + " pieces");
    }

    @Test
    @DisplayName("F-18: 1xx heads are passed over, known ones and unknown ones")
    void passesOverInterimAnswers() {
        upstream.answer(Answer.informational(100)
                .interim(102)
                .interim(103, "link: </a>")
                .interim(199)
                .thenHead(200, Answer.Framing.LENGTH)
                .write("yes"));
        upstream.answer(Answer.json(200, "next"));
        Heard heard = ask().heard();
        assertEquals("yes", heard.awaitEnd());
        assertEquals(List.of("head 200", "ended"), heard.events());
        assertEquals("next", ask().heard().awaitEnd());
        assertEquals(1, upstream.connectionsEver());
    }

    @Test
    @DisplayName("F-18: 1xx heads without end are a breach, and so is a 101 that nobody asked for")
    void endsAnEndlessProlog() {
        Answer flood = Answer.informational(102);
        for (int i = 0; i < 20; i++) {
            flood = flood.interim(102);
        }
        upstream.answer(flood.hang());
        assertEquals(List.of("failed garbled SENT"), ask().heard().await("failed"));
        upstream.answer(
                Answer.informational(101, "upgrade: x", "connection: upgrade").hang());
        assertEquals(List.of("failed garbled SENT"), ask().heard().await("failed"));
        var _ = upstream.awaitClosed(1);
        var _ = upstream.awaitClosed(2);
    }

    @Test
    @DisplayName("F-18: a 3xx is handed up like any status and never followed (S-19)")
    void followsNothing() {
        try (ScriptedUpstream elsewhere = ScriptedUpstream.start()) {
            upstream.answer(Answer.json(307, "moved", "location: " + elsewhere.baseUrl() + "/v1/x"));
            Heard heard = ask().heard();
            assertEquals("moved", heard.awaitEnd());
            assertEquals("head 307", heard.events().getFirst());
            assertEquals(0, elsewhere.connectionsEver());
            assertEquals(1, upstream.headsSoFar());
        }
    }

    @Test
    @DisplayName("an answer without a body ends at once")
    void endsWithoutBody() {
        upstream.answer(Answer.head(204, Answer.Framing.AS_GIVEN));
        Heard heard = ask().heard();
        assertEquals("", heard.awaitEnd());
        assertEquals(List.of("head 204", "ended"), heard.events());
    }

    @Test
    @DisplayName("what is no HTTP/1.1 is garbled, and so is a head over its limit")
    void seesWhatIsNotHttp() {
        upstream.answer(Answer.nothing().raw("SSH-2.0-OpenSSH_9\r\n").hang());
        assertEquals(List.of("failed garbled SENT"), ask().heard().await("failed"));
        upstream.answer(Answer.head(200, Answer.Framing.LENGTH, "x-long: " + "y".repeat(70_000))
                .hang());
        assertEquals(List.of("failed garbled SENT"), ask().heard().await("failed"));
        assertFalse(
                Arrays.asList(upstream.awaitEnding(1), upstream.awaitEnding(2)).isEmpty());
    }
}
