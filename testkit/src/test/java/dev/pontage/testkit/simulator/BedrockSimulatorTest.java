package dev.pontage.testkit.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;
import tools.jackson.databind.JsonNode;

@DisplayName("The simulated Bedrock")
class BedrockSimulatorTest {
    private static final String CLAUDE = "/model/us.anthropic.claude-sonnet-4-20250514-v1%3A0/";

    private final Simulator simulator = Simulator.bedrock();
    private final Caller caller = new Caller(simulator, "authorization", "Bearer " + Simulator.API_KEY);

    @AfterEach
    void close() {
        caller.close();
    }

    @Test
    @DisplayName("streams frames that the decoder of AWS's SDK reads, usage last")
    void frames() throws Exception {
        List<Message> frames = decoded(caller.post(CLAUDE + "converse-stream", body("/cached 5 Hi 你好")));
        assertEquals("messageStart", type(frames.getFirst()));
        assertEquals("messageStop", type(frames.get(frames.size() - 2)));
        assertEquals("metadata", type(frames.getLast()));
        StringBuilder text = new StringBuilder();
        for (Message frame : frames) {
            JsonNode payload = Json.read(frame.getPayload());
            text.append(payload.at("/delta/text").asString(""));
            assertTrue(payload.has("p"), payload.toString());
        }
        JsonNode whole = caller.json(CLAUDE + "converse", body("/cached 5 Hi 你好"));
        assertEquals(whole.at("/output/message/content/0/text").asString(), text.toString());
        JsonNode usage = Json.read(frames.getLast().getPayload()).get("usage");
        assertEquals(whole.get("usage"), usage);
        assertEquals(simulator.lastBill().allOutput(), usage.get("outputTokens").asLong());
    }

    @Test
    @DisplayName("tells of errors in a stream as exceptions, as errors without a model, and by a wrong checksum")
    void brokenStreams() throws Exception {
        Message exception = decoded(
                        caller.post(CLAUDE + "converse-stream", body("/fail error throttlingException 3 Hi")))
                .getLast();
        assertEquals("throttlingException", header(exception, ":exception-type"));
        Message error = decoded(caller.post(CLAUDE + "converse-stream", body("/fail unmodeled Hi")))
                .getLast();
        assertEquals("InternalError", header(error, ":error-code"));
        HttpResponse<byte[]> garbled = caller.post(CLAUDE + "converse-stream", body("/fail garbled 3 Hi"));
        assertThrows(RuntimeException.class, () -> decoded(garbled));
    }

    @Test
    @DisplayName("answers Anthropic's own body, whole and in frames of base64")
    void invoked() throws Exception {
        String body = """
                {"anthropic_version":"bedrock-2023-05-31","max_tokens":200,"messages":[{"role":"user","content":"Hi"}]}""";
        JsonNode whole = caller.json(CLAUDE + "invoke", body);
        assertEquals("message", whole.get("type").asString());
        List<Message> frames = decoded(caller.post(CLAUDE + "invoke-with-response-stream", body));
        JsonNode first = Json.read(Base64.getDecoder()
                .decode(Json.read(frames.getFirst().getPayload()).get("bytes").asString()));
        assertEquals("message_start", first.get("type").asString());
        assertEquals(
                400,
                caller.post(CLAUDE + "invoke", body.replace("{\"anth", "{\"model\":\"m\",\"anth"))
                        .statusCode());
    }

    @Test
    @DisplayName("embeds in the form of each maker")
    void embeddings() throws Exception {
        JsonNode titan =
                caller.json("/model/amazon.titan-embed-text-v2:0/invoke", "{\"inputText\":\"one\",\"dimensions\":256}");
        assertEquals(256, titan.get("embedding").size());
        assertEquals(1, titan.get("inputTextTokenCount").asInt());
        HttpResponse<byte[]> cohere = caller.post(
                "/model/cohere.embed-english-v3/invoke",
                "{\"texts\":[\"one\",\"two\"],\"input_type\":\"search_document\"}");
        assertEquals(2, Json.read(cohere.body()).get("embeddings").size());
        assertEquals(
                "2",
                cohere.headers().firstValue("x-amzn-bedrock-input-token-count").orElse(""));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("refuses what the service refuses")
    @ValueSource(
            strings = {
                "{\"messages\":[]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\" \"}]}]}",
                "{\"messages\":[{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi\"}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]},{\"role\":\"user\",\"content\":[{\"text\":\"b\"}]}]}",
                "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]}",
                "{\"inferenceConfig\":{\"temperature\":1.6},\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]}",
                "{\"toolConfig\":{\"tools\":[]},\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]}",
                "{\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"a\",\"description\":\"\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}]},\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]},{\"role\":\"assistant\",\"content\":[{\"toolUse\":{\"toolUseId\":\"a\",\"name\":\"b\",\"input\":{}}}]},{\"role\":\"user\",\"content\":[{\"toolResult\":{\"toolUseId\":\"a\",\"content\":[{\"text\":\"c\"}]}}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"document\":{\"format\":\"pdf\",\"name\":\"a.pdf\",\"source\":{\"bytes\":\"JVBERg==\"}}},{\"text\":\"a\"}]}]}",
                "{\"additionalModelRequestFields\":{\"prompt_caching\":true},\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]}"
            })
    void refuses(String body) throws Exception {
        HttpResponse<byte[]> answer = caller.post(CLAUDE + "converse", body);
        assertEquals(400, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        assertTrue(answer.headers().firstValue("x-amzn-errortype").orElse("").startsWith("ValidationException:"));
        assertEquals(1, simulator.refusals().size());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("fails as it is told")
    @CsvSource({
        "/fail 429, 429, ThrottlingException",
        "/fail ModelNotReadyException, 429, ModelNotReadyException",
        "/fail overloaded, 503, ServiceUnavailableException",
        "/fail 424, 424, ModelErrorException"
    })
    void failures(String prompt, int status, String kind) throws Exception {
        HttpResponse<byte[]> answer = caller.post(CLAUDE + "converse", body(prompt));
        assertEquals(status, answer.statusCode());
        assertTrue(answer.headers().firstValue("x-amzn-errortype").orElse("").startsWith(kind + ":"));
    }

    @Test
    @DisplayName("takes nobody without a key or a signature")
    void strangers() throws Exception {
        try (Caller stranger = new Caller(Simulator.bedrock(), "x-nothing", "1")) {
            assertEquals(403, stranger.post(CLAUDE + "converse", body("Hi")).statusCode());
        }
    }

    private static List<Message> decoded(HttpResponse<byte[]> answer) {
        List<Message> messages = new ArrayList<>();
        MessageDecoder decoder = new MessageDecoder(messages::add);
        decoder.feed(answer.body());
        return messages;
    }

    private static String type(Message frame) {
        return header(frame, ":event-type");
    }

    private static String header(Message frame, String name) {
        return Objects.requireNonNull(frame.getHeaders().get(name), name).getString();
    }

    private static String body(String prompt) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"" + prompt + "\"}]}]}";
    }
}
