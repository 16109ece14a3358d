package dev.pontage.e2e.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.pontage.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("OpenAI's SDK for Java")
class OpenAiJavaTest {
    @TempDir
    private static Path folder;

    private static StartedGateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() throws Exception {
        gateway = new StartedGateway(folder);
        client = gateway.client();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
    }

    @Test
    @DisplayName("S2.18: a chat is answered under the name that was asked for, and charged as it says")
    void chat() throws Exception {
        long before = lastSequence();
        ChatCompletion answer = client.chat()
                .completions()
                .create(ask("Hello there").model("gpt-4.1").build());
        assertEquals("gpt-4.1", answer.model());
        String text = answer.choices().getFirst().message().content().orElseThrow();
        assertTrue(text.startsWith("[demo] ") && text.contains("Hello there"), text);
        JsonNode entry = gateway.ledger(before).getFirst();
        var usage = answer.usage().orElseThrow();
        assertEquals("demo", entry.path("model").asString());
        assertEquals("provider", entry.path("usageSource").asString());
        assertEquals(usage.promptTokens(), entry.path("usage").path("input").longValue());
        assertEquals(
                usage.completionTokens(), entry.path("usage").path("output").longValue());
        assertEquals(
                usage.promptTokens() * 1_000 + usage.completionTokens() * 2_000,
                entry.path("chargeNanousd").longValue());
    }

    @Test
    @DisplayName("C3: a stream says what a whole answer says, with usage only where it was asked for")
    void stream() {
        String whole = client.chat()
                .completions()
                .create(ask("Hello there").build())
                .choices()
                .getFirst()
                .message()
                .content()
                .orElseThrow();
        List<ChatCompletionChunk> plain = chunks(ask("Hello there").build());
        assertEquals(whole, text(plain));
        assertTrue(plain.stream().allMatch(it -> it.usage().isEmpty()));
        List<ChatCompletionChunk> asked = chunks(ask("Hello there")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());
        assertEquals(whole, text(asked));
        assertTrue(asked.getLast().usage().orElseThrow().completionTokens() > 0);
    }

    @Test
    @DisplayName("A tool is called, and its result answered")
    void tools() {
        FunctionDefinition weather = FunctionDefinition.builder()
                .name("weather")
                .parameters(FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                        .build())
                .build();
        ChatCompletionCreateParams.Builder conversation =
                ask("/tool weather {\"city\":\"Bern\"}").addFunctionTool(weather);
        ChatCompletionMessage message = client.chat()
                .completions()
                .create(conversation.build())
                .choices()
                .getFirst()
                .message();
        ChatCompletionMessageFunctionToolCall call =
                message.toolCalls().orElseThrow().getFirst().asFunction();
        assertEquals("weather", call.function().name());
        assertEquals("{\"city\":\"Bern\"}", call.function().arguments());
        conversation
                .addMessage(message)
                .addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.id())
                        .content("Rain, 7 degrees")
                        .build());
        String answer = client.chat()
                .completions()
                .create(conversation.build())
                .choices()
                .getFirst()
                .message()
                .content()
                .orElseThrow();
        assertTrue(answer.contains("Rain, 7 degrees"), answer);
    }

    @Test
    @DisplayName("Reasoning comes through, whole and streamed")
    @SuppressWarnings("deprecation") // The SDK has no other way to read a member that it does not know.
    void reasoning() {
        ChatCompletionMessage message = client.chat()
                .completions()
                .create(ask("/reason Why?").build())
                .choices()
                .getFirst()
                .message();
        String whole = message._additionalProperties()
                .getOrDefault("reasoning_content", JsonValue.from(""))
                .asStringOrThrow();
        StringBuilder streamed = new StringBuilder();
        for (ChatCompletionChunk chunk : chunks(ask("/reason Why?").build())) {
            JsonValue piece =
                    chunk.choices().getFirst().delta()._additionalProperties().get("reasoning_content");
            if (piece != null) {
                streamed.append(piece.asStringOrThrow());
            }
        }
        assertFalse(whole.isEmpty());
        assertEquals(whole, streamed.toString());
    }

    @Test
    @DisplayName("Embeddings are the same as numbers and as base64")
    void embeddings() {
        EmbeddingCreateParams.Builder ask = EmbeddingCreateParams.builder()
                .model("demo-embedding")
                .input("a text")
                .dimensions(32);
        List<Float> numbers = client.embeddings()
                .create(ask.encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                        .build())
                .data()
                .getFirst()
                .embedding();
        List<Float> decoded = client.embeddings()
                .create(ask.encodingFormat(EmbeddingCreateParams.EncodingFormat.BASE64)
                        .build())
                .data()
                .getFirst()
                .embedding();
        assertEquals(32, numbers.size());
        assertEquals(numbers, decoded);
    }

    @Test
    @DisplayName("Moderation flags what is marked")
    void moderation() {
        assertTrue(flagged("/flag this"));
        assertFalse(flagged("kind words"));
    }

    @Test
    @DisplayName("Models are listed and found; one that nobody serves is 404")
    void models() {
        List<String> names =
                client.models().list().data().stream().map(Model::id).toList();
        assertTrue(names.containsAll(List.of("demo", "demo-embedding")), names.toString());
        assertEquals("demo", client.models().retrieve("demo").id());
        assertThrows(NotFoundException.class, () -> client.models().retrieve("nobody-has-this"));
    }

    @Test
    @DisplayName("Responses come whole and streamed, and are not stored")
    void responses() {
        ResponseCreateParams ask = ResponseCreateParams.builder()
                .model("demo")
                .input("Hello there")
                .build();
        Response whole = client.responses().create(ask);
        String text = text(whole);
        assertTrue(text.startsWith("[demo] ") && text.contains("Hello there"), text);
        StringBuilder streamed = new StringBuilder();
        List<Response> completed = new ArrayList<>();
        try (StreamResponse<ResponseStreamEvent> events = client.responses().createStreaming(ask)) {
            events.stream().forEach(event -> {
                event.outputTextDelta().ifPresent(it -> streamed.append(it.delta()));
                event.completed().ifPresent(it -> completed.add(it.response()));
            });
        }
        assertEquals(text, streamed.toString());
        assertEquals(text, text(completed.getFirst()));
        BadRequestException refused = assertThrows(
                BadRequestException.class,
                () -> client.responses()
                        .create(ask.toBuilder().previousResponseId("resp_1").build()));
        assertEquals("previous_response_id", refused.param().orElseThrow());
    }

    @Test
    @DisplayName("A wrong key is 401, an unknown model 404, a wrong field 400 with its name")
    void refusals() {
        OpenAIClient stranger = gateway.client("pt-not-a-key-that-anybody-has-given-out");
        UnauthorizedException wrongKey = assertThrows(
                UnauthorizedException.class,
                () -> stranger.chat().completions().create(ask("Hi").build()));
        stranger.close();
        assertEquals(401, wrongKey.statusCode());
        NotFoundException unknown = assertThrows(
                NotFoundException.class,
                () -> client.chat()
                        .completions()
                        .create(ask("Hi").model("nobody-has-this").build()));
        assertEquals("model_not_found", unknown.code().orElseThrow());
        BadRequestException wrongField = assertThrows(
                BadRequestException.class,
                () -> client.chat().completions().create(ask("Hi").n(0).build()));
        assertEquals("n", wrongField.param().orElseThrow());
    }

    @Test
    @DisplayName("An upstream's 429 says when to come back; its 401 never looks like the client's own [C6]")
    void upstreamErrors() {
        RateLimitException limited = assertThrows(
                RateLimitException.class,
                () -> client.chat()
                        .completions()
                        .create(ask("/fail 429 retry-after=2").build()));
        assertFalse(limited.headers().values("retry-after").isEmpty());
        InternalServerException theirs = assertThrows(
                InternalServerException.class,
                () -> client.chat().completions().create(ask("/fail 401").build()));
        assertEquals(502, theirs.statusCode());
    }

    @Test
    @DisplayName("F-10: a stream that its upstream cuts ends in an error and never as if it were whole")
    void cut() {
        assertThrows(
                OpenAIServiceException.class,
                () -> chunks(ask("/slow 0 /slow 1 each /fail cut 5 Hello").build()));
    }

    @Test
    @DisplayName("F-22: a client that leaves in mid-stream has a row with what it was given, counted")
    void cancel() throws Exception {
        long before = lastSequence();
        try (StreamResponse<ChatCompletionChunk> events = client.chat()
                .completions()
                .createStreaming(ask("/slow 0 /slow 20 each /long 5000").build())) {
            Iterator<ChatCompletionChunk> chunks = events.stream().iterator();
            for (int i = 0; i < 10; i++) {
                chunks.next();
            }
        }
        List<JsonNode> rows = new ArrayList<>();
        Eventually.poll("the row of the client that left", () -> {
            rows.clear();
            rows.addAll(ledgerNow(before));
            return !rows.isEmpty();
        });
        JsonNode row = rows.getFirst();
        assertEquals("counted", row.path("usageSource").asString());
        assertTrue(row.path("usage").path("output").longValue() >= 5, row.toString());
        assertTrue(row.path("usage").path("output").longValue() < 5_000, row.toString());
        assertTrue(row.path("usage").path("input").longValue() > 0, row.toString());
        assertTrue(row.path("chargeNanousd").longValue() > 0, row.toString());
    }

    private static ChatCompletionCreateParams.Builder ask(String prompt) {
        return ChatCompletionCreateParams.builder().model("demo").addUserMessage(prompt);
    }

    private static List<ChatCompletionChunk> chunks(ChatCompletionCreateParams ask) {
        try (StreamResponse<ChatCompletionChunk> events =
                client.chat().completions().createStreaming(ask)) {
            return events.stream().toList();
        }
    }

    private static String text(List<ChatCompletionChunk> chunks) {
        StringBuilder text = new StringBuilder();
        for (ChatCompletionChunk chunk : chunks) {
            chunk.choices().forEach(choice -> choice.delta().content().ifPresent(text::append));
        }
        return text.toString();
    }

    private static String text(Response response) {
        return response.output()
                .getFirst()
                .message()
                .orElseThrow()
                .content()
                .getFirst()
                .asOutputText()
                .text();
    }

    private static boolean flagged(String input) {
        return client.moderations()
                .create(ModerationCreateParams.builder()
                        .model("demo-moderation")
                        .input(input)
                        .build())
                .results()
                .getFirst()
                .flagged();
    }

    private static long lastSequence() throws IOException, InterruptedException {
        List<JsonNode> entries = gateway.ledger(0);
        return entries.isEmpty() ? 0 : entries.getLast().path("seq").longValue();
    }

    private static List<JsonNode> ledgerNow(long after) {
        try {
            return gateway.ledger(after);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }
}
