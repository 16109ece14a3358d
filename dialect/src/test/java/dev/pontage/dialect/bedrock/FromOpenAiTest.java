package dev.pontage.dialect.bedrock;

import static dev.pontage.dialect.bedrock.Conversed.CLAUDE_37;
import static dev.pontage.dialect.bedrock.Conversed.CODEC;
import static dev.pontage.dialect.bedrock.Conversed.LLAMA;
import static dev.pontage.dialect.bedrock.Conversed.NOVA;
import static dev.pontage.dialect.bedrock.Conversed.OLD_CLAUDE;
import static dev.pontage.dialect.bedrock.Conversed.OPUS_46;
import static dev.pontage.dialect.bedrock.Conversed.OPUS_47;
import static dev.pontage.dialect.bedrock.Conversed.PROFILE;
import static dev.pontage.dialect.bedrock.Conversed.SONNET;
import static dev.pontage.dialect.bedrock.Conversed.losses;
import static dev.pontage.dialect.bedrock.Conversed.openAi;
import static dev.pontage.dialect.bedrock.Conversed.sent;
import static dev.pontage.dialect.bedrock.OpenAiBodies.CALL;
import static dev.pontage.dialect.bedrock.OpenAiBodies.SENT_TOOL;
import static dev.pontage.dialect.bedrock.OpenAiBodies.SENT_USER;
import static dev.pontage.dialect.bedrock.OpenAiBodies.TOOL;
import static dev.pontage.dialect.bedrock.OpenAiBodies.USER;
import static dev.pontage.dialect.bedrock.OpenAiBodies.all;
import static dev.pontage.dialect.bedrock.OpenAiBodies.asked;
import static dev.pontage.dialect.bedrock.OpenAiBodies.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Malformed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenAI chat to Bedrock Converse: turns and settings (cases.md A)")
class FromOpenAiTest {
    @Test
    @DisplayName("the model is a segment of the path, with colon and slash encoded, and the stream is the path's end")
    void path() {
        assertEquals(
                "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse",
                sent(asked(), SONNET).path());
        assertEquals(
                "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabc"
                        + "/converse-stream",
                sent(asked("\"stream\":true"), PROFILE).path());
        assertEquals("/model/%C3%A9%20~/converse", ConversePath.of("é ~", false));
    }

    @Test
    @DisplayName("A12 instructions in parts and later ones all become system, in order")
    void system() {
        String body = chat("{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"A\"},"
                + "{\"type\":\"text\",\"text\":\"B\"}]}," + USER + ",{\"role\":\"developer\",\"content\":\"C\"}");
        assertEquals("[{\"text\":\"A\"},{\"text\":\"B\"},{\"text\":\"C\"}]", sent(body, SONNET, "system"));
        assertEquals("[" + SENT_USER + "]", sent(body, SONNET, "messages"));
    }

    @Test
    @DisplayName("S2.25 a model that knows no instructions reads them as the user's first words")
    void noInstructions() {
        String both = "{\"messages\":[{\"role\":\"system\",\"content\":\"Be short.\"},"
                + "{\"role\":\"user\",\"content\":\"Hi\"}]}";
        String alone = "{\"messages\":[{\"role\":\"system\",\"content\":\"Be short.\"}]}";
        for (String model : List.of("amazon.titan-text-premier-v1:0", "mistral.mixtral-8x7b-instruct-v0:1")) {
            assertEquals("", sent(both, model, "system"));
            assertEquals(
                    "[{\"role\":\"user\",\"content\":[{\"text\":\"Be short.\"},{\"text\":\"Hi\"}]}]",
                    sent(both, model, "messages"));
            assertEquals("", sent(alone, model, "system"));
            assertEquals(
                    "[{\"role\":\"user\",\"content\":[{\"text\":\"Be short.\"}]}]", sent(alone, model, "messages"));
        }
        assertEquals("[{\"text\":\"Be short.\"}]", sent(both, Conversed.MISTRAL, "system"));
    }

    @Test
    @DisplayName("A13 A14 a request that does not begin with the user's words is given some")
    void begins() {
        String begin = "{\"role\":\"user\",\"content\":[{\"text\":\"Begin.\"}]}";
        assertEquals("[" + begin + "]", sent(chat("{\"role\":\"system\",\"content\":\"A\"}"), SONNET, "messages"));
        assertEquals(
                "[" + begin + ",{\"role\":\"assistant\",\"content\":[{\"text\":\"A\"}]}," + SENT_USER + "]",
                sent(chat("{\"role\":\"assistant\",\"content\":\"A\"}," + USER), SONNET, "messages"));
    }

    @Test
    @DisplayName("turns alternate, results come first, blank text is left out")
    void alternate() {
        String body = chat(USER + ",{\"role\":\"user\",\"content\":\" \"}," + CALL
                + ",{\"role\":\"user\",\"content\":\"Wait\"},{\"role\":\"tool\",\"tool_call_id\":\"c1\","
                + "\"content\":\"R\"},"
                + "{\"role\":\"assistant\",\"content\":\"\\n\"},{\"role\":\"user\",\"content\":\"Go\"}");
        assertEquals(
                "[" + SENT_USER + ",{\"role\":\"assistant\",\"content\":[{\"toolUse\":{\"toolUseId\":\"c1\","
                        + "\"name\":\"look\",\"input\":{}}}]},{\"role\":\"user\",\"content\":[{\"toolResult\":"
                        + "{\"toolUseId\":\"c1\",\"content\":[{\"text\":\"R\"}]}},{\"text\":\"Wait\"},"
                        + "{\"text\":\"Go\"}]}]",
                sent(body, SONNET, "messages"));
    }

    @Test
    @DisplayName("A16 a picture, document or file that is not in the request is refused here: it is fetched before")
    void notHere() {
        String away = chat("{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":"
                + "{\"url\":\"https://example.com/a.png\"}}]}");
        assertEquals(
                "'messages[0].content[0].image_url.url' has an image whose bytes are not in the request, which this"
                        + " model's API needs.",
                assertThrows(Malformed.class, () -> sent(away, SONNET)).getMessage());
        String file = chat("{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}]}");
        assertThrows(Malformed.class, () -> sent(file, SONNET));
        String odd = chat("{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":"
                + "\"data:image/tiff;base64,AAAA\"}}]}");
        assertEquals(
                "'messages' has an image of a type that this model's API does not take.",
                assertThrows(Malformed.class, () -> sent(odd, SONNET)).getMessage());
    }

    @Test
    @DisplayName("an image says the type that its data has; base64 goes on as it came")
    void images() {
        String url = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/%s;base64,%s\"}}";
        String body = chat("{\"role\":\"user\",\"content\":[" + url.formatted("jpg", "AAAA") + ","
                + url.formatted("png", "/9j/4AAQ") + "," + url.formatted("jpeg", "iVBORw0KGgoAAA") + ","
                + url.formatted("png", "UklGRiQAAABXRUJQVlA4IA==") + "," + url.formatted("x", "R0lGODlh") + "]}");
        assertEquals(
                List.of("jpeg", "jpeg", "png", "webp", "gif"),
                all("\"format\":\"([a-z]+)\"", sent(body, SONNET, "messages")));
    }

    @Test
    @DisplayName("A20 Claude from 4.1 gets one of temperature and top_p, others both; from 4.7 none")
    void sampling() {
        String body = asked("\"temperature\":0.5", "\"top_p\":0.9");
        assertEquals("{\"temperature\":0.5}", sent(body, SONNET, "inferenceConfig"));
        assertEquals(List.of("top_p"), losses(sent(body, SONNET)));
        assertEquals("{\"temperature\":0.5,\"topP\":0.9}", sent(body, OLD_CLAUDE, "inferenceConfig"));
        assertEquals("{\"topP\":0.9}", sent(asked("\"top_p\":0.9"), SONNET, "inferenceConfig"));
        assertEquals("", sent(body, OPUS_47, "inferenceConfig"));
        assertEquals(List.of("temperature", "top_p"), losses(sent(body, OPUS_47)));
        assertEquals("", sent(asked(), SONNET, "inferenceConfig"));
    }

    @Test
    @DisplayName("A21 a temperature above 1 becomes 1")
    void temperature() {
        assertEquals("{\"temperature\":1}", sent(asked("\"temperature\":1.6"), SONNET, "inferenceConfig"));
        assertEquals("{\"temperature\":1.0}", sent(asked("\"temperature\":1.0"), SONNET, "inferenceConfig"));
    }

    @Test
    @DisplayName("A22 one stop string is a list, none or empty ones are left out; Claude takes no blank ones")
    void stops() {
        assertEquals("{\"stopSequences\":[\"X\"]}", sent(asked("\"stop\":\"X\""), LLAMA, "inferenceConfig"));
        for (String none : List.of("null", "[]", "[\"\"]")) {
            assertEquals("", sent(asked("\"stop\":" + none), LLAMA, "inferenceConfig"));
        }
        Written written = sent(asked("\"stop\":[\"\\n\",\"X\"]"), SONNET);
        assertTrue(JsonText.of(written.body()).contains("\"stopSequences\":[\"X\"]"));
        assertEquals(List.of("stop"), losses(written));
        assertEquals(
                "[\"/stop_sequence\"]", sent(asked("\"stop\":\"X\""), SONNET, "additionalModelResponseFieldPaths"));
    }

    @Test
    @DisplayName("A24 an effort becomes a budget below the ceiling, and what forbids thinking goes")
    void budgets() {
        Written written = sent(
                asked(
                        "\"reasoning_effort\":\"medium\"",
                        "\"max_tokens\":10000",
                        "\"temperature\":0.2",
                        "\"top_p\":0.5"),
                CLAUDE_37);
        assertEquals(
                "{\"messages\":[" + SENT_USER + "],\"inferenceConfig\":{\"maxTokens\":10000},"
                        + "\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"enabled\","
                        + "\"budget_tokens\":6000}}}",
                JsonText.of(written.body()));
        assertEquals(List.of("temperature", "top_p"), losses(written));
        assertEquals(
                "{\"messages\":[" + SENT_USER + "],\"inferenceConfig\":{\"maxTokens\":8192},"
                        + "\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"enabled\","
                        + "\"budget_tokens\":2457}}}",
                JsonText.of(
                        sent(asked("\"reasoning_effort\":\"low\""), CLAUDE_37).body()));
        Written off = sent(asked("\"reasoning_effort\":\"medium\"", "\"max_tokens\":1000"), CLAUDE_37);
        assertEquals(
                "{\"messages\":[" + SENT_USER + "],\"inferenceConfig\":{\"maxTokens\":1000}}", JsonText.of(off.body()));
        assertEquals(List.of("reasoning_effort"), losses(off));
        String least = sent(
                asked("\"reasoning_effort\":\"low\"", "\"max_tokens\":1025"),
                CLAUDE_37,
                "additionalModelRequestFields");
        assertTrue(least.contains("\"budget_tokens\":1024"), least);
        assertEquals("", sent(asked("\"reasoning_effort\":\"none\""), CLAUDE_37, "additionalModelRequestFields"));
    }

    @Test
    @DisplayName("A24 a model in the middle of calls without its thoughts is not told to think")
    void noThoughts() {
        String body = chat(
                USER + "," + CALL + ",{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"R\"}",
                "\"reasoning_effort\":\"high\"");
        assertEquals("", sent(body, CLAUDE_37, "additionalModelRequestFields"));
        assertEquals(List.of("reasoning_effort"), losses(sent(body, CLAUDE_37)));
        String withThoughts = body.replace(
                "\"content\":null",
                "\"content\":null,\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":\"t\","
                        + "\"signature\":\"s\"}]");
        assertNotEquals("", sent(withThoughts, CLAUDE_37, "additionalModelRequestFields"));
        assertNotEquals("", sent(body, OPUS_46, "additionalModelRequestFields"));
    }

    @Test
    @DisplayName("A24 each family is told to think in its own words, and who cannot is not told")
    void families() {
        String body = asked("\"reasoning_effort\":\"high\"");
        assertEquals(
                "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"}}",
                sent(body, OPUS_46, "additionalModelRequestFields"));
        assertEquals(
                "{\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"},"
                        + "\"output_config\":{\"effort\":\"high\"}}",
                sent(body, OPUS_47, "additionalModelRequestFields"));
        assertEquals(
                "{\"reasoningConfig\":{\"type\":\"enabled\",\"maxReasoningEffort\":\"high\"}}",
                sent(body, "us.amazon.nova-2-lite-v1:0", "additionalModelRequestFields"));
        assertEquals(
                "{\"reasoning_effort\":\"high\"}",
                sent(body, "openai.gpt-oss-120b-1:0", "additionalModelRequestFields"));
        assertEquals("{\"reasoning_config\":\"high\"}", sent(body, "deepseek.v3-v1:0", "additionalModelRequestFields"));
        for (String model : List.of(LLAMA, NOVA, OLD_CLAUDE)) {
            assertEquals("", sent(body, model, "additionalModelRequestFields"));
            assertEquals(List.of("reasoning_effort"), losses(sent(body, model)));
        }
        assertEquals(
                "{\"thinking\":{\"type\":\"disabled\"}}",
                sent(
                        asked("\"reasoning_effort\":\"none\""),
                        "anthropic.claude-sonnet-5",
                        "additionalModelRequestFields"));
    }

    @Test
    @DisplayName("A26 sealed thoughts go back as they came, signed ones with their signature, unsigned ones not at all")
    void thoughts() {
        String body = chat(USER + ",{\"role\":\"assistant\",\"content\":\"A\",\"thinking_blocks\":["
                + "{\"type\":\"redacted_thinking\",\"data\":\"AAEC\"},"
                + "{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"s\"}]},"
                + "{\"role\":\"user\",\"content\":\"B\"},{\"role\":\"assistant\",\"content\":\"C\","
                + "\"reasoning_content\":\"unsigned\"}," + USER);
        String messages = sent(body, SONNET, "messages");
        assertTrue(messages.contains("[{\"reasoningContent\":{\"redactedContent\":\"AAEC\"}},{\"reasoningContent\":"
                + "{\"reasoningText\":{\"text\":\"t\",\"signature\":\"s\"}}},{\"text\":\"A\"}]"));
        assertTrue(messages.contains("[{\"text\":\"C\"}]"));
        assertEquals(List.of("thinking"), losses(sent(body, SONNET)));
        assertEquals(List.of("thinking"), losses(sent(body, LLAMA)));
        assertFalse(sent(body, LLAMA, "messages").contains("reasoningContent"));
    }

    @Test
    @DisplayName("A36 more than one answer is refused: it takes calls of their own")
    void answers() {
        assertEquals(
                "'n' must be 1, for this model's API gives one answer.",
                assertThrows(Malformed.class, () -> sent(asked("\"n\":2"), SONNET))
                        .getMessage());
        assertEquals(List.of(), losses(sent(asked("\"n\":1"), SONNET)));
    }

    @Test
    @DisplayName("A41 a mark in a tool's result is a point after it, with its time; Nova takes none there")
    void marks() {
        String mark = "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}";
        String body = chat(
                "{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"S\"," + mark + "}]}," + USER + ","
                        + CALL
                        + ",{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":[{\"type\":\"text\",\"text\":\"R\","
                        + mark + "}]}",
                "\"tools\":[" + TOOL.substring(0, TOOL.length() - 1) + "," + mark.replace("1h", "5m") + "}]");
        String point = "{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}";
        assertEquals("[{\"text\":\"S\"}," + point + "]", sent(body, SONNET, "system"));
        assertTrue(sent(body, SONNET, "messages").endsWith("\"content\":[{\"text\":\"R\"}]}}," + point + "]}]"));
        assertEquals(
                "{\"tools\":[" + SENT_TOOL + ",{\"cachePoint\":{\"type\":\"default\"}}]}",
                sent(body, SONNET, "toolConfig"));
        assertEquals("[{\"text\":\"S\"}," + point + "]", sent(body, NOVA, "system"));
        assertTrue(sent(body, NOVA, "messages").endsWith("\"content\":[{\"text\":\"R\"}]}}]}]"));
        assertEquals("{\"tools\":[" + SENT_TOOL + "]}", sent(body, NOVA, "toolConfig"));
        assertEquals(List.of("cache_control"), losses(sent(body, NOVA)));
        assertEquals(List.of("cache_control"), losses(sent(body, LLAMA)));
        assertEquals("[{\"text\":\"S\"}]", sent(body, LLAMA, "system"));
    }

    @Test
    @DisplayName("A42 a mark of the whole prompt is a point at its end")
    void markOfAll() {
        ChatRequest plain = openAi(asked());
        ChatRequest request = new ChatRequest(
                plain.model(),
                false,
                plain.turns(),
                plain.tools(),
                null,
                null,
                plain.format(),
                null,
                plain.settings(),
                CacheMark.FIVE_MINUTES,
                List.of());
        assertEquals(
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"},{\"cachePoint\":"
                        + "{\"type\":\"default\"}}]}]}",
                JsonText.of(CODEC.write(request, SONNET, Set.of()).body()));
        assertEquals(List.of("cache_control"), losses(CODEC.write(request, LLAMA, Set.of())));
    }

    @Test
    @DisplayName("A43 an answer begun is trimmed, or followed by a word to go on where the model would refuse it")
    void prefill() {
        String body = chat(USER + ",{\"role\":\"assistant\",\"content\":\"Once \\n\"}");
        assertEquals(
                "[" + SENT_USER + ",{\"role\":\"assistant\",\"content\":[{\"text\":\"Once\"}]}]",
                sent(body, SONNET, "messages"));
        String goOn = ",{\"role\":\"assistant\",\"content\":[{\"text\":\"Once \\n\"}]},{\"role\":\"user\",\"content\":"
                + "[{\"text\":\"Please go on with your answer from where it ended.\"}]}]";
        assertEquals("[" + SENT_USER + goOn, sent(body, OPUS_46, "messages"));
        assertEquals(
                "[" + SENT_USER + goOn,
                sent(body.replace("\"model\"", "\"reasoning_effort\":\"low\",\"model\""), CLAUDE_37, "messages"));
    }

    @Test
    @DisplayName("A44 top_k goes where the model's own protocol has it; fields that nobody knows do not go up")
    void extras() {
        String body = asked("\"top_k\":5", "\"prompt_caching\":{\"x\":1}", "\"anthropic_beta\":[\"b\"]");
        assertEquals("{\"top_k\":5}", sent(body, SONNET, "additionalModelRequestFields"));
        assertEquals(List.of("prompt_caching", "anthropic_beta"), losses(sent(body, SONNET)));
        assertEquals("{\"inferenceConfig\":{\"topK\":5}}", sent(body, NOVA, "additionalModelRequestFields"));
        assertEquals("", sent(body, LLAMA, "additionalModelRequestFields"));
        assertTrue(losses(sent(body, LLAMA)).contains("top_k"));
    }

    @Test
    @DisplayName("documents have names that the protocol takes, each once, and words beside them")
    void documents() {
        String file =
                "{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/pdf;base64,AAAA\",\"filename\":\"%s\"}}";
        String body = chat("{\"role\":\"user\",\"content\":["
                + String.join(
                        ",",
                        file.formatted("My  report_v2.pdf"),
                        file.formatted("My report-v2.pdf"),
                        file.formatted("é".repeat(300)),
                        file.formatted(""))
                + "]}");
        String messages = sent(body, SONNET, "messages");
        List<String> names = all("\"name\":\"([^\"]+)\"", messages);
        assertEquals("My report-v2", names.get(0));
        assertEquals("My report-v2-2", names.get(1));
        assertTrue(names.get(2).length() <= 200 && names.get(2).matches("-+"));
        assertEquals("document", names.get(3));
        assertTrue(messages.endsWith("{\"text\":\"See the attached document.\"}]}]"), messages);
    }

    @Test
    @DisplayName("what the protocol has no knob for is declared lost, and what it has goes up")
    void settings() {
        Written written = sent(
                asked(
                        "\"seed\":1",
                        "\"presence_penalty\":1",
                        "\"logit_bias\":{}",
                        "\"user\":\"u\"",
                        "\"metadata\":{\"k\":\"v w\"}",
                        "\"service_tier\":\"priority\"",
                        "\"max_tokens\":5"),
                SONNET);
        assertEquals(List.of("seed", "presence_penalty", "logit_bias", "user"), losses(written));
        assertEquals(
                "{\"messages\":[" + SENT_USER
                        + "],\"inferenceConfig\":{\"maxTokens\":5},\"requestMetadata\":{\"k\":\"v w\"},"
                        + "\"serviceTier\":{\"type\":\"priority\"}}",
                JsonText.of(written.body()));
        assertEquals(List.of("metadata"), losses(sent(asked("\"metadata\":{\"k\":\"<\"}"), SONNET)));
        assertEquals(List.of("service_tier"), losses(sent(asked("\"service_tier\":\"scale\""), SONNET)));
        assertEquals(List.of(), losses(sent(asked("\"service_tier\":\"auto\""), SONNET)));
    }

    @Test
    @DisplayName("K03 explicit nulls are nothing")
    void nulls() {
        assertEquals(
                "{\"messages\":[" + SENT_USER + "]}",
                JsonText.of(sent(
                                asked(
                                        "\"temperature\":null",
                                        "\"tools\":null",
                                        "\"tool_choice\":null",
                                        "\"response_format\":null",
                                        "\"stop\":null",
                                        "\"reasoning_effort\":null",
                                        "\"max_tokens\":null",
                                        "\"metadata\":null"),
                                SONNET)
                        .body()));
    }
}
