package dev.pontage.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.list.Dialects;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A success that says nothing, to a client of the same dialect,")
class HollowAnswersTest {

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "openai|CHAT|{}",
                "openai|CHAT|{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[]}",
                "openai|CHAT|{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":0,\"total_tokens\":1}}",
                "openai|CHAT|{\"data\":[{\"index\":0}]}",
                "openai|COMPLETIONS|{}",
                "openai|EMBEDDINGS|{}",
                "openai|EMBEDDINGS|{\"data\":[]}",
                "openai|MODERATIONS|{\"results\":[]}",
                "openai|RESPONSES|{}",
                "openai|RESPONSES|{\"id\":\"r\",\"status\":\"completed\"}",
                "anthropic|CHAT|{}",
                "anthropic|CHAT|{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\"}",
                "anthropic|COUNT_TOKENS|{}",
                "gemini|CHAT|{}",
                "gemini|CHAT|{\"candidates\":[],\"usageMetadata\":{\"promptTokenCount\":1}}",
                "gemini|CHAT|{\"promptFeedback\":{}}",
                "gemini|EMBEDDINGS|{}",
                "bedrock|CHAT|{}",
            })
    @DisplayName("is a failure of the upstream's before anything is committed (A33, H12)")
    void whole(String dialect, Kind kind, String answer) {
        failed(dialect, kind, false, answer);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "openai|CHAT|data: [DONE]",
                "openai|CHAT|data: {\"choices\":[]};data: [DONE]",
                "openai|CHAT|data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]};"
                        + "data: [DONE]",
                "openai|CHAT|data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":0}};data: [DONE]",
                "openai|CHAT|data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":0}}",
                "openai|COMPLETIONS|data: [DONE]",
                "openai|RESPONSES|data: [DONE]",
                "anthropic|CHAT|data: {\"type\":\"message_stop\"}",
                "anthropic|CHAT|data: {\"type\":\"message_start\",\"message\":{}};data: {\"type\":\"message_stop\"}",
                "gemini|CHAT|data: {}",
                "gemini|CHAT|data: {\"usageMetadata\":{\"promptTokenCount\":1}}",
            })
    @DisplayName("is that as a stream too")
    void streamed(String dialect, Kind kind, String events) {
        failed(dialect, kind, true, events.replace(";", "\n\n") + "\n\n");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "openai|CHAT|{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}",
                "openai|EMBEDDINGS|{\"data\":[{\"embedding\":[1]}]}",
                "openai|MODERATIONS|{\"results\":[{\"flagged\":false}]}",
                "openai|RESPONSES|{\"status\":\"queued\",\"output\":[]}",
                "anthropic|CHAT|{\"type\":\"message\",\"content\":[],\"stop_reason\":\"refusal\"}",
                "anthropic|COUNT_TOKENS|{\"input_tokens\":0}",
                "gemini|CHAT|{\"candidates\":[{\"finishReason\":\"STOP\"}]}",
                "gemini|CHAT|{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}",
                "gemini|EMBEDDINGS|{\"embedding\":{\"values\":[1]}}",
                "gemini|EMBEDDINGS|{\"embeddings\":[{\"values\":[1]}]}",
                "gemini|COUNT_TOKENS|{}",
                "bedrock|CHAT|{\"output\":{},\"stopReason\":\"end_turn\"}",
            })
    @DisplayName("is not what ends without a word, which protocols have their ways to say (C18, D08, E22)")
    void meant(String dialect, Kind kind, String answer) {
        Passage passage = passage(dialect, kind, false);
        play(passage, answer);
        assertNull(passage.failure());
        assertTrue(passage.terminal());
    }

    private static void failed(String dialect, Kind kind, boolean streamed, String answer) {
        Passage passage = passage(dialect, kind, streamed);
        play(passage, answer);
        Failure failure = passage.failure();
        assertFalse(passage.committed());
        assertFalse(passage.terminal());
        boolean garbled = failure instanceof Failure.Garbled
                || failure instanceof Failure.Cut
                || failure instanceof Failure.ServerError;
        assertTrue(garbled, () -> "failed of " + failure);
    }

    private static void play(Passage passage, String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        passage.feed(bytes, 0, bytes.length, (b, from, to) -> client.write(b, from, to - from));
        passage.end((b, from, to) -> client.write(b, from, to - from));
    }

    private static Passage passage(String name, Kind kind, boolean streamed) {
        Dialect dialect = Dialects.all("/receipts").stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Operation operation = dialect.operations().stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow();
        byte[] body = "{\"model\":\"m\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
        Peeked peeked = dialect.peek(operation, new Parameters("m", ""), body, body.length);
        assertEquals(Peek.class, peeked.getClass());
        return dialect.same(operation, (Peek) peeked, body, body.length, "m", Set.of(), false)
                .passage(streamed);
    }
}
