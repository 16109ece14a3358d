package dev.pontage.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

@DisplayName("A prompt tells the demo provider what to do")
class DemoScriptTest {
    private static final String STREAM = ",\"stream\":true";

    private static final String TOOLS = """
            ,"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object",
            "properties":{"city":{"type":"string"}},"required":["city"]}}},
            {"type":"function","function":{"name":"clock"}}]""";

    @ParameterizedTest
    @DisplayName("/fail STATUS answers with that status in OpenAI's shape")
    @ValueSource(ints = {400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529})
    void failsWithStatus(int status) {
        for (String members : List.of("", STREAM)) {
            JsonNode error =
                    Calls.whole(Calls.chat("/fail " + status, members), status).path("error");
            assertEquals(List.of("message", "type", "param", "code"), Calls.names(error));
            assertTrue(error.path("message").asString().startsWith("[demo] "));
        }
        Calls.whole(Calls.responses("/fail " + status, ""), status);
        Calls.whole(Calls.post("/v1/embeddings", "{\"model\":\"m\",\"input\":\"/fail " + status + "\"}"), status);
    }

    @Test
    @DisplayName("/fail 429 retry-after=2 has the header")
    void retryAfter() {
        assertEquals("2", Calls.chat("/fail 429 retry-after=2", "").fields().get("retry-after"));
        assertFalse(Calls.chat("/fail 429", "").fields().containsKey("retry-after"));
    }

    @Test
    @DisplayName("/fail quota is a 429 that no retry mends")
    void quota() {
        JsonNode error = Calls.whole(Calls.chat("/fail quota", ""), 429).path("error");
        assertEquals("insufficient_quota", error.path("code").asString());
    }

    @Test
    @DisplayName("/fail cut 3 breaks off after three pieces, /fail cut 0 before any byte")
    void cut() {
        Play play = Calls.chat("/fail cut 3", STREAM);
        assertEquals(Play.Ending.CUT, play.ending());
        assertEquals(4, play.frames().size(), "the role and three pieces");
        assertEquals(List.of(), Calls.chat("/fail cut 0", STREAM).frames());
        Play whole = Calls.chat("/fail cut", "");
        assertEquals(Play.Ending.CUT, whole.ending());
        assertTrue(whole.frames().getFirst().bytes().length < whole.lengthBytes());
    }

    @Test
    @DisplayName("A cut never lets the end of the answer out, however many pieces it names")
    void lateCut() {
        Play play = Calls.chat("/fail cut 9999", STREAM);
        assertEquals(Play.Ending.CUT, play.ending());
        assertFalse(Calls.text(play).contains("\"finish_reason\":\"stop\""));
        assertFalse(Calls.text(play).contains("[DONE]"));
    }

    @Test
    @DisplayName("/fail hang answers nothing, /fail hang 2 falls silent after two pieces")
    void hang() {
        assertEquals(Play.Ending.HANG, Calls.chat("/fail hang", "").ending());
        assertEquals(List.of(), Calls.chat("/fail hang", STREAM).frames());
        assertEquals(3, Calls.chat("/fail hang 2", STREAM).frames().size());
    }

    @Test
    @DisplayName("/fail garbled sends what is no JSON")
    void garbled() {
        String whole = Calls.text(Calls.chat("/fail garbled", ""));
        assertThrows(JacksonException.class, () -> Calls.json(whole));
        List<String> blocks = Calls.blocks(Calls.chat("/fail garbled", STREAM));
        assertThrows(JacksonException.class, () -> Calls.json(blocks.getLast().substring("data: ".length())));
    }

    @Test
    @DisplayName("/fail error puts an error into an answer whose status is 200")
    void errorInside() {
        assertTrue(Calls.whole(Calls.chat("/fail error", ""), 200).path("error").isObject());
        List<String> blocks = Calls.blocks(Calls.chat("/fail error", STREAM));
        assertTrue(Calls.json(blocks.getLast().substring("data: ".length()))
                .path("error")
                .isObject());
        List<JsonNode> events = Calls.events(Calls.responses("/fail error", STREAM));
        assertEquals("error", events.getLast().path("type").asString());
    }

    @Test
    @DisplayName("/fail empty is a 200 without a body")
    void empty() {
        assertEquals("", Calls.text(Calls.chat("/fail empty", "")));
        assertEquals(0, Calls.chat("/fail empty", "").lengthBytes());
        assertEquals(List.of(), Calls.blocks(Calls.chat("/fail empty", STREAM)));
    }

    @Test
    @DisplayName("/slow sets the wait before the first byte, /slow each the one before each piece")
    void slow() {
        List<Play.Frame> frames =
                Calls.chat("/slow 2000 /slow 100 each Hello", STREAM).frames();
        assertEquals(2000, frames.getFirst().pauseMillis());
        assertEquals(100, frames.get(1).pauseMillis());
        assertEquals(100, frames.get(2).pauseMillis());
        assertEquals(2000, Calls.chat("/slow 2000", "").frames().getFirst().pauseMillis());
        assertEquals(0, Calls.chat("/slow 0", "").frames().getFirst().pauseMillis());
    }

    @Test
    @DisplayName("/tool NAME {json} calls that tool with those arguments, whole and in deltas")
    void tool() {
        String prompt = "/tool weather {\"city\":\"B}e\\\"rn\"} please";
        JsonNode choice =
                Calls.whole(Calls.chat(prompt, TOOLS), 200).path("choices").path(0);
        assertEquals("tool_calls", choice.path("finish_reason").asString());
        assertTrue(choice.path("message").path("content").isNull());
        JsonNode call = choice.path("message").path("tool_calls").path(0);
        assertEquals(List.of("id", "type", "function"), Calls.names(call));
        assertEquals("weather", call.path("function").path("name").asString());
        assertEquals(
                "{\"city\":\"B}e\\\"rn\"}",
                call.path("function").path("arguments").asString());
        List<JsonNode> chunks = Calls.chunks(Calls.chat(prompt, TOOLS + STREAM));
        assertTrue(chunks.getFirst()
                .path("choices")
                .path(0)
                .path("delta")
                .path("content")
                .isNull());
        StringBuilder arguments = new StringBuilder();
        for (JsonNode chunk : chunks) {
            JsonNode delta = chunk.path("choices")
                    .path(0)
                    .path("delta")
                    .path("tool_calls")
                    .path(0);
            arguments.append(delta.path("function").path("arguments").asString(""));
        }
        assertEquals("{\"city\":\"B}e\\\"rn\"}", arguments.toString());
    }

    @Test
    @DisplayName("/tool alone calls the first tool with an instance of its schema; two are called side by side")
    void tools() {
        JsonNode first = Calls.message("/tool What is the weather?", TOOLS).path("tool_calls");
        assertEquals(1, first.size());
        assertEquals(
                "{\"city\":\"demo\"}",
                first.path(0).path("function").path("arguments").asString());
        JsonNode both = Calls.message("/tool weather /tool clock", TOOLS).path("tool_calls");
        assertEquals("weather", both.path(0).path("function").path("name").asString());
        assertEquals("clock", both.path(1).path("function").path("name").asString());
        assertFalse(both.path(0).path("id").equals(both.path(1).path("id")));
    }

    @Test
    @DisplayName("After the tool's result the answer is text that says it back")
    void toolResult() {
        String body = """
                {"model":"m","messages":[{"role":"user","content":"/tool weather"},
                {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function",
                "function":{"name":"weather","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"c","content":"Rain, 7 degrees"}]%s}""".formatted(TOOLS);
        JsonNode choice = Calls.whole(Calls.post("/v1/chat/completions", body), 200)
                .path("choices")
                .path(0);
        assertEquals("stop", choice.path("finish_reason").asString());
        String text = choice.path("message").path("content").asString();
        assertTrue(text.startsWith("[demo] ") && text.contains("Rain, 7 degrees"), text);
    }

    @Test
    @DisplayName("tool_choice is obeyed without a command, and none forbids what a command asks")
    void toolChoice() {
        assertEquals(
                1,
                Calls.message("Hi", TOOLS + ",\"tool_choice\":\"required\"")
                        .path("tool_calls")
                        .size());
        String named = ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"clock\"}}";
        assertEquals(
                "clock",
                Calls.message("Hi", TOOLS + named)
                        .path("tool_calls")
                        .path(0)
                        .path("function")
                        .path("name")
                        .asString());
        assertTrue(Calls.message("/tool clock", TOOLS + ",\"tool_choice\":\"none\"")
                .path("content")
                .isString());
    }

    @Test
    @DisplayName("/reason puts reasoning before the text and counts it")
    void reason() {
        JsonNode answer = Calls.whole(Calls.chat("/reason Why?", ""), 200);
        JsonNode message = answer.path("choices").path(0).path("message");
        String reasoning = message.path("reasoning_content").asString();
        assertFalse(reasoning.isEmpty());
        JsonNode usage = answer.path("usage");
        assertEquals(
                Tokens.of(reasoning),
                usage.path("completion_tokens_details").path("reasoning_tokens").longValue());
        assertEquals(
                Tokens.of(reasoning) + Tokens.of(message.path("content").asString()),
                usage.path("completion_tokens").longValue());
        List<JsonNode> chunks = Calls.chunks(Calls.chat("/reason Why?", STREAM));
        assertEquals(reasoning, Calls.joined(chunks, 0, "reasoning_content"));
        assertTrue(chunks.get(1).path("choices").path(0).path("delta").has("reasoning_content"));
    }

    @Test
    @DisplayName("/long N has N words after the mark")
    void words() {
        String text = Calls.message("/long 500", "").path("content").asString();
        assertEquals(501, text.split(" ", -1).length);
        assertTrue(text.startsWith("[demo] "));
    }

    @Test
    @DisplayName("/json is an object, /refuse a refusal")
    void jsonAndRefusal() {
        JsonNode object =
                Calls.json(Calls.message("/json Hi", "").path("content").asString());
        assertEquals("Hi", object.path("you_said").asString());
        JsonNode refused = Calls.message("/refuse", "");
        assertTrue(refused.path("content").isNull());
        assertTrue(refused.path("refusal").asString().startsWith("[demo] "));
        assertEquals(
                refused.path("refusal").asString(),
                Calls.joined(Calls.chunks(Calls.chat("/refuse", STREAM)), 0, "refusal"));
    }

    @Test
    @DisplayName("/help names every command, and so does the guide")
    void help() throws IOException {
        String help = Calls.message("/help", "").path("content").asString();
        String guide = Files.readString(Path.of("..", "docs", "guide", "demo.md"));
        for (Command command : Command.values()) {
            assertTrue(help.contains("\n  " + command.word()), command.word());
            assertTrue(guide.contains("`" + command.word()), command.word());
        }
    }

    @Test
    @DisplayName("A slash in a sentence is no command; a slash word at the beginning that is none is named")
    void slashes() {
        Script sentence = ScriptReader.read("Please look at /fail 500 and /etc/hosts", Set.of());
        assertInstanceOf(Trouble.None.class, sentence.trouble());
        assertEquals("Please look at /fail 500 and /etc/hosts", sentence.text());
        assertInstanceOf(
                Trouble.Status.class,
                ScriptReader.read("Hi\n/fail 500\nthere", Set.of()).trouble());
        assertTrue(Calls.message("/fial 429", "").path("content").asString().contains("/fial"));
        assertTrue(Calls.message("/fail 418", "").path("content").asString().contains("/fail 418"));
        assertTrue(Calls.message("/long 99999", "").path("content").asString().contains("/long 99999"));
    }

    @ParameterizedTest
    @DisplayName("No prompt stops the reader")
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "/tool {",
                "/tool x {\"",
                "/fail",
                "/fail cut",
                "/slow",
                "/long",
                "/tool\n/tool",
                "/slow 99999999999 each",
                "\n\n/",
                "/tool {\"a\\",
                "/fail 429 retry-after=",
                "/fail 429 retry-after=x"
            })
    void anything(String prompt) {
        assertTrue(Calls.chat(prompt, "").status() >= 200);
        assertTrue(Calls.chat(prompt, TOOLS).status() >= 200);
    }
}
