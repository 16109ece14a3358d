package dev.pontage.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The demo provider's Chat Completions")
class DemoChatTest {
    private static final String STREAM = ",\"stream\":true";
    private static final String STREAM_USAGE = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";

    @Test
    @DisplayName("S2.01: a whole answer begins [demo], says the prompt back and has OpenAI's members in their order")
    void whole() {
        JsonNode answer = Calls.whole(Calls.chat("Hello there", ""), 200);
        assertEquals(
                List.of("id", "object", "created", "model", "choices", "usage", "service_tier", "system_fingerprint"),
                Calls.names(answer));
        assertEquals("chat.completion", answer.path("object").asString());
        assertEquals(Calls.CREATED_SECONDS, answer.path("created").longValue());
        assertEquals("m", answer.path("model").asString());
        JsonNode choice = answer.path("choices").path(0);
        assertEquals(List.of("index", "message", "logprobs", "finish_reason"), Calls.names(choice));
        assertEquals("stop", choice.path("finish_reason").asString());
        assertEquals(List.of("role", "content", "refusal", "annotations"), Calls.names(choice.path("message")));
        String text = choice.path("message").path("content").asString();
        assertTrue(text.startsWith("[demo] ") && text.contains("\"Hello there\""), text);
        assertEquals(
                List.of(
                        "prompt_tokens",
                        "completion_tokens",
                        "total_tokens",
                        "prompt_tokens_details",
                        "completion_tokens_details"),
                Calls.names(answer.path("usage")));
        assertEquals(3, answer.path("usage").path("prompt_tokens").intValue());
        assertEquals(
                Tokens.of(text), answer.path("usage").path("completion_tokens").longValue());
        assertEquals(
                0,
                answer.path("usage")
                        .path("prompt_tokens_details")
                        .path("cached_tokens")
                        .intValue());
    }

    @Test
    @DisplayName("The same request has the same answer, and another request another id")
    void deterministic() {
        assertEquals(Calls.text(Calls.chat("a", STREAM)), Calls.text(Calls.chat("a", STREAM)));
        assertEquals(
                Calls.chat("a", STREAM).frames().stream()
                        .map(Play.Frame::pauseMillis)
                        .toList(),
                Calls.chat("a", STREAM).frames().stream()
                        .map(Play.Frame::pauseMillis)
                        .toList());
        assertNotEquals(
                Calls.whole(Calls.chat("a", ""), 200).path("id"),
                Calls.whole(Calls.chat("b", ""), 200).path("id"));
    }

    @Test
    @DisplayName("A stream begins with the role alone, says what a whole answer says, and ends with [DONE]")
    void stream() {
        List<JsonNode> chunks = Calls.chunks(Calls.chat("Hello there", STREAM));
        assertEquals(
                Calls.json("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"),
                chunks.getFirst().path("choices").path(0).path("delta"));
        assertEquals(Calls.message("Hello there", "").path("content").asString(), Calls.joined(chunks, 0, "content"));
        JsonNode last = chunks.getLast().path("choices").path(0);
        assertEquals("stop", last.path("finish_reason").asString());
        assertTrue(last.path("delta").isEmpty());
        for (JsonNode chunk : chunks) {
            assertEquals(
                    List.of("id", "object", "created", "model", "system_fingerprint", "choices"), Calls.names(chunk));
            assertEquals("chat.completion.chunk", chunk.path("object").asString());
            assertEquals(chunks.getFirst().path("id"), chunk.path("id"));
            assertEquals(
                    List.of("index", "delta", "logprobs", "finish_reason"),
                    Calls.names(chunk.path("choices").path(0)));
        }
    }

    @Test
    @DisplayName("C3: usage comes in a chunk of its own when it is asked for, and the others say null")
    void usageChunk() {
        List<JsonNode> chunks = Calls.chunks(Calls.chat("Hello there", STREAM_USAGE));
        JsonNode usage = chunks.getLast();
        assertTrue(usage.path("choices").isArray() && usage.path("choices").isEmpty());
        assertEquals(
                Tokens.of(Calls.joined(chunks, 0, "content")),
                usage.path("usage").path("completion_tokens").longValue());
        for (JsonNode chunk : chunks.subList(0, chunks.size() - 1)) {
            assertTrue(chunk.path("usage").isNull());
        }
    }

    @Test
    @DisplayName("The first byte comes after 150 ms and each piece 15 to 40 ms after the one before")
    void pace() {
        List<Play.Frame> frames = Calls.chat("Hello there", STREAM).frames();
        assertEquals(150, frames.getFirst().pauseMillis());
        List<Long> pauses = frames.stream().skip(1).map(Play.Frame::pauseMillis).toList();
        List<Long> waits = pauses.stream().filter(it -> it != 0).toList();
        assertEquals(2, pauses.size() - waits.size(), "only the finish and [DONE] follow at once");
        assertTrue(waits.stream().allMatch(it -> it >= 15 && it <= 40), waits.toString());
        assertTrue(waits.stream().distinct().count() > 5, waits.toString());
    }

    @Test
    @DisplayName("n answers differ and come side by side, each with its own role and finish")
    void several() {
        JsonNode answer = Calls.whole(Calls.chat("Hi", ",\"n\":2"), 200);
        assertEquals(2, answer.path("choices").size());
        List<JsonNode> chunks = Calls.chunks(Calls.chat("Hi", ",\"n\":2" + STREAM));
        for (int index = 0; index < 2; index++) {
            JsonNode choice = answer.path("choices").path(index);
            assertEquals(index, choice.path("index").intValue());
            assertEquals(choice.path("message").path("content").asString(), Calls.joined(chunks, index, "content"));
        }
        assertNotEquals(Calls.joined(chunks, 0, "content"), Calls.joined(chunks, 1, "content"));
        assertEquals(
                Tokens.of(Calls.joined(chunks, 0, "content")) + Tokens.of(Calls.joined(chunks, 1, "content")),
                answer.path("usage").path("completion_tokens").longValue());
    }

    @Test
    @DisplayName("The ceiling ends reasoning and text together, never between the halves of a character")
    void ceiling() {
        JsonNode answer = Calls.whole(Calls.chat("/reason Grüße 你好", ",\"max_tokens\":20"), 200);
        assertEquals(
                "length", answer.path("choices").path(0).path("finish_reason").asString());
        assertEquals(20, answer.path("usage").path("completion_tokens").intValue());
        assertEquals("abc", Tokens.beginning("abc你好", 1));
        assertEquals("abc你", Tokens.beginning("abc你好", 2));
    }

    @Test
    @DisplayName("A stop text ends the answer before it")
    void stop() {
        assertEquals(
                "[demo]",
                Calls.message("Hi", ",\"stop\":[\" You\"]").path("content").asString());
    }

    @Test
    @DisplayName("Log probabilities stand with each piece where they are asked for")
    void logprobs() {
        JsonNode whole = Calls.whole(Calls.chat("Hi", ",\"logprobs\":true"), 200)
                .path("choices")
                .path(0);
        JsonNode first = whole.path("logprobs").path("content").path(0);
        assertEquals("[demo]", first.path("token").asString());
        assertEquals(List.of("token", "logprob", "bytes", "top_logprobs"), Calls.names(first));
        List<JsonNode> chunks = Calls.chunks(Calls.chat("Hi", ",\"logprobs\":true" + STREAM));
        assertEquals(
                first,
                chunks.get(1)
                        .path("choices")
                        .path(0)
                        .path("logprobs")
                        .path("content")
                        .path(0));
    }

    @Test
    @DisplayName("A JSON schema is answered with an instance of it, whatever the prompt says")
    void schema() {
        String format = """
                ,"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object",
                "properties":{"name":{"type":"string"},"age":{"type":"integer","minimum":18},
                "tags":{"type":"array","items":{"$ref":"#/$defs/tag"}}},"required":["name","age","tags"],
                "$defs":{"tag":{"enum":["red","green"]}}}}}""";
        JsonNode made = Calls.json(Calls.message("Hi", format).path("content").asString());
        assertEquals(Calls.json("{\"name\":\"[demo]\",\"age\":18,\"tags\":[\"red\"]}"), made);
    }

    @Test
    @DisplayName("A schema that never ends does not run away")
    void endlessSchema() {
        String format = """
                ,"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object",
                "properties":{"next":{"$ref":"#"}},"required":["next"]}}}""";
        assertTrue(Calls.json(Calls.message("Hi", format).path("content").asString())
                .isObject());
    }

    @Test
    @DisplayName("A picture is counted by its bytes, at most 16,384")
    void pictures() {
        String body = """
                {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Look"},
                {"type":"image_url","image_url":{"url":"%s"}}]}]}""".formatted("x".repeat(20_000));
        JsonNode answer = Calls.whole(Calls.post("/v1/chat/completions", body), 200);
        assertEquals(1 + 16_384, answer.path("usage").path("prompt_tokens").intValue());
        assertTrue(Calls.text(Calls.post("/v1/chat/completions", body)).contains("Look"));
    }

    @ParameterizedTest
    @DisplayName("F-62: what OpenAI refuses is refused with its field")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'messages':[{'role':'user','content':'x'}]} | ''",
                "{'model':7,'messages':[{'role':'user','content':'x'}]} | model",
                "{'model':'m'} | messages",
                "{'model':'m','messages':[]} | messages",
                "{'model':'m','messages':[{'role':'robot','content':'x'}]} | messages",
                "{'model':'m','messages':[{'role':'user','content':'x'}],'n':0} | n",
                "{'model':'m','messages':[{'role':'user','content':'x'}],'n':1.5} | n",
                "{'model':'m','messages':[{'role':'user','content':'x'}],'n':129} | n",
                "{'model':'m','messages':[{'role':'user','content':'x'}],'temperature':3} | temperature",
                "{'model':'m','messages':[{'role':'user','content':'x'}],'stream':'yes'} | stream",
                "{'model':'m','messages':[{'role':'user','content':'x'}],'stream_options':{}} | stream_options",
                "{'model':'m','messages':[{'role':'user','content':'x'}],'max_tokens':0} | max_tokens",
                "[1] | ''",
                "{ | ''",
            },
            quoteCharacter = '`')
    void refusals(String body, String param) {
        String field = param.replace("''", "");
        JsonNode error = Calls.whole(Calls.post("/v1/chat/completions", body.replace('\'', '"')), 400)
                .path("error");
        assertEquals(List.of("message", "type", "param", "code"), Calls.names(error));
        assertEquals("invalid_request_error", error.path("type").asString());
        assertEquals(field, error.path("param").asString(""));
    }

    @Test
    @DisplayName("An explicit null counts as absent")
    void nulls() {
        Calls.whole(
                Calls.chat(
                        "x", ",\"n\":null,\"stop\":null,\"stream\":null,\"stream_options\":null,\"max_tokens\":null"),
                200);
    }
}
