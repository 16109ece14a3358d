package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.resource.Yaml;
import dev.pontage.testkit.simulator.Simulator;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against simulated clouds, which refuse what the real ones would. */
@DisplayName("The same models at clouds")
final class CloudsServeTheSameModelsTest {
    private static final String ON_VERTEX = "claude-sonnet-4-5@20250929";
    private static final String ON_BEDROCK = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String GEMINI = "gemini-2.5-flash";

    private final Simulator google = Simulator.gemini();
    private final Simulator aws = Simulator.bedrock();
    private final TestHouse house;
    private Running running;
    private String key = "";

    CloudsServeTheSameModelsTest(@TempDir Path folder) throws IOException {
        house = new TestHouse(folder);
        running = begin();
    }

    private Running begin() {
        String vertex = google.baseUrl() + "/v1/projects/p-1/locations/global/publishers/";
        house.configure(Yaml.documents(
                provider(
                        "on-vertex",
                        "vendor: vertex-anthropic, baseUrl: \"" + vertex + "anthropic\", " + apiKey(),
                        ON_VERTEX),
                provider("gemini", "vendor: vertex, baseUrl: \"" + vertex + "google\", " + apiKey(), GEMINI),
                provider(
                        "on-bedrock",
                        "vendor: bedrock-anthropic, region: " + Simulator.REGION + ", baseUrl: \"" + aws.baseUrl()
                                + "\", guardrail: {id: gr1, version: \"2\"}, credentials: [{name: main, accessKeyId: "
                                + Simulator.ACCESS_KEY_ID + ", secretAccessKey: \"" + Simulator.SECRET_ACCESS_KEY
                                + "\"}]",
                        ON_BEDROCK)));
        return house.start();
    }

    private static String provider(String name, String spec, String model) {
        return Yaml.document("Provider", name, "{" + spec + ", models: [\"" + model + "\"]}");
    }

    private static String apiKey() {
        return "credentials: [{name: main, apiKey: " + Simulator.API_KEY + "}]";
    }

    @BeforeEach
    void readKey() throws IOException {
        key = Files.readString(house.secrets().resolve("first-key")).strip();
    }

    @AfterEach
    void stop() {
        var _ = running.stop();
        google.close();
        aws.close();
    }

    private String asked(String target, String body) {
        try (RawClient client = RawClient.connect(running.address().port())) {
            RawResponse answer = client.post(
                            target,
                            body,
                            "authorization: Bearer " + key,
                            "anthropic-version: 2023-06-01",
                            "anthropic-beta: interleaved-thinking-2025-05-14")
                    .readResponse();
            assertEquals(200, answer.status(), answer.text() + google.refusals() + aws.refusals());
            return answer.text();
        }
    }

    private void assertNothingRefused() {
        assertEquals(List.of(), google.refusals());
        assertEquals(List.of(), aws.refusals());
    }

    @ParameterizedTest
    @CsvSource({ON_VERTEX, ON_BEDROCK})
    @DisplayName("F07 J08: clients of Anthropic get text, calls of tools and thoughts, whole and streamed")
    void anthropic(String model) {
        for (boolean stream : new boolean[] {false, true}) {
            String head = "{\"model\":\"" + model + "\",\"max_tokens\":2000,\"stream\":" + stream;
            String text = asked("/v1/messages", head + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hé?\"}]}");
            assertTrue(text.contains("[sim]"), text);
            assertEquals(stream, text.contains("event: message_stop\ndata: {\"type\":\"message_stop\""), text);
            String tool = asked(
                    "/v1/messages",
                    head + ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"tools\":[{\"name\":\"look\","
                            + "\"input_schema\":{\"type\":\"object\"}}],\"messages\":[{\"role\":\"user\",\"content\":"
                            + "\"/tool look\"}]}");
            assertTrue(tool.contains("\"tool_use\"") && tool.contains("\"thinking\""), tool);
        }
        assertNothingRefused();
    }

    @ParameterizedTest
    @CsvSource({ON_VERTEX, ON_BEDROCK, GEMINI})
    @DisplayName("S0.02: clients of OpenAI get text and calls of tools, whole and streamed")
    void openAi(String model) {
        for (boolean stream : new boolean[] {false, true}) {
            String text = asked(
                    "/v1/chat/completions",
                    "{\"model\":\"" + model + "\",\"stream\":" + stream
                            + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}],"
                            + "\"messages\":[{\"role\":\"user\",\"content\":\"/tool look\"}]}");
            assertTrue(text.contains("\"name\":\"look\""), text);
            assertEquals(stream, text.contains("data: [DONE]"), text);
        }
        assertNothingRefused();
    }

    @Test
    @DisplayName("clients of Gemini reach Vertex as they reach Gemini's own API")
    void gemini() {
        String body = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
        assertTrue(asked("/v1beta/models/" + GEMINI + ":generateContent", body).contains("[sim]"));
        assertTrue(asked("/v1beta/models/" + GEMINI + ":streamGenerateContent?alt=sse", body)
                .contains("data: "));
        assertTrue(asked("/v1beta/models/" + GEMINI + ":countTokens", body).contains("totalTokens"));
        assertNothingRefused();
    }

    @Test
    @DisplayName("tokens are counted by Vertex, and estimated for Bedrock")
    void counts() {
        for (String model : List.of(ON_VERTEX, ON_BEDROCK)) {
            String count = asked(
                    "/v1/messages/count_tokens",
                    "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
            assertTrue(count.contains("\"input_tokens\":"), count);
        }
        assertEquals(1, google.requests().size());
        assertEquals(0, aws.requests().size());
        assertNothingRefused();
    }

    @Test
    @DisplayName("the operator's guardrail goes along, and the signature covers it")
    void guardrail() {
        asked(
                "/v1/messages",
                "{\"model\":\"" + ON_BEDROCK
                        + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        RecordedRequest sent = aws.lastRequest();
        assertEquals("gr1", sent.header("x-amzn-bedrock-guardrailidentifier").orElse(""));
        String signature = sent.header("authorization").orElse("");
        assertTrue(
                signature.contains("x-amzn-bedrock-guardrailidentifier;x-amzn-bedrock-guardrailversion;"), signature);
        assertNothingRefused();
    }
}
