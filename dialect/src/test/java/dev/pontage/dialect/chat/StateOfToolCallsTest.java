package dev.pontage.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.anthropic.AnthropicChat;
import dev.pontage.dialect.bedrock.ConverseChat;
import dev.pontage.dialect.chat.Maker.Scope;
import dev.pontage.dialect.gemini.GeminiChat;
import dev.pontage.dialect.json.Place;
import dev.pontage.dialect.openai.OpenAiChat;
import dev.pontage.dialect.openai.OpenAiResponsesChat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What makers want back with tool calls (C1)")
class StateOfToolCallsTest {
    private static final ChatCodec OPENAI = new OpenAiChat();
    private static final ChatCodec RESPONSES = new OpenAiResponsesChat();
    private static final ChatCodec ANTHROPIC = new AnthropicChat();
    private static final ChatCodec GEMINI = new GeminiChat();
    private static final ChatCodec BEDROCK = new ConverseChat();
    private static final Maker CLAUDE = new Maker(Signer.CLAUDE, Scope.EVERYWHERE);

    private static final OpaqueState NOTHING = new OpaqueState("look", true, List.of(), "");

    private final Map<String, OpaqueState> noted = new LinkedHashMap<>();

    // ---- noting

    @Test
    @DisplayName("the thoughts before a call are noted with it, those after it with the next, and its own signature")
    void noted() {
        note(
                new ChatEvent.Started("m", "m", 0),
                new ChatEvent.Thinking(0, "I "),
                new ChatEvent.Thinking(0, "see."),
                new ChatEvent.Signed(0, "s1"),
                new ChatEvent.Redacted(0, "r1"),
                new ChatEvent.Text(0, "Let me look."),
                begun(0, "a", "g1"),
                new ChatEvent.ToolArguments(0, 0, "{}"),
                new ChatEvent.Thinking(0, "And more."),
                new ChatEvent.Signed(0, "s2"),
                begun(1, "b", ""),
                begun(2, "c", ""));
        assertEquals(
                Map.of(
                        "a",
                        new OpaqueState(
                                "look",
                                true,
                                List.of(new Part.Thinking("I see.", "s1"), new Part.Redacted("r1")),
                                "g1"),
                        "b",
                        new OpaqueState("look", false, List.of(new Part.Thinking("And more.", "s2")), "")),
                noted);
    }

    @Test
    @DisplayName("a thought that nobody signed is not noted, and gives its words to no later signature")
    void unsigned() {
        note(
                new ChatEvent.Thinking(0, "Nobody signs this."),
                new ChatEvent.Text(0, "Well."),
                new ChatEvent.Signed(0, "google/s"),
                begun(0, "a", ""),
                new ChatEvent.Thinking(0, "Nor this."),
                begun(1, "b", ""));
        assertEquals(
                Map.of("a", new OpaqueState("look", false, List.of(new Part.Thinking("", "google/s")), "")), noted);
    }

    @Test
    @DisplayName("each of several answers has its own thoughts")
    void severalAnswers() {
        note(
                new ChatEvent.Thinking(0, "zero"),
                new ChatEvent.Thinking(1, "one"),
                new ChatEvent.Signed(1, "s1"),
                new ChatEvent.Signed(0, "s0"),
                new ChatEvent.ToolBegun(1, 0, "a", "look", ""),
                new ChatEvent.ToolBegun(0, 0, "b", "look", ""));
        assertEquals(List.of(new Part.Thinking("one", "s1")), thoughts("a"));
        assertEquals(List.of(new Part.Thinking("zero", "s0")), thoughts("b"));
    }

    @Test
    @DisplayName("a long thought is noted by its signature; sealed ones that do not fit leave the call without any")
    void bounded() {
        String piece = "x".repeat(1_024);
        NotingWriter writer = writer();
        for (int i = 0; i <= NotingWriter.TEXT_CHARS / piece.length(); i++) {
            feed(writer, new ChatEvent.Thinking(0, piece));
        }
        feed(writer, new ChatEvent.Signed(0, "s1"), begun(0, "long", ""));
        assertEquals(List.of(new Part.Thinking("", "s1")), thoughts("long"));

        String sealed = "y".repeat(NotingWriter.HELD_CHARS / 2 + 1);
        feed(writer, new ChatEvent.Redacted(0, sealed), new ChatEvent.Redacted(0, sealed), begun(1, "much", "g"));
        assertEquals(new OpaqueState("look", false, List.of(), "g"), noted.get("much"));

        for (int i = 2; i < 20; i++) {
            feed(writer, new ChatEvent.Redacted(0, sealed), begun(i, "again" + i, ""));
            assertEquals(List.of(new Part.Redacted(sealed)), thoughts("again" + i));
        }
    }

    @Test
    @DisplayName("a thought that does not fit beside what is held is noted by its signature too")
    void besideOthers() {
        String sealed = "y".repeat(NotingWriter.HELD_CHARS - 100);
        for (int chars : new int[] {98, 99, 101}) {
            note(
                    new ChatEvent.Redacted(0, sealed),
                    new ChatEvent.Thinking(0, "x".repeat(chars)),
                    new ChatEvent.Signed(0, "s1"),
                    begun(0, "a" + chars, ""));
            String text = chars == 98 ? "x".repeat(chars) : "";
            assertEquals(List.of(new Part.Redacted(sealed), new Part.Thinking(text, "s1")), thoughts("a" + chars));
        }
    }

    @Test
    @DisplayName("what was held of an answer without calls is given back when it ends")
    void givenBack() {
        String sealed = "y".repeat(NotingWriter.HELD_CHARS);
        NotingWriter writer = writer();
        for (int answer = 0; answer < 3; answer++) {
            feed(writer, new ChatEvent.Redacted(answer, sealed), new ChatEvent.Finished(answer, Finish.END, ""));
        }
        feed(writer, new ChatEvent.Redacted(3, sealed), new ChatEvent.ToolBegun(3, 0, "a", "look", ""));
        assertEquals(List.of(new Part.Redacted(sealed)), thoughts("a"));
    }

    @Test
    @DisplayName("only what a client would lose is noted: each dialect says what its clients send back")
    void whoLoses() {
        for (ChatCodec client : List.of(OPENAI, RESPONSES, ANTHROPIC, GEMINI, BEDROCK)) {
            for (Signer signer : Signer.values()) {
                noted.clear();
                ReplyWriter writer =
                        NotingWriter.over(new Silent(), client, new Maker(signer, Scope.PROVIDER), noted::put);
                feed(writer, new ChatEvent.Signed(0, signer.canonical("s")), begun(0, "a", "g"));
                OpaqueState kept = noted.getOrDefault("a", NOTHING);
                boolean losesThoughts = client.equals(OPENAI) || (client.equals(GEMINI) && signer != Signer.GOOGLE);
                assertEquals(losesThoughts, !kept.thoughts().isEmpty(), client + " " + signer);
                assertEquals(!client.equals(GEMINI), !kept.signature().isEmpty(), client + " " + signer);
            }
        }
        Silent plain = new Silent();
        assertSame(plain, NotingWriter.over(plain, GEMINI, new Maker(Signer.GOOGLE, Scope.PROVIDER), noted::put));
    }

    @Test
    @DisplayName("where nobody knows who thinks, thoughts are not noted, since they would go back to nobody")
    void unknownMaker() {
        ReplyWriter writer = NotingWriter.over(new Silent(), OPENAI, OPENAI.maker("m"), noted::put);
        feed(writer, new ChatEvent.Signed(0, "s"), begun(0, "a", "g"), begun(1, "b", ""));
        assertEquals(Map.of("a", new OpaqueState("look", true, List.of(), "g")), noted);
    }

    @Test
    @DisplayName("a signature of Claude's holds wherever Claude is served, another's only where it was made")
    void makers() {
        assertEquals(CLAUDE, ANTHROPIC.maker("claude-sonnet-4-5"));
        assertEquals(CLAUDE, BEDROCK.maker("us.anthropic.claude-sonnet-4-5-20250929-v1:0"));
        assertEquals(new Maker(Signer.CLAUDE, Scope.PROVIDER), ANTHROPIC.maker("our-own"));
        assertEquals(
                new Maker(Signer.CLAUDE, Scope.PROVIDER),
                BEDROCK.maker("arn:aws:bedrock:us-east-1:1:application-inference-profile/x"));
        assertEquals(new Maker(Signer.CLAUDE, Scope.MODEL), BEDROCK.maker("amazon.nova-2-lite-v1:0"));
        assertEquals(Maker.UNKNOWN, ANTHROPIC.maker("claude-3-5-haiku-20241022"));
        assertEquals(Maker.UNKNOWN, BEDROCK.maker("meta.llama3-70b-instruct-v1:0"));
        assertEquals(new Maker(Signer.GOOGLE, Scope.PROVIDER), GEMINI.maker("gemini-3-pro"));
        assertEquals(new Maker(Signer.OPENAI, Scope.CREDENTIAL), RESPONSES.maker("gpt-5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"call_1", "call_0_0", "call_", "call_123456789"})
    @DisplayName("an id that only counts tells no call from those of other conversations")
    void countedIds(String id) {
        note(begun(0, id, "g"), begun(1, "call_Zx81", "g"), begun(2, "call_01234567890123456789", "g"));
        assertEquals(List.of("call_Zx81", "call_01234567890123456789"), List.copyOf(noted.keySet()));
        assertEquals(List.of(), Restoring.wanting(request(assistant(call(id, "")))));
    }

    @Test
    @DisplayName("a state is read as it was written, whatever its texts")
    void writtenAndRead() {
        OpaqueState state = new OpaqueState(
                "look \"up\"",
                true,
                List.of(
                        new Part.Thinking("größer 更大 😀 \ud800", "s="),
                        new Part.Redacted("r"),
                        new Part.Thinking("", "t")),
                "g+/=");
        assertEquals(state, OpaqueState.read(Place.root(state.json())));
        OpaqueState bare = new OpaqueState("look", false, List.of(), "g");
        assertEquals(bare, OpaqueState.read(Place.root(bare.json())));
    }

    // ---- restoring

    @Test
    @DisplayName("thoughts that led come back in front of the turn, others in front of their call, and the signature")
    void restored() {
        ChatRequest request = request(assistant(new Part.Text("Let me look.", null), call("a", ""), call("b", "")));
        assertEquals(List.of("b", "a"), Restoring.wanting(request));
        assertEquals(
                List.of(
                        new Part.Thinking("I see.", "s1"),
                        new Part.Text("Let me look.", null),
                        call("a", "g1"),
                        new Part.Redacted("r2"),
                        call("b", "")),
                parts(Restoring.with(
                        request,
                        Map.of(
                                "a", new OpaqueState("look", true, List.of(new Part.Thinking("I see.", "s1")), "g1"),
                                "b", new OpaqueState("look", false, List.of(new Part.Redacted("r2")), "")))));
    }

    @Test
    @DisplayName("what the client sent itself wins: signed thoughts stay alone, a signature stays")
    void clientWins() {
        OpaqueState kept = new OpaqueState("look", true, List.of(new Part.Thinking("kept", "s1")), "g1");
        for (Part own : List.of(new Part.Thinking("own", "s9"), new Part.Redacted("r9"))) {
            ChatRequest request = request(assistant(own, call("a", "")));
            assertEquals(List.of(own, call("a", "g1")), parts(Restoring.with(request, Map.of("a", kept))));
            assertEquals(List.of(), Restoring.wanting(request(assistant(own, call("a", "g9")))));
        }
        ChatRequest signed = request(assistant(call("a", "g9")));
        assertEquals(
                List.of(new Part.Thinking("kept", "s1"), call("a", "g9")),
                parts(Restoring.with(signed, Map.of("a", kept))));
    }

    @Test
    @DisplayName("a thought that the client repeats without its signature gives way to the one that has it")
    void unsignedGivesWay() {
        ChatRequest request = request(assistant(new Part.Thinking("I see.", ""), call("a", "")));
        assertEquals(
                List.of(new Part.Thinking("I see.", "s1"), call("a", "")),
                parts(Restoring.with(
                        request,
                        Map.of("a", new OpaqueState("look", true, List.of(new Part.Thinking("I see.", "s1")), "")))));
        assertEquals(
                List.of(new Part.Thinking("I see.", ""), call("a", "g")),
                parts(Restoring.with(request, Map.of("a", new OpaqueState("look", true, List.of(), "g")))));
    }

    @Test
    @DisplayName("a state goes to the newest call of its id, once, and to no call of another tool")
    void whichCall() {
        OpaqueState kept = new OpaqueState("look", true, List.of(), "g");
        ChatRequest twice = request(assistant(call("a", "")), assistant(call("a", "")));
        ChatRequest once = Restoring.with(twice, Map.of("a", kept));
        assertEquals(List.of(call("a", "")), once.turns().getFirst().parts());
        assertEquals(List.of(call("a", "g")), once.turns().getLast().parts());
        ChatRequest other = request(assistant(new Part.ToolCall("a", "other", "{}", "", null)));
        assertEquals(parts(other), parts(Restoring.with(other, Map.of("a", kept))));
    }

    @Test
    @DisplayName("states are looked for in the loop that goes on, not in those before the user spoke again")
    void whichLoop() {
        Turn result = new Turn(Role.USER, List.of(new Part.ToolResult("a", List.of(), false, null)));
        Turn words = new Turn(Role.USER, List.of(new Part.Text("And now?", null)));
        Turn system = new Turn(Role.SYSTEM, List.of(new Part.Text("Be brief.", null)));
        Turn before = assistant(call("before", ""));
        Turn answer = assistant(new Part.Text("So it is.", null));
        Turn a = assistant(call("a", ""));
        Turn b = assistant(call("b", ""));
        assertEquals(
                List.of("b", "a"),
                Restoring.wanting(request(words, before, result, answer, words, a, result, system, b, result)));
        assertEquals(List.of("a"), Restoring.wanting(request(words, before, words, a, result, words)));
        assertEquals(List.of(), Restoring.wanting(request(words, before, result, a, words)));
        assertEquals(List.of("a"), Restoring.wanting(request(words, before, result, answer, words, a)));
        assertEquals(List.of("a", "before"), Restoring.wanting(request(words, before, result, words, a)));
    }

    @Test
    @DisplayName("states are looked for up to a number of calls, the newest, and only for what the model said")
    void howMany() {
        Part[] calls = new Part[Restoring.CALLS_MOST + 1];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = call("id" + i, "");
        }
        List<String> wanting = Restoring.wanting(request(assistant(calls)));
        assertEquals(Restoring.CALLS_MOST, wanting.size());
        assertEquals("id" + Restoring.CALLS_MOST, wanting.getFirst());
        assertFalse(wanting.contains("id0"));
        assertTrue(Restoring.wanting(request(new Turn(Role.USER, List.of(call("a", "")))))
                .isEmpty());
    }

    // ---- what both need

    private void note(ChatEvent... events) {
        feed(writer(), events);
    }

    private NotingWriter writer() {
        return (NotingWriter) NotingWriter.over(new Silent(), OPENAI, CLAUDE, noted::put);
    }

    private List<Part> thoughts(String callId) {
        return noted.getOrDefault(callId, NOTHING).thoughts();
    }

    private static void feed(ReplyWriter writer, ChatEvent... events) {
        for (ChatEvent event : events) {
            writer.event(event, (_, _, _) -> {});
        }
    }

    private static ChatEvent begun(int call, String id, String signature) {
        return new ChatEvent.ToolBegun(0, call, id, "look", signature);
    }

    private static Part call(String id, String signature) {
        return new Part.ToolCall(id, "look", "{}", signature, null);
    }

    private static Turn assistant(Part... parts) {
        return new Turn(Role.ASSISTANT, List.of(parts));
    }

    private static ChatRequest request(Turn... turns) {
        return new ChatRequest(
                "m",
                false,
                List.of(turns),
                List.of(),
                null,
                null,
                new AnswerFormat.Text(),
                null,
                Settings.builder().build(),
                null,
                List.of());
    }

    private static List<Part> parts(ChatRequest request) {
        return request.turns().getFirst().parts();
    }

    /** A writer for nobody, which hears all. */
    private static final class Silent implements ReplyWriter {
        private final List<ChatEvent> heard = new ArrayList<>();

        @Override
        public void event(ChatEvent event, Sink client) {
            heard.add(event);
        }

        @Override
        public void end(Usage usage, Sink client) {}
    }
}
