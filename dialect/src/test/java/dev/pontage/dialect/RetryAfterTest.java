package dev.pontage.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The wait that an upstream asks for")
class RetryAfterTest {
    /** 2026-11-20T12:00:00Z. */
    private static final long NOW = 1_795_176_000_000L;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "20|20000",
                "1.5|1500",
                "0.0001|1",
                "Fri, 20 Nov 2026 12:00:07 GMT|7000",
                "Fri, 20 Nov 2026 11:00:00 GMT|0",
                "2026-11-20T12:00:03.5Z|3500",
                "12ms|12",
                "1s|1000",
                "6m0s|360000",
                "1h2m3.5s|3723500",
                "34.4s|34400",
                "1795176005|5000",
                "1795176005250|5250",
                "99999999|86400000",
                "-1|-1",
                "soon|-1",
                "1x|-1",
                "s|-1",
                "1..5|-1",
                ".|-1",
                "''|-1",
                "Infinity|-1",
                "NaN|-1",
            })
    @DisplayName("is read in every form, rounded up, at most a day (protocols 9.9)")
    void forms(String text, long millis) {
        assertEquals(millis, RetryAfter.parse(text, NOW));
    }

    @Test
    @DisplayName("is taken from the most exact place: milliseconds, header, body, then the contingents")
    void order() {
        assertEquals(7, wait("5s", "retry-after", "3", "retry-after-ms", "7"));
        assertEquals(3_000, wait("5s", "retry-after", "3", "x-ratelimit-reset-requests", "9s"));
        assertEquals(5_000, wait("5s", "x-ratelimit-reset-requests", "9s"));
        assertEquals(9_000, wait("", "x-ratelimit-reset-requests", "9s", "x-ratelimit-reset-tokens", "6m0s"));
        assertEquals(
                360_000,
                wait(
                        "",
                        "x-ratelimit-reset-requests",
                        "9s",
                        "x-ratelimit-reset-tokens",
                        "6m0s",
                        "x-ratelimit-remaining-tokens",
                        "0"));
        assertEquals(4_000, wait("", "x-ratelimit-reset", "4"));
        assertEquals(
                5_000,
                wait(
                        "",
                        "anthropic-ratelimit-requests-reset",
                        "2026-11-20T12:00:05Z",
                        "anthropic-ratelimit-input-tokens-reset",
                        "2026-11-20T12:01:00Z"));
        assertEquals(
                60_000,
                wait(
                        "",
                        "anthropic-ratelimit-requests-remaining",
                        "0",
                        "anthropic-ratelimit-requests-reset",
                        "2026-11-20T12:00:05Z",
                        "anthropic-ratelimit-input-tokens-remaining",
                        "0",
                        "anthropic-ratelimit-input-tokens-reset",
                        "2026-11-20T12:01:00Z"));
        assertEquals(RetryAfter.LIMIT_MILLIS, wait("", "anthropic-ratelimit-requests-reset", "2999-01-01T00:00:00Z"));
        assertEquals(3_000, wait("", "retry-after", "3", "anthropic-ratelimit-requests-reset", "2026-11-20T12:01:00Z"));
        assertEquals(-1, wait(""));
    }

    private static long wait(String body, String... headers) {
        return RetryAfter.millis(Headers.of(headers), body, NOW);
    }
}
