package dev.pontage.e2e.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.TokenStream;
import dev.pontage.e2e.simulated.SimulatedGateway;
import dev.pontage.e2e.simulated.SimulatedGateway.Upstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("LangChain4j's loops of tools, in each of its protocols over providers of every protocol")
class LangChain4jTest {
    private static final String CALLS = "/tool weather {\"city\":\"Zürich\"} /tool clock {} Go.";

    /** The library answers calls made at once in a turn for each, which Gemini refuses; between the two we only relay. */
    private static final String ONE_CALL = "/tool weather {\"city\":\"Zürich\"} Go.";

    @TempDir
    private static Path folder;

    private static SimulatedGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new SimulatedGateway(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    /** An application that is given its model. */
    interface Assistant {
        Result<String> chat(String message);
    }

    interface StreamingAssistant {
        TokenStream chat(String message);
    }

    /** What a tool answers is the simulated model's next command, so that the loop has three rounds. */
    static final class Tools {
        private final List<String> called = Collections.synchronizedList(new ArrayList<>());

        @Tool("Says the weather")
        String weather(@P("where") String city) {
            called.add(city);
            return city.equals("Zürich") ? "/tool weather {\"city\":\"Genève\"}" : "Rain, 7°";
        }

        @Tool("Says the time")
        String clock() {
            called.add("clock");
            return "noon";
        }

        List<String> called() {
            return called.stream().sorted().toList();
        }
    }

    static Stream<Arguments> models() {
        return gateway.upstreams().stream()
                .flatMap(upstream -> Stream.of("chat completions", "messages", "gemini")
                        .map(protocol -> Arguments.of(protocol, upstream)));
    }

    @ParameterizedTest(name = "{0} to {1}: whole")
    @MethodSource("models")
    void whole(String protocol, Upstream upstream) {
        Tools tools = new Tools();
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(model(protocol, upstream.model()))
                .tools(tools)
                .build();
        Result<String> answer = assistant.chat(atOnce(protocol, upstream) ? CALLS : ONE_CALL);
        assertEquals(called(protocol, upstream), tools.called());
        assertTrue(answer.content().contains("Rain, 7°"), answer.content());
        assertTrue(answer.tokenUsage().totalTokenCount() > 0);
    }

    @ParameterizedTest(name = "{0} to {1}: streamed")
    @MethodSource("models")
    void streamed(String protocol, Upstream upstream) throws Exception {
        Tools tools = new Tools();
        StreamingAssistant assistant = AiServices.builder(StreamingAssistant.class)
                .streamingChatModel(streaming(protocol, upstream.model()))
                .tools(tools)
                .build();
        CompletableFuture<String> said = new CompletableFuture<>();
        Queue<String> pieces = new ConcurrentLinkedQueue<>();
        assistant
                .chat(atOnce(protocol, upstream) ? CALLS : ONE_CALL)
                .onPartialResponse(pieces::add)
                .onCompleteResponse(_ -> said.complete(String.join("", pieces)))
                .onError(said::completeExceptionally)
                .start();
        String answer = said.get(10, TimeUnit.SECONDS);
        assertEquals(called(protocol, upstream), tools.called());
        assertTrue(answer.contains("Rain, 7°"), answer);
    }

    private static boolean atOnce(String protocol, Upstream upstream) {
        return !(protocol.equals("gemini") && upstream.model().startsWith("gemini"));
    }

    private static List<String> called(String protocol, Upstream upstream) {
        return atOnce(protocol, upstream) ? List.of("Genève", "Zürich", "clock") : List.of("Genève", "Zürich");
    }

    private static ChatModel model(String protocol, String model) {
        return switch (protocol) {
            case "messages" ->
                AnthropicChatModel.builder()
                        .baseUrl(gateway.url() + "/v1")
                        .apiKey(SimulatedGateway.KEY)
                        .modelName(model)
                        .maxTokens(4_096)
                        .maxRetries(0)
                        .build();
            case "gemini" ->
                GoogleAiGeminiChatModel.builder()
                        .baseUrl(gateway.url() + "/v1beta")
                        .apiKey(SimulatedGateway.KEY)
                        .modelName(model)
                        .maxRetries(0)
                        .build();
            default ->
                OpenAiChatModel.builder()
                        .baseUrl(gateway.url() + "/v1")
                        .apiKey(SimulatedGateway.KEY)
                        .modelName(model)
                        .maxRetries(0)
                        .build();
        };
    }

    private static StreamingChatModel streaming(String protocol, String model) {
        return switch (protocol) {
            case "messages" ->
                AnthropicStreamingChatModel.builder()
                        .baseUrl(gateway.url() + "/v1")
                        .apiKey(SimulatedGateway.KEY)
                        .modelName(model)
                        .maxTokens(4_096)
                        .build();
            case "gemini" ->
                GoogleAiGeminiStreamingChatModel.builder()
                        .baseUrl(gateway.url() + "/v1beta")
                        .apiKey(SimulatedGateway.KEY)
                        .modelName(model)
                        .build();
            default ->
                OpenAiStreamingChatModel.builder()
                        .baseUrl(gateway.url() + "/v1")
                        .apiKey(SimulatedGateway.KEY)
                        .modelName(model)
                        .build();
        };
    }
}
