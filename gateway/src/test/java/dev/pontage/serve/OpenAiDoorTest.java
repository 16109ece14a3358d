package dev.pontage.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.testkit.wire.SseEvent;
import dev.pontage.testkit.wire.SseReader;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application that was written for OpenAI's API sees, byte for byte. */
final class OpenAiDoorTest {
    private static final String AUTHORIZATION = "authorization: Bearer " + TestGateway.KEY;
    private static final String APP = "https://chat.example";
    private static final String APP_KEY = "chat-key-0123456789abcdef0123456789a";
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String COMPLETION = """
            {"id": "chatcmpl-1", "object": "chat.completion", "created": 1752000000, "model": "m-2025",
             "system_fingerprint": "fp_44709d6fcb", "choices": [{"index": 0, "finish_reason": "stop",
             "message": {"role": "assistant", "content": "Hello"}}],
             "usage": {"prompt_tokens": 9, "completion_tokens": 12, "total_tokens": 21}, "x_new": 1.10}""";

    private final ScriptedUpstream upstream = ScriptedUpstream.start();
    private final TestGateway gateway = TestGateway.plan()
            .provider("a", upstream.baseUrl(), "m", "emb-*")
            .rule("gpt-4o", "m")
            .modelForUnknown("m")
            .key(APP_KEY, TestGateway.ROOT, List.of(), List.of(APP))
            .books(new TestBooks())
            .start();

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
    }

    @Test
    @DisplayName(
            "S1.11 S2.07: chunks of a stream arrive one by one, each before the next was made, and it ends properly")
    void stream() {
        upstream.answer(Answer.head(200, Answer.Framing.CHUNKED, "content-type: text/event-stream")
                .write(chunk("One", "null"))
                .gate("two")
                .write(chunk("Two", "null"))
                .gate("end")
                .write(chunk("", "\"stop\"") + "data: [DONE]\n\n")
                .end());
        try (RawClient client = client()) {
            client.post("/v1/chat/completions", "{\"stream\":true," + CHAT.substring(1), AUTHORIZATION);
            RawResponse head = client.readHead();
            assertEquals("text/event-stream", head.header("content-type").orElseThrow());
            assertTrue(head.header("content-length").isEmpty());
            SseReader events = client.events(head);
            assertEquals(chunk("One", "null"), events.next().orElseThrow().raw());
            upstream.release("two");
            assertEquals(chunk("Two", "null"), events.next().orElseThrow().raw());
            upstream.release("end");
            List<SseEvent> rest = events.toEnd();
            assertEquals(2, rest.size());
            assertEquals("[DONE]", rest.getLast().data());
            // The connection can be used again, so the framing was whole.
            upstream.answer(Answer.json(200, COMPLETION));
            assertEquals(
                    200,
                    client.post("/v1/chat/completions", CHAT, AUTHORIZATION)
                            .readResponse()
                            .status());
        }
    }

    @Test
    @DisplayName("S2.08: the models that can be asked for are listed, and each is found by its name")
    void models() {
        try (RawClient client = client()) {
            String list = client.get("/v1/models", AUTHORIZATION).readResponse().text();
            assertTrue(list.startsWith("{\"object\":\"list\",\"data\":["), list);
            for (String name : List.of("m", "gpt-4o")) {
                assertTrue(list.contains("\"id\":\"" + name + "\""), list);
                RawResponse one =
                        client.get("/v1/models/" + name, AUTHORIZATION).readResponse();
                assertEquals(200, one.status());
                assertTrue(one.text().contains("\"id\":\"" + name + "\""), one.text());
                upstream.answer(Answer.json(200, COMPLETION));
                String body = CHAT.replace("\"m\"", "\"" + name + "\"");
                assertEquals(
                        200,
                        client.post("/v1/chat/completions", body, AUTHORIZATION)
                                .readResponse()
                                .status());
            }
            assertFalse(list.contains("emb-*"), list);
            assertEquals(
                    404,
                    client.get("/v1/models/none", AUTHORIZATION).readResponse().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api/v1"})
    @DisplayName(
            "S0.32 S1.06 S2.09 S2.17 S2.19: POST {base}/chat/completions with a bearer answers what the upstream said, untouched")
    void chat(String base) {
        upstream.answer(Answer.json(200, COMPLETION));
        try (RawClient client = client()) {
            RawResponse answer =
                    client.post(base + "/chat/completions", CHAT, AUTHORIZATION).readResponse();
            assertEquals(200, answer.status());
            assertEquals("application/json", answer.header("content-type").orElseThrow());
            assertEquals(COMPLETION, answer.text());
            assertEquals("/v1/chat/completions", upstream.awaitRequest(1).target());
            assertEquals(CHAT, upstream.awaitRequest(1).text());
        }
    }

    @Test
    @DisplayName("S2.10: embeddings come as numbers or as base64, as they were asked for")
    void embeddings() {
        String vectors = "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":%s}],"
                + "\"model\":\"emb-1\",\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}";
        upstream.answer(
                Answer.json(200, vectors.formatted("[0.10,-1e-7]")), Answer.json(200, vectors.formatted("\"zczM\"")));
        String ask = "{\"model\":\"emb-1\",\"input\":[\"a b\"]}";
        try (RawClient client = client()) {
            assertEquals(
                    vectors.formatted("[0.10,-1e-7]"),
                    client.post("/v1/embeddings", ask, AUTHORIZATION)
                            .readResponse()
                            .text());
            String base64 = "{\"encoding_format\":\"base64\"," + ask.substring(1);
            assertEquals(
                    vectors.formatted("\"zczM\""),
                    client.post("/v1/embeddings", base64, AUTHORIZATION)
                            .readResponse()
                            .text());
            assertEquals(base64, upstream.awaitRequest(2).text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/api"})
    @DisplayName(
            "S2.20: an app that adds /v1 itself, from a browser elsewhere, talks to the default model and believes that"
                    + " it is gpt")
    void nextChat(String base) {
        upstream.answer(Answer.json(200, COMPLETION));
        try (RawClient client = client()) {
            String path = base + "/v1/chat/completions";
            RawResponse preflight = client.request(
                            "OPTIONS",
                            path,
                            new byte[0],
                            "origin: " + APP,
                            "access-control-request-method: POST",
                            "access-control-request-headers: authorization,content-type")
                    .readResponse();
            assertEquals(204, preflight.status());
            RawResponse answer = client.post(
                            path,
                            CHAT.replace("\"m\"", "\"gpt-4o-mini\""),
                            "authorization: Bearer " + APP_KEY,
                            "origin: " + APP)
                    .readResponse();
            assertEquals(200, answer.status());
            assertEquals(APP, answer.header("access-control-allow-origin").orElseThrow());
            assertEquals(COMPLETION.replace("\"m-2025\"", "\"gpt-4o-mini\""), answer.text());
            assertTrue(upstream.awaitRequest(1).text().contains("\"model\":\"m\""));
        }
    }

    private static String chunk(String text, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":" + finish + "}]}\n\n";
    }

    private RawClient client() {
        return RawClient.connect(gateway.port());
    }
}
