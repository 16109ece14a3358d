package dev.pontage.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("The demo provider's other operations")
class DemoOperationsTest {
    private static final String STREAM = ",\"stream\":true";

    @Test
    @DisplayName("Completions stop at 16 tokens unless told otherwise, whole and streamed alike")
    void completions() {
        JsonNode answer = Calls.whole(Calls.post("/v1/completions", "{\"model\":\"m\",\"prompt\":\"Hi\"}"), 200);
        assertEquals("text_completion", answer.path("object").asString());
        JsonNode choice = answer.path("choices").path(0);
        assertEquals(List.of("text", "index", "logprobs", "finish_reason"), Calls.names(choice));
        assertEquals("length", choice.path("finish_reason").asString());
        assertEquals(16, answer.path("usage").path("completion_tokens").intValue());
        List<JsonNode> chunks = Calls.chunks(Calls.post(
                "/v1/completions",
                "{\"model\":\"m\",\"prompt\":\"Hi\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}"));
        StringBuilder text = new StringBuilder();
        chunks.forEach(
                chunk -> text.append(chunk.path("choices").path(0).path("text").asString("")));
        assertEquals(choice.path("text").asString(), text.toString());
        assertEquals(
                answer.path("usage").path("completion_tokens"),
                chunks.getLast().path("usage").path("completion_tokens"));
    }

    @Test
    @DisplayName("Several prompts have a choice each, and the first one scripts the answer")
    void severalPrompts() {
        JsonNode answer = Calls.whole(
                Calls.post("/v1/completions", "{\"model\":\"m\",\"prompt\":[\"a\",\"b\"],\"n\":2,\"max_tokens\":99}"),
                200);
        assertEquals(4, answer.path("choices").size());
        assertEquals(3, answer.path("choices").path(3).path("index").intValue());
        Calls.whole(Calls.post("/v1/completions", "{\"model\":\"m\",\"prompt\":[\"/fail 503\",\"b\"]}"), 503);
    }

    @Test
    @DisplayName("An embedding is a unit vector that depends on its input alone, as numbers and as base64")
    void embeddings() {
        JsonNode numbers = Calls.whole(
                Calls.post("/v1/embeddings", "{\"model\":\"m\",\"input\":[\"a\",\"b\",\"a\"],\"dimensions\":8}"), 200);
        assertEquals(List.of("object", "data", "model", "usage"), Calls.names(numbers));
        assertEquals(
                numbers.path("data").path(0).path("embedding"),
                numbers.path("data").path(2).path("embedding"));
        assertNotEquals(
                numbers.path("data").path(0).path("embedding"),
                numbers.path("data").path(1).path("embedding"));
        float[] vector = new float[8];
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.path("data").path(0).path("embedding").path(i).floatValue();
            square += vector[i] * vector[i];
        }
        assertEquals(1, square, 1e-5);
        JsonNode base64 = Calls.whole(
                Calls.post(
                        "/v1/embeddings",
                        "{\"model\":\"m\",\"input\":\"a\",\"dimensions\":8,\"encoding_format\":\"base64\"}"),
                200);
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(base64.path("data").path(0).path("embedding").asString()))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] decoded = new float[8];
        bytes.asFloatBuffer().get(decoded);
        assertArrayEquals(vector, decoded);
        assertEquals(1, base64.path("usage").path("prompt_tokens").intValue());
    }

    @Test
    @DisplayName("An embedding has 256 numbers unless told otherwise, and tokens are input too")
    void embeddingsOfTokens() {
        JsonNode answer = Calls.whole(Calls.post("/v1/embeddings", "{\"model\":\"m\",\"input\":[[1,2,3],[4]]}"), 200);
        assertEquals(2, answer.path("data").size());
        assertEquals(256, answer.path("data").path(1).path("embedding").size());
        assertEquals(4, answer.path("usage").path("total_tokens").intValue());
        Calls.whole(Calls.post("/v1/embeddings", "{\"model\":\"m\",\"input\":[]}"), 400);
        Calls.whole(Calls.post("/v1/embeddings", "{\"model\":\"m\"}"), 400);
    }

    @Test
    @DisplayName("A text with /flag in it is flagged, in the category that it names")
    void moderations() {
        JsonNode answer = Calls.whole(
                Calls.post(
                        "/v1/moderations", "{\"input\":[\"kind words\",\"oh /flag hate!\",\"/flag sexual/minors\"]}"),
                200);
        JsonNode results = answer.path("results");
        assertEquals(3, results.size());
        assertTrue(!results.path(0).path("flagged").booleanValue());
        assertTrue(results.path(1).path("flagged").booleanValue());
        assertTrue(results.path(2).path("categories").path("sexual/minors").booleanValue());
        assertEquals(
                List.of("flagged", "categories", "category_scores", "category_applied_input_types"),
                Calls.names(results.path(0)));
        assertEquals(
                Calls.names(results.path(0).path("categories")),
                Calls.names(results.path(0).path("category_scores")));
    }

    @Test
    @DisplayName("A response has every member that the SDKs read, and stores nothing")
    void responses() {
        JsonNode answer = Calls.whole(Calls.responses("Hello there", ",\"instructions\":\"Be kind\""), 200);
        for (String member : List.of(
                "id",
                "object",
                "created_at",
                "status",
                "error",
                "incomplete_details",
                "instructions",
                "model",
                "output",
                "parallel_tool_calls",
                "temperature",
                "tool_choice",
                "tools",
                "top_p",
                "text",
                "usage",
                "metadata")) {
            assertTrue(answer.has(member), member);
        }
        assertEquals("completed", answer.path("status").asString());
        assertTrue(!answer.path("store").booleanValue());
        JsonNode item = answer.path("output").path(0);
        assertEquals("message", item.path("type").asString());
        assertTrue(item.path("content").path(0).path("text").asString().startsWith("[demo] "));
        assertEquals(5, answer.path("usage").path("input_tokens").intValue());
        assertEquals(
                List.of(
                        "input_tokens",
                        "input_tokens_details",
                        "output_tokens",
                        "output_tokens_details",
                        "total_tokens"),
                Calls.names(answer.path("usage")));
    }

    @Test
    @DisplayName("A streamed response has its events in order, and completes with what a whole one says")
    void responseStream() {
        List<JsonNode> events = Calls.events(Calls.responses("/reason Hello", STREAM));
        List<String> order = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (JsonNode event : events) {
            String type = event.path("type").asString();
            if (order.isEmpty() || !order.getLast().equals(type)) {
                order.add(type);
            }
            if (type.equals("response.output_text.delta")) {
                text.append(event.path("delta").asString());
            }
        }
        assertEquals(
                List.of(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed"),
                order);
        JsonNode completed = events.getLast().path("response");
        assertEquals(
                text.toString(),
                completed
                        .path("output")
                        .path(1)
                        .path("content")
                        .path(0)
                        .path("text")
                        .asString());
        assertTrue(completed
                        .path("usage")
                        .path("output_tokens_details")
                        .path("reasoning_tokens")
                        .intValue()
                > 0);
        assertTrue(events.getFirst().path("response").path("usage").isNull());
    }

    @Test
    @DisplayName("A response that its ceiling ends is incomplete")
    void incomplete() {
        List<JsonNode> events = Calls.events(Calls.responses("/long 500", ",\"max_output_tokens\":16" + STREAM));
        JsonNode last = events.getLast();
        assertEquals("response.incomplete", last.path("type").asString());
        assertEquals(
                "max_output_tokens",
                last.path("response").path("incomplete_details").path("reason").asString());
        assertEquals(
                16, last.path("response").path("usage").path("output_tokens").intValue());
    }

    @Test
    @DisplayName("A response calls flat tools, whole and streamed, and answers their result in text")
    void responseTools() {
        String tools = ",\"tools\":[{\"type\":\"function\",\"name\":\"clock\",\"parameters\":{\"type\":\"object\"}}]";
        JsonNode item = Calls.whole(Calls.responses("/tool clock {\"zone\":\"UTC\"}", tools), 200)
                .path("output")
                .path(0);
        assertEquals(List.of("id", "type", "status", "arguments", "call_id", "name"), Calls.names(item));
        List<JsonNode> events = Calls.events(Calls.responses("/tool clock {\"zone\":\"UTC\"}", tools + STREAM));
        StringBuilder arguments = new StringBuilder();
        events.stream()
                .filter(it -> it.path("type").asString().equals("response.function_call_arguments.delta"))
                .forEach(it -> arguments.append(it.path("delta").asString()));
        assertEquals("{\"zone\":\"UTC\"}", arguments.toString());
        JsonNode after = Calls.whole(Calls.post("/v1/responses", """
                        {"model":"m","input":[{"role":"user","content":"/tool clock"},
                        {"type":"function_call","call_id":"c","name":"clock","arguments":"{}"},
                        {"type":"function_call_output","call_id":"c","output":"It is noon"}]%s}""".formatted(tools)), 200);
        assertTrue(after.path("output")
                .path(0)
                .path("content")
                .path(0)
                .path("text")
                .asString()
                .contains("It is noon"));
    }

    @Test
    @DisplayName("A response may be a refusal")
    void responseRefusal() {
        List<JsonNode> events = Calls.events(Calls.responses("/refuse", STREAM));
        JsonNode part = events.getLast()
                .path("response")
                .path("output")
                .path(0)
                .path("content")
                .path(0);
        assertEquals("refusal", part.path("type").asString());
        assertTrue(events.stream().anyMatch(it -> it.path("type").asString().equals("response.refusal.done")));
    }

    @Test
    @DisplayName("Models are listed, and one that is not listed is 404; so is any other path")
    void models() {
        JsonNode list = Calls.whole(Calls.get("/v1/models"), 200);
        assertEquals("list", list.path("object").asString());
        JsonNode first = list.path("data").path(0);
        assertEquals(List.of("id", "object", "created", "owned_by"), Calls.names(first));
        assertEquals(
                first, Calls.whole(Calls.get("/v1/models/" + first.path("id").asString()), 200));
        assertEquals(
                "model_not_found",
                Calls.whole(Calls.get("/v1/models/none"), 404)
                        .path("error")
                        .path("code")
                        .asString());
        Calls.whole(Calls.get("/v1/files"), 404);
        Calls.whole(Calls.get("/v1/chat/completions"), 405);
    }
}
