package dev.pontage.e2e.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.ThinkingConfigEnabled;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import dev.pontage.e2e.simulated.SimulatedGateway;
import dev.pontage.e2e.simulated.SimulatedGateway.Upstream;
import dev.pontage.testkit.simulator.Bill;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Anthropic's SDK for Java over providers of every protocol")
class AnthropicJavaTest {
    private static final String CALLS = "/tool weather {\"city\":\"Zürich\"} /tool clock {} Go.";

    @TempDir
    private static Path folder;

    private static SimulatedGateway gateway;
    private static AnthropicClient client;

    @BeforeAll
    static void start() throws Exception {
        gateway = new SimulatedGateway(folder);
        client = client(SimulatedGateway.KEY);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
    }

    static Stream<Upstream> upstreams() {
        return gateway.upstreams().stream();
    }

    @ParameterizedTest(name = "{0}: whole and streamed say the same, and the books hold what the vendor counted")
    @MethodSource("upstreams")
    void chat(Upstream upstream) throws Exception {
        MessageCreateParams ask =
                ask(upstream, "/cached 40 Hello, wörld").system("Be brief.").build();
        Message whole = client.messages().create(ask);
        assertBooked(upstream);
        Message streamed = streamed(ask);
        assertBooked(upstream);
        assertTrue(text(whole).contains("Hello, wörld\". Grüße – 你好 😀."), text(whole));
        assertEquals(text(whole), text(streamed));
        assertEquals(upstream.model(), whole.model().asString());
        assertEquals(40, whole.usage().cacheReadInputTokens().orElseThrow());
        assertEquals(whole.usage().outputTokens(), streamed.usage().outputTokens());
        assertEquals(40, streamed.usage().cacheReadInputTokens().orElseThrow());
    }

    @ParameterizedTest(name = "{0}: tools are called in parallel and answered, thoughts go back as they came")
    @MethodSource("upstreams")
    void tools(Upstream upstream) {
        for (boolean thinks : List.of(false, true)) {
            for (boolean stream : List.of(false, true)) {
                MessageCreateParams.Builder conversation =
                        ask(upstream, CALLS).addTool(weather()).addTool(clock());
                if (thinks) {
                    conversation.thinking(
                            ThinkingConfigEnabled.builder().budgetTokens(2_000).build());
                }
                Message message = stream
                        ? streamed(conversation.build())
                        : client.messages().create(conversation.build());
                assertEquals(StopReason.TOOL_USE, message.stopReason().orElseThrow());
                if (thinks) {
                    assertTrue(message.content()
                            .getFirst()
                            .thinking()
                            .orElseThrow()
                            .thinking()
                            .contains("größer"));
                }
                List<ContentBlockParam> results = new ArrayList<>();
                List<String> called = new ArrayList<>();
                for (ContentBlock block : message.content()) {
                    block.toolUse().ifPresent(call -> {
                        called.add(call.name() + call._input().convert(Map.class));
                        results.add(result(call));
                    });
                }
                assertEquals(List.of("weather{city=Zürich}", "clock{}"), called);
                conversation.addMessage(message).addUserMessageOfContentBlockParams(results);
                String answer = text(client.messages().create(conversation.build()));
                assertTrue(answer.contains("weather done; clock done"), answer);
            }
        }
    }

    @ParameterizedTest(name = "{0}: structured output obeys its schema")
    @MethodSource("upstreams")
    void structured(Upstream upstream) {
        JsonOutputFormat.Schema schema = JsonOutputFormat.Schema.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("name", Map.of("type", "string"))))
                .putAdditionalProperty("required", JsonValue.from(List.of("name")))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build();
        OutputConfig output = OutputConfig.builder()
                .format(JsonOutputFormat.builder().schema(schema).build())
                .build();
        MessageCreateParams ask = ask(upstream, "Who?").outputConfig(output).build();
        assertEquals("{\"name\":\"sim\"}", text(client.messages().create(ask)).replace(" ", ""));
        assertEquals("{\"name\":\"sim\"}", text(streamed(ask)).replace(" ", ""));
    }

    @ParameterizedTest(name = "{0}: errors are the SDK's own kinds, in a stream too")
    @MethodSource("upstreams")
    void errors(Upstream upstream) {
        RateLimitException limited = assertThrows(
                RateLimitException.class, () -> create(upstream, "/fail 429 retry-after=2 body.retryDelay=2s"));
        assertTrue(Long.parseLong(limited.headers().values("retry-after").getFirst()) >= 1);
        AnthropicServiceException busy =
                assertThrows(AnthropicServiceException.class, () -> create(upstream, "/fail overloaded"));
        assertTrue(busy.statusCode() == 503 || busy.statusCode() == 529, busy.toString());
        assertThrows(BadRequestException.class, () -> create(upstream, "/fail 400"));
        for (String fault : List.of("error", "cut 4", "silent")) {
            MessageCreateParams ask =
                    ask(upstream, "/fail " + fault + " Hello there").build();
            assertThrows(AnthropicException.class, () -> streamed(ask), fault);
        }
        AnthropicClient stranger = client("pt-not-a-key-that-anybody-has-given-out");
        assertThrows(
                UnauthorizedException.class,
                () -> stranger.messages().create(ask(upstream, "Hi").build()));
        stranger.close();
        assertThrows(
                NotFoundException.class,
                () -> client.messages()
                        .create(ask(upstream, "Hi").model("nobody-has-this").build()));
    }

    @ParameterizedTest(name = "{0}: tokens are counted without a call of the model")
    @MethodSource("upstreams")
    void counted(Upstream upstream) {
        assertTrue(count(upstream, "Hi ".repeat(100)) > count(upstream, "Hi"));
    }

    private static long count(Upstream upstream, String text) {
        return client.messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model(upstream.model())
                        .addUserMessage(text)
                        .build())
                .inputTokens();
    }

    private static void assertBooked(Upstream upstream) throws Exception {
        JsonNode usage = gateway.lastEntry().path("usage");
        Bill bill = upstream.simulator().lastBill();
        assertEquals(bill.input(), usage.path("input").asLong(0), usage.toString());
        assertEquals(bill.cacheRead(), usage.path("cacheRead").asLong(0), usage.toString());
        assertEquals(
                bill.allOutput(),
                usage.path("output").asLong(0) + usage.path("reasoning").asLong(0),
                usage.toString());
    }

    private static Message create(Upstream upstream, String prompt) {
        return client.messages().create(ask(upstream, prompt).build());
    }

    private static MessageCreateParams.Builder ask(Upstream upstream, String prompt) {
        return MessageCreateParams.builder()
                .model(upstream.model())
                .maxTokens(4_096)
                .addUserMessage(prompt);
    }

    private static Message streamed(MessageCreateParams ask) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events = client.messages().createStreaming(ask)) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static String text(Message message) {
        StringBuilder text = new StringBuilder();
        message.content().forEach(block -> block.text().ifPresent(it -> text.append(it.text())));
        return text.toString();
    }

    private static ContentBlockParam result(ToolUseBlock call) {
        return ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                .toolUseId(call.id())
                .content(call.name() + " done")
                .build());
    }

    private static Tool weather() {
        Tool.InputSchema.Properties city = Tool.InputSchema.Properties.builder()
                .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                .build();
        return Tool.builder()
                .name("weather")
                .description("Says the weather")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(city)
                        .required(List.of("city"))
                        .build())
                .build();
    }

    private static Tool clock() {
        return Tool.builder()
                .name("clock")
                .inputSchema(Tool.InputSchema.builder().build())
                .build();
    }

    /** A client that does not retry, so that every failure is seen. */
    private static AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(gateway.url())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }
}
