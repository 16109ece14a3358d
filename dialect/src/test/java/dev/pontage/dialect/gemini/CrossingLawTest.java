package dev.pontage.dialect.gemini;

import static dev.pontage.dialect.gemini.GeminiRequestsTest.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatCodec.Asked;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Fieldless;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Setting;
import dev.pontage.dialect.chat.Settings;
import dev.pontage.dialect.chat.Tool;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.openai.OpenAiChat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Law of the crossing: Gemini and OpenAI, there and back")
class CrossingLawTest {
    private static final OpenAiChat OPENAI = new OpenAiChat();
    private static final GeminiChat GEMINI = new GeminiChat();
    private static final String MODEL = "gemini-2.5-pro";

    static final List<String> GEMINI_BODIES = GeminiRequestsTest.BODIES;

    static final List<String> OPENAI_BODIES =
            List.of("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true}", """
            {"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"A"},\
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},\
            {"type":"input_audio","input_audio":{"data":"BBBB","format":"wav"}}]},\
            {"role":"assistant","content":"B"},{"role":"user","content":"C"}],"temperature":0.5,"top_p":1,"seed":3,\
            "stop":["x"],"n":2,"max_completion_tokens":5,"logprobs":true,"top_logprobs":2,\
            "response_format":{"type":"json_object"}}""", """
            {"messages":[{"role":"user","content":"Look"},{"role":"assistant","content":"I look.","tool_calls":[\
            {"id":"call_1","type":"function","function":{"name":"a/b","arguments":"{\\"at\\":1.0}"},\
            "extra_content":{"google":{"thought_signature":"c2ln"}}},\
            {"id":"call_2","type":"function","function":{"name":"look","arguments":"{}"}}]},\
            {"role":"tool","tool_call_id":"call_1","content":"nothing"},\
            {"role":"tool","tool_call_id":"call_2","content":"{\\"a\\":1}"},{"role":"user","content":"Well?"}],\
            "tools":[{"type":"function","function":{"name":"a/b","description":"d","parameters":{"type":"object"}}},\
            {"type":"function","function":{"name":"look"}}],"tool_choice":"required",\
            "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}}}""");

    @ParameterizedTest
    @FieldSource("GEMINI_BODIES")
    @DisplayName("what a Gemini client means, OpenAI's protocol says, but for what is told to be lost")
    void throughOpenAi(String body) {
        ChatRequest meant = GEMINI.read(json(body), new Asked(MODEL, false));
        Written written = OPENAI.write(meant, MODEL, Set.of());
        boolean lostThoughts =
                written.losses().stream().anyMatch(loss -> loss.field().equals("thinking"));
        ChatRequest again = OPENAI.read(written.body(), Asked.IN_BODY);
        assertEquals(plain(meant, lostThoughts), plain(again, true));
    }

    @ParameterizedTest
    @FieldSource("OPENAI_BODIES")
    @DisplayName("what an OpenAI client means, Gemini's protocol says: nothing is lost")
    void throughGemini(String body) {
        ChatRequest meant = OPENAI.read(json(body), Asked.IN_BODY);
        Written written = GEMINI.write(meant, MODEL, Set.of());
        assertEquals(List.of(), written.losses());
        ChatRequest again = decoded(GEMINI.read(written.body(), new Asked("", meant.stream())));
        assertEquals(plain(meant, false), plain(again, false));
    }

    @ParameterizedTest
    @FieldSource("OPENAI_BODIES")
    @DisplayName("a prompt is spelled alike in every turn, so that the upstream's cache finds it (K05)")
    void stable(String body) {
        ChatCodec codec = GEMINI;
        ChatRequest meant = OPENAI.read(json(body), Asked.IN_BODY);
        assertEquals(
                codec.write(meant, MODEL, Set.of()).body(),
                codec.write(meant, MODEL, Set.of()).body());
    }

    /** Names are decoded where answers are read; a client of this protocol has no forbidden ones. */
    private static ChatRequest decoded(ChatRequest request) {
        List<Turn> turns = new ArrayList<>();
        for (Turn turn : request.turns()) {
            List<Part> parts = new ArrayList<>();
            for (Part part : turn.parts()) {
                parts.add(
                        part instanceof Part.ToolCall call
                                ? new Part.ToolCall(
                                        call.id(),
                                        ToolNames.decode(call.name()),
                                        call.arguments(),
                                        call.signature(),
                                        null)
                                : part);
            }
            turns.add(new Turn(turn.role(), parts));
        }
        return with(request, turns, request.format());
    }

    /**
     * The same request but for what carries no meaning: how turns are cut, names of schemas and documents, what is told
     * to be lost.
     */
    private static ChatRequest plain(ChatRequest asked, boolean withoutThoughts) {
        ChatRequest request = Fieldless.of(asked);
        List<Turn> turns = new ArrayList<>();
        List<Part> system = parts(request, Role.SYSTEM, withoutThoughts);
        if (!system.isEmpty()) {
            turns.add(new Turn(Role.SYSTEM, system));
        }
        List<Part> running = new ArrayList<>();
        Role last = null;
        for (Turn turn : request.turns()) {
            if (turn.role() == Role.SYSTEM) {
                continue;
            }
            if (last != null && last != turn.role()) {
                turns.add(new Turn(last, running));
                running = new ArrayList<>();
            }
            last = turn.role();
            running.addAll(parts(turn, withoutThoughts));
        }
        if (last != null) {
            turns.add(new Turn(last, running));
        }
        AnswerFormat format = request.format() instanceof AnswerFormat.Schema schema
                ? new AnswerFormat.Schema("", "", schema.schema(), null)
                : request.format();
        return with(request, turns, format);
    }

    private static List<Part> parts(ChatRequest request, Role role, boolean withoutThoughts) {
        List<Part> parts = new ArrayList<>();
        request.turns().stream()
                .filter(turn -> turn.role() == role)
                .forEach(turn -> parts.addAll(parts(turn, withoutThoughts)));
        return parts;
    }

    private static List<Part> parts(Turn turn, boolean withoutThoughts) {
        List<Part> parts = new ArrayList<>();
        for (Part part : turn.parts()) {
            switch (part) {
                case Part.Thinking _ when withoutThoughts -> {}
                case Part.Media media ->
                    parts.add(new Part.Media(
                            media.source() instanceof Part.Url ? Part.Medium.DOCUMENT : media.medium(),
                            media.source() instanceof Part.Url ? "" : media.mediaType(),
                            media.source() instanceof Part.Url web ? new Part.Url(web.url(), "") : media.source(),
                            "",
                            media.medium() == Part.Medium.IMAGE ? media.detail() : Part.Detail.AUTO,
                            null));
                case Part.ToolResult result
                when result.failed() ->
                    parts.add(new Part.ToolResult(
                            result.callId(),
                            List.of(new Part.Text(
                                    "Error: " + ((Part.Text) result.content().getFirst()).text(), null)),
                            false,
                            null));
                default -> parts.add(part);
            }
        }
        return parts;
    }

    private static ChatRequest with(ChatRequest request, List<Turn> turns, AnswerFormat format) {
        Reasoning reasoning = request.reasoning();
        return new ChatRequest(
                "",
                request.stream(),
                turns,
                request.tools().stream()
                        .filter(Tool.Function.class::isInstance)
                        .map(Tool.Function.class::cast)
                        .map(tool -> (Tool) new Tool.Function(
                                ToolNames.decode(tool.name()), tool.description(), tool.parameters(), null, null))
                        .toList(),
                request.choice(),
                null,
                format,
                // A budget becomes the nearest effort, and back.
                reasoning == null ? null : new Reasoning(null, -1, true),
                withoutTopK(request),
                null,
                List.of());
    }

    private static Settings withoutTopK(ChatRequest request) {
        var settings = Settings.builder();
        request.settings().values().forEach((setting, value) -> {
            if (setting != Setting.TOP_K) {
                settings.with(setting, value);
            }
        });
        return settings.build();
    }
}
