package dev.pontage.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.anthropic.AnthropicChat;
import dev.pontage.dialect.bedrock.ConverseChat;
import dev.pontage.dialect.gemini.Gemini;
import dev.pontage.dialect.gemini.GeminiChat;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.openai.OpenAiChat;
import dev.pontage.dialect.openai.OpenAiResponsesChat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What docs/guide/translation.md says once, for every dialect")
class ChoicesOfTranslationTest {
    private static final ChatCodec OPENAI = new OpenAiChat();
    private static final ChatCodec RESPONSES = new OpenAiResponsesChat();
    private static final ChatCodec ANTHROPIC = new AnthropicChat();
    private static final ChatCodec GEMINI = new GeminiChat();
    private static final ChatCodec BEDROCK = new ConverseChat();

    private static final String TOOLS =
            "'tools':[{'type':'function','function':{'name':'look','parameters':{'type':'object'}}}]";
    private static final String FORCED = "{'messages':[{'role':'user','content':'Hi'}],'max_completion_tokens':9000,"
            + "'reasoning_effort':'high','tool_choice':'required'," + TOOLS + "}";

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-20250514, anthropic.claude-sonnet-4-20250514-v1:0",
        "claude-opus-4-6, us.anthropic.claude-opus-4-6-v1",
        "claude-opus-5, us.anthropic.claude-opus-5",
    })
    @DisplayName("a forced call wins over thoughts, which are off and reported, on every API of the same model")
    void forcedCall(String model, String bedrockModel) {
        Written anthropic = written(ANTHROPIC, FORCED, model);
        Written bedrock = written(BEDROCK, FORCED, bedrockModel);
        assertEquals(List.of(new Loss("reasoning_effort")), anthropic.losses());
        assertEquals(List.of(new Loss("reasoning_effort")), bedrock.losses());
        assertTrue(text(anthropic).contains("'tool_choice':{'type':'any'"), text(anthropic));
        assertTrue(text(bedrock).contains("'toolChoice':{'any':{}}"), text(bedrock));
        boolean toldOff = model.endsWith("-5");
        for (Written written : List.of(anthropic, bedrock)) {
            assertEquals(toldOff, text(written).contains("'thinking':{'type':'disabled'}"), text(written));
            assertFalse(text(written).contains("'enabled'") || text(written).contains("'adaptive'"), text(written));
        }
    }

    @Test
    @DisplayName("only a model that cannot do without thoughts chooses freely, and that is reported")
    void cannotBeQuiet() {
        for (Written written : List.of(
                written(ANTHROPIC, FORCED, "claude-fable-5"),
                written(BEDROCK, FORCED, "us.anthropic.claude-fable-5"))) {
            assertEquals(List.of(new Loss("tool_choice")), written.losses());
            assertTrue(text(written).contains("'adaptive'") && text(written).contains("'auto'"), text(written));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3-opus-20240229",
                "3-5-sonnet-20240620",
                "3-7-sonnet-20250219",
                "sonnet-4-20250514",
                "opus-4-1",
                "sonnet-4-5",
                "opus-4-5",
                "sonnet-4-6",
                "opus-4-6",
                "opus-4-7",
                "sonnet-5",
                "fable-5"
            })
    @DisplayName("what a model does not take is reported alike, whichever API serves it")
    void sameModel(String model) {
        for (String said : List.of(
                "'temperature':0.5,'top_p':0.9",
                "'temperature':1.5",
                "'temperature':0.5,'reasoning_effort':'low'",
                "'top_p':0.96,'reasoning_effort':'low'",
                "'reasoning_effort':'none'",
                "'reasoning_effort':'minimal'",
                "'reasoning_effort':'xhigh'",
                "'reasoning_effort':'max'",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,'schema':{}}}",
                "'response_format':{'type':'json_object'}",
                "'stop':[' ']",
                "'seed':1")) {
            String body = "{'messages':[{'role':'user','content':'Hi'}],'max_completion_tokens':9000," + said + "}";
            assertEquals(
                    written(ANTHROPIC, body, "claude-" + model).losses(),
                    written(BEDROCK, body, "anthropic.claude-" + model).losses(),
                    model + " " + said);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gs://bucket/a.png", "s3://bucket/a.png", "file:///etc/passwd", "a.png", "GS://b/a"})
    @DisplayName("an address that only a provider's credential could read is refused in every protocol (C8)")
    void buckets(String url) {
        List<ChatCodec> readers = List.of(OPENAI, RESPONSES, ANTHROPIC, GEMINI);
        List<String> bodies = List.of(
                "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'URL'}}]}]}",
                "{'input':[{'role':'user','content':[{'type':'input_image','image_url':'URL'}]}]}",
                "{'max_tokens':1,'messages':[{'role':'user','content':[{'type':'image','source':{'type':'url',"
                        + "'url':'URL'}}]}]}",
                "{'contents':[{'parts':[{'fileData':{'fileUri':'URL'}}]}]}");
        for (int i = 0; i < readers.size(); i++) {
            ChatCodec reader = readers.get(i);
            String body = bodies.get(i);
            Malformed refused = assertThrows(Malformed.class, () -> read(reader, body.replace("URL", url)));
            assertTrue(refused.path().toLowerCase(Locale.ROOT).contains("ur"), refused.path());
            read(reader, body.replace("URL", "https://example.com/a.png"));
            read(reader, body.replace("URL", "HTTP://example.com/a.png"));
        }
        byte[] same = bodies.getLast().replace("URL", url).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Operation generate = new Gemini().operations().getFirst();
        assertInstanceOf(Peeked.Refused.class, new Gemini().peek(generate, Parameters.NONE, same, same.length));
    }

    @Test
    @DisplayName("G09 K02 a maker gets back the thoughts that it signed; those of others are lost, and reported")
    void signatures() {
        Map<Signer, List<ChatCodec>> makers = Map.of(
                Signer.CLAUDE, List.of(ANTHROPIC, BEDROCK),
                Signer.GOOGLE, List.of(GEMINI),
                Signer.OPENAI, List.of(RESPONSES));
        for (Signer signer : Signer.values()) {
            ChatRequest request = thought(signer.canonical("c2ln"));
            makers.forEach((maker, writers) -> writers.forEach(writer -> {
                Written written = writer.write(request, model(writer), Set.of());
                boolean own = maker == signer;
                assertEquals(own, !written.losses().contains(new Loss("thinking")), signer + " " + written);
                assertEquals(own, text(written).contains("'c2ln'"), signer + " " + text(written));
            }));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2ln", "google/c2ln", "openai/c2ln"})
    @DisplayName("a signature comes back from a client as it went to it, whoever signed (C1)")
    void throughClients(String canonical) {
        ChatEvent signed = new ChatEvent.Signed(0, canonical);
        for (boolean streamed : new boolean[] {true, false}) {
            String responses = answer(RESPONSES, streamed, signed);
            String sealed = responses.replaceAll("(?s).*'encrypted_content':'([^']*)'.*", "$1");
            ChatRequest again = read(
                    RESPONSES,
                    "{'input':[{'role':'user','content':'Hi'},{'type':'reasoning','summary':[],"
                            + "'encrypted_content':'" + sealed + "'}]}");
            assertEquals(
                    new Part.Thinking("", canonical),
                    again.turns().getLast().parts().getFirst());
            assertTrue(answer(OPENAI, streamed, signed).contains("'signature':'" + canonical + "'"));
            assertTrue(answer(ANTHROPIC, streamed, signed).contains("'signature':'" + canonical + "'"));
        }
        String redacted = answer(RESPONSES, true, new ChatEvent.Redacted(0, canonical));
        String sealed = redacted.replaceAll("(?s).*'encrypted_content':'([^']*)'.*", "$1");
        assertEquals(
                new Part.Redacted(canonical),
                read(RESPONSES, "{'input':[{'type':'reasoning','encrypted_content':'" + sealed + "'}]}")
                        .turns()
                        .getFirst()
                        .parts()
                        .getFirst());
    }

    @Test
    @DisplayName("a picture for a client whose protocol has none is told of in words, streamed and whole")
    void pictures() {
        ChatEvent picture = new ChatEvent.Media(0, "image/png", "AAAA");
        for (ChatCodec client : List.of(ANTHROPIC, RESPONSES)) {
            for (boolean streamed : new boolean[] {true, false}) {
                String answer = answer(client, streamed, picture);
                assertTrue(answer.contains("[image/png: this API cannot show it]"), answer);
                assertFalse(answer.contains("AAAA"), answer);
            }
        }
        assertTrue(answer(OPENAI, true, picture).contains("data:image/png;base64,AAAA"));
    }

    @Test
    @DisplayName("thoughts repeat with their signature up to a bound; longer ones are signed alone")
    void longThoughts() {
        String piece = "x".repeat(64 * 1024);
        ChatEvent thought = new ChatEvent.Thinking(0, piece);
        ChatEvent signed = new ChatEvent.Signed(0, "s");
        assertTrue(answer(OPENAI, true, thought, thought, signed).contains("'thinking':'" + piece + piece + "'"));
        String longer = answer(OPENAI, true, thought, thought, new ChatEvent.Thinking(0, "y"), signed);
        assertTrue(longer.contains("'thinking':'','signature':'s'"));
        assertTrue(longer.contains("'reasoning_content':'y'"));
    }

    @Test
    @DisplayName("instructions between turns are moved to the front where they have to stand, and nothing is lost")
    void instructions() {
        String body = "{'messages':[{'role':'system','content':'A'},{'role':'user','content':'Hi'},"
                + "{'role':'developer','content':'B'},{'role':'user','content':'Ho'}]}";
        for (ChatCodec upstream : List.of(ANTHROPIC, GEMINI, BEDROCK)) {
            Written written = written(upstream, body, model(upstream));
            assertEquals(List.of(), written.losses());
            assertTrue(text(written).contains("'A'") && text(written).contains("'B'"), text(written));
        }
    }

    private static ChatRequest thought(String signature) {
        ChatRequest plain = read(OPENAI, "{'messages':[{'role':'user','content':'Hi'}]}");
        Turn said = new Turn(Role.ASSISTANT, List.of(new Part.Thinking("hm", signature), new Part.Text("Yes", null)));
        return new ChatRequest(
                "",
                false,
                List.of(plain.turns().getFirst(), said, plain.turns().getFirst()),
                List.of(),
                null,
                null,
                plain.format(),
                null,
                plain.settings(),
                null,
                List.of());
    }

    private static String model(ChatCodec codec) {
        return codec.equals(BEDROCK)
                ? "us.anthropic.claude-opus-4-6-v1"
                : codec.equals(ANTHROPIC) ? "claude-opus-4-6" : "up";
    }

    private static Written written(ChatCodec upstream, String body, String model) {
        return upstream.write(read(OPENAI, body), model, Set.of());
    }

    private static ChatRequest read(ChatCodec codec, String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Json json = new JsonTree(Limits.DEFAULT, true).read(bytes, 0, bytes.length);
        return codec.read(json, ChatCodec.Asked.IN_BODY);
    }

    private static String text(Written written) {
        return JsonText.of(written.body()).replace('"', '\'');
    }

    private static String answer(ChatCodec client, boolean streamed, ChatEvent... events) {
        StringBuilder answer = new StringBuilder();
        ReplyWriter writer = client.writer(new Envelope("r", 7, "", streamed ? Framing.EVENTS : Framing.WHOLE, true));
        Sink sink = (bytes, from, to) -> answer.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        writer.event(new ChatEvent.Started("i", "m", 1), sink);
        for (ChatEvent event : events) {
            writer.event(event, sink);
        }
        writer.event(new ChatEvent.Finished(0, Finish.END, ""), sink);
        writer.end(Usage.NONE, sink);
        return answer.toString().replace('"', '\'');
    }
}
