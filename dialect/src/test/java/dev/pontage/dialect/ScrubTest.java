package dev.pontage.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An upstream's words")
class ScrubTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Incorrect API key provided: sk-abc***wxyz.|Incorrect API key provided: [redacted]",
                "key gsk_1234567890ab failed|key [redacted] failed",
                "AKIAIOSFODNN7EXAMPLE|[redacted]",
                "token eyJhbGciOiJIUzI1NiJ9.e30.abc|token [redacted]",
                "sent Bearer abcdef123|sent Bearer [redacted]",
                "id 0123456789abcdef0123456789abcdef|id [redacted]",
                "see https://platform.openai.com/account?x=1 now|see [url] now",
                "cannot reach llm.internal:8080 or localhost|cannot reach [host] or [host]",
                "dial 10.0.0.7:443|dial [host]",
                "dial [fe80::1]:443|dial [host]",
                "`projects/my-house/locations/eu/models/m` was not found|`projects/[redacted]/locations/eu/models/m`"
                        + " was not found",
                "no access to arn:aws:bedrock:eu-west-1:123456789012:profile/x|no access to"
                        + " arn:aws:bedrock:eu-west-1:[redacted]:profile/x",
            })
    @DisplayName("lose keys, hosts and whose account at a cloud it is (S-43)")
    void scrubbed(String said, String shown) {
        assertEquals(shown, Scrub.message(said));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The model gpt-4.1 does not exist",
                "messages[3].content must be a string",
                "meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8 is not loaded",
                "anthropic.claude-3-sonnet-20240229-v1:0 is not enabled",
                "maximum context length is 128000 tokens, e.g. shorten it",
            })
    @DisplayName("keep names of models and fields")
    void kept(String said) {
        assertEquals(said, Scrub.message(said));
    }

    @Test
    @DisplayName("stay on one line and within their length, in no time (F-65, F-67)")
    void bounded() {
        assertEquals("a b", Scrub.message("a\n\u2028b".replace("\n\u2028", "\n")));
        for (String flood :
                new String[] {"a".repeat(1 << 20), "a.".repeat(1 << 19), "1a_".repeat(1 << 18), "[:".repeat(9_999)}) {
            String shown = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Scrub.message(flood));
            assertTrue(shown.length() <= Scrub.LIMIT_CHARS);
        }
    }

    @Test
    @DisplayName("that should be one word are dropped where they are not")
    void words() {
        assertEquals("messages[0].role", Scrub.word("messages[0].role"));
        assertEquals("", Scrub.word("a\r\nb"));
        assertEquals("", Scrub.word("x".repeat(65)));
    }
}
