package dev.pontage.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.openai.OpenAiChat;
import dev.pontage.dialect.openai.OpenAiResponsesChat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Laws of every codec of the canonical chat")
class CodecLawsTest {
    private static final Map<String, ChatCodec> CODECS =
            Map.of("openai chat", new OpenAiChat(), "openai responses", new OpenAiResponsesChat());

    private static final ChatEvent.Started STARTED = new ChatEvent.Started("resp_1", "up", 1_760_000_000);
    private static final Json.Obj PARAMETERS = new Members()
            .put("type", "object")
            .put("properties", new Members().put("at", Json.Obj.EMPTY).obj())
            .obj();

    private static final List<List<ChatEvent>> SAYINGS = List.of(
            List.of(new ChatEvent.Text(0, "Hel"), new ChatEvent.Text(0, "lo 中😀 \"\\\n"), end(Finish.END)),
            List.of(
                    new ChatEvent.Thinking(0, "hm"),
                    new ChatEvent.Thinking(0, "m"),
                    new ChatEvent.Signed(0, "sig"),
                    new ChatEvent.Text(0, "Yes"),
                    end(Finish.TOKEN_LIMIT)),
            List.of(
                    new ChatEvent.Text(0, "Let me look."),
                    new ChatEvent.ToolBegun(0, 0, "c1", "look", ""),
                    new ChatEvent.ToolArguments(0, 0, "{\"at\":"),
                    new ChatEvent.ToolArguments(0, 0, "1}"),
                    new ChatEvent.ToolBegun(0, 1, "c2", "look", ""),
                    new ChatEvent.ToolArguments(0, 1, "{}"),
                    end(Finish.TOOL_CALLS)),
            List.of(new ChatEvent.Refused(0, "No."), end(Finish.POLICY)),
            List.of(new ChatEvent.Text(0, "x"), end(Finish.POLICY)));

    private static final List<ChatRequest> REQUESTS = List.of(
            request(List.of(user(text("Hi"))), Settings.builder().build()),
            request(
                    List.of(
                            new Turn(Role.SYSTEM, List.of(text("Be brief."))),
                            user(
                                    text("What is this?"),
                                    new Part.Media(
                                            Medium.IMAGE, "image/png", new Part.Inline("AAAA"), "", Detail.AUTO, null)),
                            new Turn(
                                    Role.ASSISTANT,
                                    List.of(text("Let me look."), new Part.ToolCall("c1", "look", "{}", "", null))),
                            user(new Part.ToolResult("c1", List.of(text("a cat")), false, null)),
                            new Turn(Role.ASSISTANT, List.of(text("A cat."))),
                            user(text("Sure?"))),
                    Settings.builder()
                            .with(Setting.MAX_TOKENS, Json.Num.of(100))
                            .with(Setting.TEMPERATURE, new Json.Num("0.50"))
                            .with(Setting.TOP_P, new Json.Num("1"))
                            .build()));

    static Stream<Arguments> sayings() {
        return CODECS.entrySet().stream()
                .flatMap(codec -> SAYINGS.stream().map(saying -> Arguments.of(codec.getKey(), saying)));
    }

    static Stream<Arguments> requests() {
        return CODECS.keySet().stream()
                .flatMap(codec -> REQUESTS.stream().map(request -> Arguments.of(codec, request)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sayings")
    @DisplayName("fold: what is written, streamed or whole, is read as the same answer")
    void fold(String name, List<ChatEvent> saying) {
        ChatReply said = folded(sink -> begun(saying).forEach(sink));
        assertEquals(said, folded(reading(name, true, written(name, true, saying))));
        assertEquals(said, folded(reading(name, false, written(name, false, saying))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sayings")
    @DisplayName("cutting: an answer says the same wherever it is cut (C5)")
    void cutting(String name, List<ChatEvent> saying) {
        for (boolean streamed : new boolean[] {true, false}) {
            byte[] bytes = written(name, streamed, saying);
            List<ChatEvent> whole = listed(reading(name, streamed, bytes));
            for (int cut = 1; cut < bytes.length; cut++) {
                int at = cut;
                ReplyReader reader = codec(name).reader(streamed);
                assertEquals(whole, listed(sink -> {
                    reader.feed(bytes, 0, at, sink);
                    reader.feed(bytes, at, bytes.length, sink);
                    reader.end(sink);
                }));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    @DisplayName("crossing: a request written and read again is the same, but for declared losses")
    void crossing(String name, ChatRequest request) {
        ChatCodec codec = codec(name);
        Written written = codec.write(request, request.model(), Set.of());
        assertEquals(List.<Loss>of(), written.losses());
        assertEquals(request, codec.read(again(written.body()), ChatCodec.Asked.IN_BODY));
    }

    private static ChatCodec codec(String name) {
        return Objects.requireNonNull(CODECS.get(name));
    }

    private static Json again(Json body) {
        byte[] bytes = JsonText.bytes(body);
        return new JsonTree(Limits.DEFAULT, true).read(bytes, 0, bytes.length);
    }

    private static byte[] written(String name, boolean streamed, List<ChatEvent> saying) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReplyWriter writer =
                codec(name).writer(new Envelope("r", 7, "", streamed ? Framing.EVENTS : Framing.WHOLE, true));
        begun(saying).forEach(event -> writer.event(event, (b, from, to) -> bytes.write(b, from, to - from)));
        writer.end(Usage.text(3, 4), (b, from, to) -> bytes.write(b, from, to - from));
        return bytes.toByteArray();
    }

    private static Consumer<Consumer<ChatEvent>> reading(String name, boolean streamed, byte[] bytes) {
        ReplyReader reader = codec(name).reader(streamed);
        return sink -> {
            reader.feed(bytes, 0, bytes.length, sink);
            reader.end(sink);
        };
    }

    private static List<ChatEvent> listed(Consumer<Consumer<ChatEvent>> reading) {
        List<ChatEvent> events = new ArrayList<>();
        reading.accept(events::add);
        return events;
    }

    private static ChatReply folded(Consumer<Consumer<ChatEvent>> reading) {
        Fold fold = new Fold();
        reading.accept(fold::add);
        return fold.reply();
    }

    private static List<ChatEvent> begun(List<ChatEvent> saying) {
        List<ChatEvent> events = new ArrayList<>(List.of(STARTED));
        events.addAll(saying);
        return events;
    }

    private static ChatEvent end(Finish finish) {
        return new ChatEvent.Finished(0, finish, "");
    }

    private static Part text(String text) {
        return new Part.Text(text, null);
    }

    private static Turn user(Part... parts) {
        return new Turn(Role.USER, List.of(parts));
    }

    private static ChatRequest request(List<Turn> turns, Settings settings) {
        return new ChatRequest(
                "m",
                true,
                turns,
                List.of(new Tool.Function("look", "Looks.", PARAMETERS, false, null)),
                new ToolChoice.Auto(),
                true,
                new AnswerFormat.Text(),
                new Reasoning(Reasoning.Effort.LOW, -1, true),
                settings,
                null,
                List.of());
    }
}
