package dev.pontage.e2e.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.e2e.simulated.SimulatedGateway;
import dev.pontage.e2e.simulated.SimulatedGateway.Upstream;
import dev.pontage.testkit.simulator.Bill;
import dev.pontage.testkit.simulator.Simulator;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;
import tools.jackson.databind.JsonNode;

@DisplayName("AWS's SDK for Java, whose decoder reads our event streams, over providers of every protocol")
class AwsJavaTest {
    private static final String CALLS = "/tool weather {\"city\":\"Zürich\"} /tool clock {} Go.";

    @TempDir
    private static Path folder;

    private static SimulatedGateway gateway;
    private static BedrockRuntimeAsyncClient client;

    @BeforeAll
    static void start() throws Exception {
        gateway = new SimulatedGateway(folder);
        client = bearing(gateway.url(), SimulatedGateway.KEY);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
    }

    static Stream<Upstream> upstreams() {
        return gateway.upstreams().stream();
    }

    @Test
    @DisplayName("The simulated Bedrock takes the SDK's own signatures, so what it says of ours counts")
    void simulatorItself() throws Exception {
        try (Simulator bedrock = Simulator.bedrock();
                BedrockRuntimeAsyncClient direct = signing(bedrock.baseUrl().toString())) {
            String model = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
            ConverseResponse whole = direct.converse(
                            request -> request.modelId(model).messages(user("Hello there")))
                    .get(10, TimeUnit.SECONDS);
            Streamed streamed = new Streamed();
            direct.converseStream(request -> request.modelId(model).messages(user("Hello there")), streamed.handler())
                    .get(10, TimeUnit.SECONDS);
            assertEquals(text(whole.output().message()), streamed.text());
            assertEquals(List.of(), bedrock.refusals());
        }
    }

    @ParameterizedTest(name = "{0}: whole and streamed say the same, and the books hold what the vendor counted")
    @MethodSource("upstreams")
    void chat(Upstream upstream) throws Exception {
        List<Message> ask = List.of(user("/cached 40 Hello, wörld"));
        ConverseResponse whole = converse(upstream, ask, false);
        assertBooked(upstream);
        Streamed streamed = stream(upstream, ask, false);
        assertBooked(upstream);
        String text = text(whole.output().message());
        assertTrue(text.contains("Hello, wörld\". Grüße – 你好 😀."), text);
        assertEquals(text, streamed.text());
        assertEquals(StopReason.END_TURN, whole.stopReason());
        assertEquals(StopReason.END_TURN, streamed.end());
        assertEquals(40, whole.usage().cacheReadInputTokens());
        assertEquals(whole.usage(), streamed.usage());
    }

    @ParameterizedTest(name = "{0}: tools are called in parallel and answered")
    @MethodSource("upstreams")
    void tools(Upstream upstream) throws Exception {
        ConverseResponse answer = converse(upstream, List.of(user(CALLS)), true);
        Streamed streamed = stream(upstream, List.of(user(CALLS)), true);
        assertEquals(StopReason.TOOL_USE, streamed.end());
        assertEquals(Map.of("weather", "{\"city\":\"Zürich\"}", "clock", "{}"), streamed.calls());
        List<ContentBlock> results = new ArrayList<>();
        List<String> called = new ArrayList<>();
        for (ContentBlock block : answer.output().message().content()) {
            if (block.toolUse() != null) {
                called.add(block.toolUse().name());
                results.add(result(block.toolUse()));
            }
        }
        assertEquals(List.of("weather", "clock"), called);
        List<Message> conversation = List.of(
                user(CALLS),
                answer.output().message(),
                Message.builder().role("user").content(results).build());
        String text = text(converse(upstream, conversation, true).output().message());
        assertTrue(text.contains("weather done; clock done"), text);
    }

    @ParameterizedTest(name = "{0}: errors are the SDK's own kinds, in a stream too")
    @MethodSource("upstreams")
    void errors(Upstream upstream) {
        assertRefused(ThrottlingException.class, upstream, "/fail 429 retry-after=2 body.retryDelay=2s");
        assertRefused(ValidationException.class, upstream, "/fail 400");
        for (String fault : List.of("error", "cut 4", "garbled 4")) {
            assertThrows(
                    Exception.class,
                    () -> stream(upstream, List.of(user("/fail " + fault + " Hello there")), false),
                    fault);
        }
    }

    private static void assertRefused(Class<? extends Throwable> kind, Upstream upstream, String prompt) {
        CompletionException failed = assertThrows(
                CompletionException.class,
                () -> client.converse(
                                request -> request.modelId(upstream.model()).messages(user(prompt)))
                        .join());
        assertInstanceOf(kind, failed.getCause());
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

    private static ConverseResponse converse(Upstream upstream, List<Message> messages, boolean tools)
            throws Exception {
        return client.converse(request -> {
                    request.modelId(upstream.model()).messages(messages).inferenceConfig(CEILING);
                    if (tools) {
                        request.toolConfig(TOOLS);
                    }
                })
                .get(20, TimeUnit.SECONDS);
    }

    private static Streamed stream(Upstream upstream, List<Message> messages, boolean tools) throws Exception {
        Streamed streamed = new Streamed();
        client.converseStream(
                        request -> {
                            request.modelId(upstream.model()).messages(messages).inferenceConfig(CEILING);
                            if (tools) {
                                request.toolConfig(TOOLS);
                            }
                        },
                        streamed.handler())
                .get(20, TimeUnit.SECONDS);
        return streamed;
    }

    private static final InferenceConfiguration CEILING =
            InferenceConfiguration.builder().maxTokens(4_096).build();

    private static final ToolConfiguration TOOLS = ToolConfiguration.builder()
            .tools(
                    tool(
                            "weather",
                            Document.mapBuilder()
                                    .putDocument("city", type("string"))
                                    .build()),
                    tool("clock", Document.mapBuilder().build()))
            .build();

    private static Tool tool(String name, Document properties) {
        Document schema = Document.mapBuilder()
                .putString("type", "object")
                .putDocument("properties", properties)
                .build();
        return Tool.builder()
                .toolSpec(spec -> spec.name(name).inputSchema(ToolInputSchema.fromJson(schema)))
                .build();
    }

    private static Document type(String name) {
        return Document.mapBuilder().putString("type", name).build();
    }

    private static Message user(String text) {
        return Message.builder()
                .role("user")
                .content(ContentBlock.fromText(text))
                .build();
    }

    private static ContentBlock result(ToolUseBlock call) {
        return ContentBlock.fromToolResult(result ->
                result.toolUseId(call.toolUseId()).content(ToolResultContentBlock.fromText(call.name() + " done")));
    }

    private static String text(Message message) {
        StringBuilder text = new StringBuilder();
        for (ContentBlock block : message.content()) {
            text.append(block.text() == null ? "" : block.text());
        }
        return text.toString();
    }

    /** Bears a key in a header of its own: the SDK itself bears tokens over HTTPS only. */
    private static BedrockRuntimeAsyncClient bearing(String url, String key) {
        return builder(url)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(settings -> settings.putHeader("Authorization", "Bearer " + key)
                        .retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    private static BedrockRuntimeAsyncClient signing(String url) {
        return builder(url)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Simulator.ACCESS_KEY_ID, Simulator.SECRET_ACCESS_KEY)))
                .build();
    }

    private static BedrockRuntimeAsyncClientBuilder builder(String url) {
        return BedrockRuntimeAsyncClient.builder()
                .region(Region.of(Simulator.REGION))
                // Without TLS the SDK would begin with HTTP/2.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .endpointOverride(URI.create(url));
    }

    /** What a stream's events say together. */
    private static final class Streamed {
        private final List<ConverseStreamOutput> events = new CopyOnWriteArrayList<>();

        ConverseStreamResponseHandler handler() {
            return ConverseStreamResponseHandler.builder()
                    .subscriber(events::add)
                    .build();
        }

        String text() {
            StringBuilder text = new StringBuilder();
            visit(ConverseStreamResponseHandler.Visitor.builder()
                    .onContentBlockDelta(event -> text.append(
                            event.delta().text() == null ? "" : event.delta().text()))
                    .build());
            return text.toString();
        }

        StopReason end() {
            List<StopReason> ends = new ArrayList<>();
            visit(ConverseStreamResponseHandler.Visitor.builder()
                    .onMessageStop(event -> ends.add(event.stopReason()))
                    .build());
            return ends.getLast();
        }

        Object usage() {
            List<Object> usages = new ArrayList<>();
            visit(ConverseStreamResponseHandler.Visitor.builder()
                    .onMetadata(event -> usages.add(event.usage()))
                    .build());
            return usages.getLast();
        }

        Map<String, String> calls() {
            Map<Integer, String> names = new TreeMap<>();
            Map<Integer, StringBuilder> inputs = new TreeMap<>();
            visit(ConverseStreamResponseHandler.Visitor.builder()
                    .onContentBlockStart(event -> names.put(
                            event.contentBlockIndex(), event.start().toolUse().name()))
                    .onContentBlockDelta(event -> {
                        if (event.delta().toolUse() != null) {
                            inputs.computeIfAbsent(event.contentBlockIndex(), _ -> new StringBuilder())
                                    .append(event.delta().toolUse().input());
                        }
                    })
                    .build());
            Map<String, String> calls = new TreeMap<>();
            names.forEach((index, name) -> {
                String input = inputs.getOrDefault(index, new StringBuilder()).toString();
                calls.put(name, input.isEmpty() ? "{}" : input);
            });
            return calls;
        }

        private void visit(ConverseStreamResponseHandler.Visitor visitor) {
            events.forEach(event -> event.accept(visitor));
        }
    }
}
