package dev.pontage.dialect.bedrock;

import static dev.pontage.dialect.bedrock.Conversed.CLAUDE_37;
import static dev.pontage.dialect.bedrock.Conversed.LLAMA;
import static dev.pontage.dialect.bedrock.Conversed.MISTRAL;
import static dev.pontage.dialect.bedrock.Conversed.NOVA;
import static dev.pontage.dialect.bedrock.Conversed.OLD_CLAUDE;
import static dev.pontage.dialect.bedrock.Conversed.SONNET;
import static dev.pontage.dialect.bedrock.Conversed.losses;
import static dev.pontage.dialect.bedrock.Conversed.openAi;
import static dev.pontage.dialect.bedrock.Conversed.sent;
import static dev.pontage.dialect.bedrock.OpenAiBodies.CALL;
import static dev.pontage.dialect.bedrock.OpenAiBodies.SENT_TOOL;
import static dev.pontage.dialect.bedrock.OpenAiBodies.TOOL;
import static dev.pontage.dialect.bedrock.OpenAiBodies.USER;
import static dev.pontage.dialect.bedrock.OpenAiBodies.all;
import static dev.pontage.dialect.bedrock.OpenAiBodies.asked;
import static dev.pontage.dialect.bedrock.OpenAiBodies.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Malformed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenAI chat to Bedrock Converse: tools and answers in JSON (cases.md A)")
class ToolsFromOpenAiTest {
    @Test
    @DisplayName("A18 a picture in a tool's result stays in it")
    void pictureInResult() {
        String body = chat(USER + "," + CALL + ",{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"See\"},{\"type\":\"image_url\",\"image_url\":"
                + "{\"url\":\"data:image/png;base64,AAAA\"}}]}");
        assertTrue(sent(body, SONNET, "messages")
                .endsWith("{\"toolResult\":{\"toolUseId\":\"c1\",\"content\":[{\"text\":\"See\"},{\"image\":"
                        + "{\"format\":\"png\",\"source\":{\"bytes\":\"AAAA\"}}}]}}]}]"));
    }

    @Test
    @DisplayName("A19 a tool's result that is JSON text stays the exact text")
    void resultText() {
        for (String text : List.of("{\\\"t\\\":15}", "[1]", "15")) {
            String body = chat(
                    USER + "," + CALL + ",{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"" + text + "\"}");
            assertTrue(sent(body, SONNET, "messages").contains("\"content\":[{\"text\":\"" + text + "\"}]"));
        }
    }

    @Test
    @DisplayName("A37 a schema is the upstream's to keep where it can, else a tool's input, else asked for in words")
    void schemas() {
        String format = "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":"
                + "{\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"object\"}}}}}";
        assertEquals(
                "{\"textFormat\":{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":{\"schema\":\"{\\\"type\\\":"
                        + "\\\"object\\\",\\\"properties\\\":{\\\"type\\\":{\\\"type\\\":\\\"object\\\","
                        + "\\\"additionalProperties\\\":false}},\\\"additionalProperties\\\":false}\","
                        + "\"name\":\"n\"}}}}",
                sent(asked(format), SONNET, "outputConfig"));
        String forced = sent(asked(format), OLD_CLAUDE, "toolConfig");
        assertTrue(forced.contains("\"toolSpec\":{\"name\":\"json_answer\""), forced);
        assertTrue(forced.endsWith("\"toolChoice\":{\"tool\":{\"name\":\"json_answer\"}}}"), forced);
        String both = sent(asked(format, "\"tools\":[" + TOOL + "]"), OLD_CLAUDE, "toolConfig");
        assertTrue(both.startsWith("{\"tools\":[" + SENT_TOOL + ",{\"toolSpec\":{\"name\":\"json_answer\""), both);
        assertTrue(both.endsWith("\"toolChoice\":{\"any\":{}}}"), both);
        String taken =
                sent(asked(format, "\"tools\":[" + TOOL.replace("look", "json_answer") + "]"), NOVA, "toolConfig");
        assertTrue(taken.contains("\"name\":\"json_answer_\""), taken);
        String effort = "\"reasoning_effort\":\"low\"";
        assertEquals(forced, sent(asked(format, effort), OLD_CLAUDE, "toolConfig"));
        assertEquals(forced, sent(asked(format, effort), CLAUDE_37, "toolConfig"));
        Written words = sent(asked(format), LLAMA);
        assertEquals(List.of("response_format"), losses(words));
        assertTrue(JsonText.of(words.body()).contains("\"system\":[{\"text\":\"Answer with one JSON object"));
        assertEquals("", sent(asked(format), LLAMA, "toolConfig"));
        Written any = sent(asked("\"response_format\":{\"type\":\"json_object\"}"), SONNET);
        assertEquals(List.of("response_format"), losses(any));
    }

    @Test
    @DisplayName("A38 no description, no parameters, and names that the protocol does not take")
    void tools() {
        String bare = "{\"type\":\"function\",\"function\":{\"name\":\"%s\",\"description\":\"\"}}";
        assertEquals(
                "{\"tools\":[{\"toolSpec\":{\"name\":\"a\",\"inputSchema\":{\"json\":{\"type\":\"object\","
                        + "\"properties\":{}}}}}]}",
                sent(asked("\"tools\":[" + bare.formatted("a") + "]"), SONNET, "toolConfig"));
        String lengthy = "l".repeat(80);
        String body = asked("\"tools\":[" + bare.formatted("my.tool") + "," + bare.formatted("my_tool") + ","
                + bare.formatted(lengthy) + "," + bare.formatted(lengthy + "2") + "]");
        List<String> names = all("\"name\":\"([^\"]+)\"", sent(body, SONNET, "toolConfig"));
        assertEquals(4, Set.copyOf(names).size());
        assertTrue(names.stream().allMatch(name -> name.matches("[a-zA-Z0-9_-]{1,64}")), names.toString());
        assertEquals("my_tool", names.get(1));
        ToolNames mapped = ToolNames.of(openAi(body));
        assertEquals(
                List.of("my.tool", "my_tool", lengthy, lengthy + "2"),
                names.stream().map(mapped::back).toList());
        assertEquals(names, all("\"name\":\"([^\"]+)\"", sent(body, SONNET, "toolConfig")));
    }

    @Test
    @DisplayName("A39 the choice among tools, as far as a model knows it")
    void choice() {
        String named = "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"look\"}}";
        String tools = "\"tools\":[" + TOOL + "," + TOOL.replace("look", "other") + "]";
        String sentTools = "{\"tools\":[" + SENT_TOOL + "," + SENT_TOOL.replace("look", "other") + "]";
        assertEquals(
                sentTools + ",\"toolChoice\":{\"tool\":{\"name\":\"look\"}}}",
                sent(asked(tools, named), SONNET, "toolConfig"));
        assertEquals(
                sentTools + ",\"toolChoice\":{\"any\":{}}}",
                sent(asked(tools, "\"tool_choice\":\"required\""), SONNET, "toolConfig"));
        assertEquals(
                sentTools + ",\"toolChoice\":{\"auto\":{}}}",
                sent(asked(tools, "\"tool_choice\":\"auto\""), SONNET, "toolConfig"));
        assertEquals(sentTools + "}", sent(asked(tools), SONNET, "toolConfig"));
        assertEquals("", sent(asked(tools, "\"tool_choice\":\"none\""), SONNET, "toolConfig"));
        for (String choice : List.of(named, "\"tool_choice\":\"required\"")) {
            Written written = sent(asked(tools, choice), LLAMA);
            assertEquals(List.of("tool_choice"), losses(written));
            assertTrue(JsonText.of(written.body()).contains("\"toolConfig\":" + sentTools + "}"));
        }
        assertEquals(
                "{\"tools\":[" + SENT_TOOL + "],\"toolChoice\":{\"any\":{}}}",
                sent(asked(tools, named), MISTRAL, "toolConfig"));
        Written thinking = sent(asked(tools, named, "\"reasoning_effort\":\"low\""), CLAUDE_37);
        assertTrue(JsonText.of(thinking.body()).contains("\"toolChoice\":{\"tool\":{\"name\":\"look\"}}"));
        assertEquals(List.of("reasoning_effort"), losses(thinking));
    }

    @Test
    @DisplayName("A39 some of the tools: those, by force or not")
    void among() {
        String tools = "\"tools\":[" + TOOL + "," + TOOL.replace("look", "other") + "]";
        String among = "\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\",\"tools\":"
                + "[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]}}";
        assertEquals(
                "{\"tools\":[" + SENT_TOOL + "],\"toolChoice\":{\"any\":{}}}",
                sent(asked(tools, among), SONNET, "toolConfig"));
    }

    @Test
    @DisplayName("one call at a time is said in Claude's words, and beside a choice without its type")
    void parallel() {
        String off = "\"parallel_tool_calls\":false";
        String tools = "\"tools\":[" + TOOL + "]";
        Written free = sent(asked(tools, off), SONNET);
        assertTrue(JsonText.of(free.body())
                .endsWith("\"toolConfig\":{\"tools\":[" + SENT_TOOL + "]},\"additionalModelRequestFields\":"
                        + "{\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}}}"));
        Written forced = sent(asked(tools, off, "\"tool_choice\":\"required\""), SONNET);
        assertTrue(JsonText.of(forced.body())
                .endsWith("\"toolChoice\":{\"any\":{}}},\"additionalModelRequestFields\":"
                        + "{\"tool_choice\":{\"disable_parallel_tool_use\":true}}}"));
        assertEquals(List.of("parallel_tool_calls"), losses(sent(asked(tools, off), NOVA)));
        assertEquals(List.of(), losses(sent(asked(off), SONNET)));
        assertEquals("", sent(asked(off), SONNET, "additionalModelRequestFields"));
    }

    @Test
    @DisplayName("while the history calls tools there is a list of them, whatever the client gives")
    void historyTools() {
        String history = USER + "," + CALL + ",{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"R\"}";
        String synthesized =
                "{\"tools\":[{\"toolSpec\":{\"name\":\"look\",\"inputSchema\":{\"json\":{\"type\":\"object\","
                        + "\"properties\":{}}}}}]}";
        assertEquals(synthesized, sent(chat(history), SONNET, "toolConfig"));
        Written none = sent(chat(history, "\"tools\":[" + TOOL + "]", "\"tool_choice\":\"none\""), SONNET);
        assertTrue(JsonText.of(none.body()).endsWith("\"toolConfig\":{\"tools\":[" + SENT_TOOL + "]}}"));
        assertEquals(List.of("tool_choice"), losses(none));
    }

    @Test
    @DisplayName("A40 ids that the protocol does not take are mapped, the same for call and result")
    void ids() {
        String id = "a b/" + "x".repeat(100);
        String body = chat(USER + "," + CALL.replace("c1", id) + ",{\"role\":\"tool\",\"tool_call_id\":\"" + id
                + "\",\"content\":\"R\"}");
        List<String> ids = all("\"toolUseId\":\"([^\"]+)\"", sent(body, SONNET, "messages"));
        assertEquals(2, ids.size());
        assertEquals(ids.getFirst(), ids.getLast());
        assertTrue(ids.getFirst().matches("[a-zA-Z0-9_.:-]{1,64}"), ids.getFirst());
        List<String> shorter = all("\"toolUseId\":\"([^\"]+)\"", sent(body, MISTRAL, "messages"));
        assertEquals(shorter.getFirst(), shorter.getLast());
        assertTrue(shorter.getFirst().matches("[a-zA-Z0-9]{9}"), shorter.getFirst());
        assertEquals(ids, all("\"toolUseId\":\"([^\"]+)\"", sent(body, SONNET, "messages")));
    }

    @Test
    @DisplayName("K09 one id for several calls becomes one each, and results find theirs in order")
    void sameIds() {
        String call = "{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}";
        String turn = "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + call + "," + call + "]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"1\"},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"2\"}";
        List<String> ids =
                all("\"toolUseId\":\"([^\"]+)\"", sent(chat(USER + "," + turn + "," + turn), SONNET, "messages"));
        assertEquals(8, ids.size());
        assertEquals(ids.subList(0, 2), ids.subList(2, 4));
        assertEquals(ids.subList(4, 6), ids.subList(6, 8));
        assertEquals(4, Set.copyOf(ids).size());
        assertEquals("c", ids.getFirst());
    }

    @Test
    @DisplayName("calls that come as turns of their own are one turn, and all their results are found")
    void splitCalls() {
        String messages = USER + "," + CALL + "," + CALL.replace("c1", "c2")
                + ",{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"1\"}"
                + ",{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"2\"}";
        assertEquals(
                List.of("c1", "c2", "c1", "c2"),
                all("\"toolUseId\":\"([^\"]+)\"", sent(chat(messages), SONNET, "messages")));
    }

    @Test
    @DisplayName("K08 a result without its call just before it is refused")
    void orphans() {
        String result = "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"R\"}";
        for (String messages : List.of(
                USER + "," + result,
                USER + "," + CALL + "," + result + "," + result,
                USER + "," + CALL + "," + result + ",{\"role\":\"assistant\",\"content\":\"A\"}," + result)) {
            assertEquals(
                    "'messages' has a tool result without a tool call just before it that it answers.",
                    assertThrows(Malformed.class, () -> sent(chat(messages), SONNET))
                            .getMessage());
        }
    }

    @Test
    @DisplayName("K04 K05 arguments keep their order and the spelling of numbers; what is no object is wrapped")
    void arguments() {
        String call = USER + "," + CALL.replace("{}\"", "%s\"") + ",{\"role\":\"tool\",\"tool_call_id\":\"c1\","
                + "\"content\":\"R\"}";
        assertTrue(sent(
                        chat(call.formatted("{\\\"z\\\":12345678901234567890,\\\"a\\\":1.10,\\\"e\\\":1e400,"
                                + "\\\"s\\\":\\\"/\\u2028\\ud800é\\\"}")),
                        SONNET,
                        "messages")
                .contains("\"input\":{\"z\":12345678901234567890,\"a\":1.10,\"e\":1e400,\"s\":\"/\u2028\\ud800é\"}"));
        for (String wrong : List.of("[1]", "7", "{\\\"a\\\":")) {
            Written written = sent(chat(call.formatted(wrong)), SONNET);
            assertTrue(JsonText.of(written.body()).contains("\"input\":{\"arguments\":\"" + wrong + "\"}"));
            assertEquals(List.of("messages[].tool_calls[].function.arguments"), losses(written));
        }
        assertTrue(sent(chat(call.formatted("")), SONNET, "messages").contains("\"input\":{}"));
    }
}
