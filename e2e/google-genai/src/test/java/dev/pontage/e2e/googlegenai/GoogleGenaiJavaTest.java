package dev.pontage.e2e.googlegenai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Content;
import com.google.genai.types.CountTokensConfig;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import com.google.genai.types.Type;
import dev.pontage.e2e.simulated.SimulatedGateway;
import dev.pontage.e2e.simulated.SimulatedGateway.Upstream;
import dev.pontage.testkit.simulator.Bill;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Google's SDK for Java over providers of every protocol")
class GoogleGenaiJavaTest {
    private static final String CALLS = "/tool weather {\"city\":\"Zürich\"} /tool clock {} Go.";

    private static final Schema CITY = Schema.builder()
            .type(Type.Known.OBJECT)
            .properties(Map.of("city", Schema.builder().type(Type.Known.STRING).build()))
            .required(List.of("city"))
            .build();

    @TempDir
    private static Path folder;

    private static SimulatedGateway gateway;
    private static Client client;

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
        GenerateContentConfig config = GenerateContentConfig.builder()
                .systemInstruction(Content.fromParts(Part.fromText("Be brief.")))
                .temperature(0.5f)
                .build();
        GenerateContentResponse whole =
                client.models.generateContent(upstream.model(), "/cached 40 Hello, wörld", config);
        assertBooked(upstream);
        List<GenerateContentResponse> chunks = streamed(upstream, "/cached 40 Hello, wörld", config);
        assertBooked(upstream);
        String text = String.valueOf(whole.text());
        assertTrue(text.contains("Hello, wörld\". Grüße – 你好 😀."), text);
        assertEquals(text, text(chunks));
        assertEquals(FinishReason.Known.STOP, whole.finishReason().knownEnum());
        assertEquals(
                40,
                whole.usageMetadata().orElseThrow().cachedContentTokenCount().orElse(0));
        assertEquals(
                whole.usageMetadata().orElseThrow().candidatesTokenCount(),
                chunks.getLast().usageMetadata().orElseThrow().candidatesTokenCount());
    }

    @ParameterizedTest(name = "{0}: tools are called in parallel and answered, signatures go back as they came")
    @MethodSource("upstreams")
    void tools(Upstream upstream) {
        FunctionDeclaration weather = FunctionDeclaration.builder()
                .name("weather")
                .description("Says the weather")
                .parameters(CITY)
                .build();
        FunctionDeclaration clock = FunctionDeclaration.builder().name("clock").build();
        GenerateContentConfig config = GenerateContentConfig.builder()
                .tools(Tool.builder().functionDeclarations(weather, clock).build())
                .build();
        for (boolean stream : List.of(false, true)) {
            List<Part> said = stream
                    ? parts(streamed(upstream, CALLS, config))
                    : parts(List.of(client.models.generateContent(upstream.model(), CALLS, config)));
            List<String> called = new ArrayList<>();
            List<Part> results = new ArrayList<>();
            for (Part part : said) {
                part.functionCall().ifPresent(call -> {
                    called.add(call.name().orElseThrow() + call.args().orElse(Map.of()));
                    results.add(result(call));
                });
            }
            assertEquals(List.of("weather{city=Zürich}", "clock{}"), called);
            List<Part> kept = said.stream()
                    .filter(part -> !part.text().equals(Optional.of("")))
                    .toList();
            List<Content> conversation = List.of(
                    Content.builder().role("user").parts(Part.fromText(CALLS)).build(),
                    Content.builder().role("model").parts(kept).build(),
                    Content.builder().role("user").parts(results).build());
            String answer = String.valueOf(client.models
                    .generateContent(upstream.model(), conversation, config)
                    .text());
            assertTrue(answer.contains("weather done") && answer.contains("clock done"), answer);
        }
    }

    @ParameterizedTest(name = "{0}: thoughts come first")
    @MethodSource("upstreams")
    void thoughts(Upstream upstream) {
        GenerateContentConfig config = GenerateContentConfig.builder()
                .thinkingConfig(ThinkingConfig.builder()
                        .includeThoughts(true)
                        .thinkingBudget(2_000)
                        .build())
                .build();
        Part first = parts(List.of(client.models.generateContent(upstream.model(), "Why?", config)))
                .getFirst();
        assertTrue(first.thought().orElse(false));
        StringBuilder thought = new StringBuilder();
        parts(streamed(upstream, "Why?", config)).stream()
                .filter(part -> part.thought().orElse(false))
                .forEach(part -> thought.append(part.text().orElse("")));
        assertEquals(first.text().orElseThrow(), thought.toString());
    }

    @ParameterizedTest(name = "{0}: structured output obeys its schema")
    @MethodSource("upstreams")
    void structured(Upstream upstream) {
        GenerateContentConfig config = GenerateContentConfig.builder()
                .responseMimeType("application/json")
                .responseSchema(CITY)
                .build();
        String whole = String.valueOf(client.models
                .generateContent(upstream.model(), "Where?", config)
                .text());
        assertEquals("{\"city\":\"sim\"}", whole.replace(" ", ""));
        assertEquals(
                "{\"city\":\"sim\"}", text(streamed(upstream, "Where?", config)).replace(" ", ""));
    }

    @ParameterizedTest(name = "{0}: errors are the SDK's own kind, in a stream too")
    @MethodSource("upstreams")
    void errors(Upstream upstream) {
        assertRefused(429, "RESOURCE_EXHAUSTED", upstream, "/fail 429 retry-after=2 body.retryDelay=2s");
        assertRefused(503, "UNAVAILABLE", upstream, "/fail overloaded");
        assertRefused(400, "INVALID_ARGUMENT", upstream, "/fail 400");
        GenerateContentConfig none = GenerateContentConfig.builder().build();
        assertFalse(ends(upstream, "/fail error Hello there", none));
        Client stranger = client("pt-not-a-key-that-anybody-has-given-out");
        ApiException refused =
                assertThrows(ApiException.class, () -> stranger.models.generateContent(upstream.model(), "Hi", none));
        assertTrue(refused.code() == 400 || refused.code() == 401, refused.toString());
        stranger.close();
    }

    @ParameterizedTest(name = "{0}: tokens are counted without a call of the model")
    @MethodSource("upstreams")
    void counted(Upstream upstream) {
        CountTokensConfig none = CountTokensConfig.builder().build();
        int few = client.models
                .countTokens(upstream.model(), "Hi", none)
                .totalTokens()
                .orElseThrow();
        int many = client.models
                .countTokens(upstream.model(), "Hi ".repeat(100), none)
                .totalTokens()
                .orElseThrow();
        assertTrue(many > few);
    }

    /** Whether a stream comes to an end of its own: this SDK reads over an error in a stream that has begun. */
    private static boolean ends(Upstream upstream, String prompt, GenerateContentConfig config) {
        try {
            return streamed(upstream, prompt, config).stream()
                    .anyMatch(chunk -> chunk.candidates()
                            .flatMap(candidates -> candidates.getFirst().finishReason())
                            .isPresent());
        } catch (ApiException refused) {
            return false;
        }
    }

    private static void assertRefused(int code, String status, Upstream upstream, String prompt) {
        ApiException refused = assertThrows(
                ApiException.class,
                () -> client.models.generateContent(
                        upstream.model(),
                        prompt,
                        GenerateContentConfig.builder().build()));
        assertEquals(code, refused.code());
        assertEquals(status, refused.status());
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

    private static List<GenerateContentResponse> streamed(
            Upstream upstream, String prompt, GenerateContentConfig config) {
        List<GenerateContentResponse> chunks = new ArrayList<>();
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(upstream.model(), prompt, config)) {
            stream.forEach(chunks::add);
        }
        return chunks;
    }

    private static List<Part> parts(List<GenerateContentResponse> chunks) {
        List<Part> parts = new ArrayList<>();
        for (GenerateContentResponse chunk : chunks) {
            chunk.candidates()
                    .flatMap(candidates -> candidates.getFirst().content())
                    .flatMap(Content::parts)
                    .ifPresent(parts::addAll);
        }
        return parts;
    }

    private static String text(List<GenerateContentResponse> chunks) {
        StringBuilder text = new StringBuilder();
        parts(chunks).stream()
                .filter(part -> !part.thought().orElse(false))
                .forEach(part -> text.append(part.text().orElse("")));
        return text.toString();
    }

    private static Part result(FunctionCall call) {
        FunctionResponse.Builder response = FunctionResponse.builder()
                .name(call.name().orElseThrow())
                .response(Map.of("output", call.name().orElseThrow() + " done"));
        call.id().ifPresent(response::id);
        return Part.builder().functionResponse(response.build()).build();
    }

    /** A client that does not retry, so that every failure is seen. */
    private static Client client(String key) {
        return Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(gateway.url())
                        .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                        .build())
                .build();
    }
}
