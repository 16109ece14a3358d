package dev.pontage.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.anthropic.AnthropicChat;
import dev.pontage.dialect.bedrock.ConverseChat;
import dev.pontage.dialect.bedrock.InvokeEmbeddings;
import dev.pontage.dialect.embed.EmbeddingCodec;
import dev.pontage.dialect.gemini.GeminiChat;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Place;
import dev.pontage.dialect.list.Dialects;
import dev.pontage.dialect.openai.OpenAiChat;
import dev.pontage.dialect.openai.OpenAiResponsesChat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What another protocol cannot hold is refused by a name")
class ErrorsNameTheClientsFieldTest {
    private static final Map<String, ChatCodec> UPSTREAMS = Map.of(
            "gpt-4o", new OpenAiChat(),
            "gpt-5", new OpenAiResponsesChat(),
            "claude-sonnet-4-5", new AnthropicChat(),
            "gemini-2.5-pro", new GeminiChat(),
            "anthropic.claude-sonnet-4-20250514-v1:0", new ConverseChat());

    /** Requests of every client that some upstream refuses. */
    private static final List<Arguments> CHATS = List.of(
            Arguments.of("openai", "/chat/completions", """
                    {"model":"m","n":3,"messages":[{"role":"user","content":"Hi"}]}"""),
            Arguments.of("openai", "/chat/completions", """
                    {"model":"m","messages":[{"role":"tool","tool_call_id":"lost","content":"1"}]}"""),
            Arguments.of("openai", "/chat/completions", """
                    {"model":"m","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":\
                    {"data":"AAAA","format":"wav"}}]}]}"""),
            Arguments.of("openai", "/chat/completions", """
                    {"model":"m","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}]}"""),
            Arguments.of("openai", "/responses", """
                    {"model":"m","input":[{"type":"function_call_output","call_id":"lost","output":"1"}]}"""),
            Arguments.of("openai", "/responses", """
                    {"model":"m","input":[{"role":"user","content":[{"type":"input_file","file_id":"f"}]}]}"""),
            Arguments.of("anthropic", "/messages", """
                    {"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result",\
                    "tool_use_id":"lost","content":"1"}]}]}"""),
            Arguments.of("anthropic", "/messages", """
                    {"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":\
                    {"type":"file","file_id":"f"}}]}]}"""),
            Arguments.of("gemini", ":generateContent", """
                    {"contents":[{"parts":[{"text":"Hi"}]}],"generationConfig":{"candidateCount":3}}"""),
            Arguments.of("gemini", ":generateContent", """
                    {"contents":[{"parts":[{"inlineData":{"mimeType":"video/mp4","data":"AAAA"}}]}]}"""),
            Arguments.of("bedrock", "/converse", """
                    {"messages":[{"role":"user","content":[{"video":{"format":"mp4","source":{"bytes":"AAAA"}}}]}]}"""),
            Arguments.of("bedrock", "/converse", """
                    {"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"lost","content":[]}}]}]}"""));

    private static final List<Arguments> EMBEDDINGS = List.of(
            Arguments.of("openai", "/embeddings", """
                    {"model":"m","input":"Hi","dimensions":7}"""),
            Arguments.of("openai", "/embeddings", """
                    {"model":"m","input":[[1,2]]}"""),
            Arguments.of("gemini", ":embedContent", """
                    {"content":{"parts":[{"text":"Hi"}]},"outputDimensionality":7}"""),
            Arguments.of("gemini", ":batchEmbedContents", """
                    {"requests":[{"content":{"parts":[{"text":"Hi"}]},"outputDimensionality":7}]}"""));

    static Stream<Arguments> chats() {
        return CHATS.stream();
    }

    static Stream<Arguments> embeddings() {
        return EMBEDDINGS.stream();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("chats")
    @DisplayName("that stands in the client's own request, whoever the upstream is (K07)")
    void chat(String name, String path, String body) {
        Dialect client = dialect(name);
        Operation operation = operation(client, path);
        ChatRequest request = Objects.requireNonNull(client.chat(operation.kind()))
                .read(Corpus.json(body), new ChatCodec.Asked("m", false));
        int refused = 0;
        for (Map.Entry<String, ChatCodec> upstream : UPSTREAMS.entrySet()) {
            try {
                upstream.getValue().write(request, upstream.getKey(), Set.of());
            } catch (Malformed malformed) {
                refused++;
                named(client.spelled(operation, malformed.path()), body);
            }
        }
        assertTrue(refused > 0, "nobody refuses it");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("embeddings")
    @DisplayName("so are embeddings that the upstream does not have")
    void embedding(String name, String path, String body) {
        Dialect client = dialect(name);
        Operation operation = operation(client, path);
        EmbeddingCodec codec = Objects.requireNonNull(client.embeddings());
        Malformed malformed = assertThrows(
                Malformed.class,
                () -> new InvokeEmbeddings().write(codec.read(Corpus.json(body), ""), "amazon.titan-embed-text-v2:0"));
        named(client.spelled(operation, malformed.path()), body);
    }

    /** Of a refusal that names no field the whole body is what is wrong. */
    private static void named(String path, String body) {
        Place place = Place.root(Corpus.json(body));
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
            place = place.at(step.replaceAll("\\[.*", ""));
            if (step.contains("[")) {
                place = place.items().get(Integer.parseInt(step.replaceAll(".*\\[|]", "")));
            }
            assertTrue(place.isPresent(), () -> "'" + path + "' is not in " + body);
        }
    }

    private static Dialect dialect(String name) {
        return Dialects.all("/receipts").stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Operation operation(Dialect dialect, String path) {
        return dialect.operations().stream()
                .filter(each -> each.path().endsWith(path))
                .findFirst()
                .orElseThrow();
    }
}
