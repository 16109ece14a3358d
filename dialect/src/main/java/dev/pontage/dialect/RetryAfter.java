package dev.pontage.dialect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long an upstream asks us to wait, in any of the forms in which they say it.
 *
 * <p>Seconds, whole or with a fraction; an HTTP date (RFC 9110, 10.2.3); a time of RFC 3339; durations such as
 * {@code 6m0s} or {@code 12ms}, which OpenAI writes; a point of time in epoch seconds or milliseconds. What cannot be
 * read is as good as absent. (protocols: the rate headers of OpenAI, Azure and Anthropic, Google's {@code retryDelay}.)
 */
public final class RetryAfter {
    /** Nothing that an upstream asks for is believed beyond a day. */
    static final long LIMIT_MILLIS = 24 * 3_600_000L;

    private static final long UNKNOWN = -1;

    /** From here on a plain number is no duration but a point of time: a thousand million seconds are 31 years. */
    private static final double EPOCH_SECONDS = 1e9;

    private static final double EPOCH_MILLIS = 1e12;

    /** What an upstream may run out of for a while, and the headers that say how much is left and when it returns. */
    private static final List<Contingent> CONTINGENTS = List.of(
            openAi("requests"),
            openAi("tokens"),
            anthropic("requests"),
            anthropic("tokens"),
            anthropic("input-tokens"),
            anthropic("output-tokens"));

    private RetryAfter() {}

    /**
     * The wait that an answer's headers ask for, in milliseconds; negative if they say nothing.
     *
     * @param inBody what the body says in its own words, such as {@code 34.4s}; empty if nothing
     */
    public static long millis(Headers headers, String inBody, long nowEpochMillis) {
        long exact = number(headers.first("retry-after-ms"));
        if (exact >= 0) {
            return exact;
        }
        long header = parse(headers.first("retry-after"), nowEpochMillis);
        if (header >= 0) {
            return header;
        }
        long body = parse(inBody, nowEpochMillis);
        return body >= 0 ? body : resets(headers, nowEpochMillis);
    }

    /** When the contingent that is used up returns; where none says so, when the first of them does. */
    private static long resets(Headers headers, long now) {
        long usedUp = UNKNOWN;
        long first = UNKNOWN;
        for (Contingent contingent : CONTINGENTS) {
            long reset = parse(headers.first(contingent.reset()), now);
            if (reset < 0) {
                continue;
            }
            if (number(headers.first(contingent.remaining())) == 0) {
                usedUp = Math.max(usedUp, reset);
            }
            first = first < 0 ? reset : Math.min(first, reset);
        }
        if (usedUp >= 0) {
            return usedUp;
        }
        return first >= 0 ? first : parse(headers.first("x-ratelimit-reset"), now);
    }

    /** The wait in milliseconds, at least 0 and at most a day; negative if the text says none. */
    static long parse(@Nullable String text, long nowEpochMillis) {
        if (text == null || text.isBlank() || text.length() > 64) {
            return UNKNOWN;
        }
        String word = text.strip();
        char last = word.charAt(word.length() - 1);
        if (isPlainNumber(word)) {
            return plain(Double.parseDouble(word), nowEpochMillis);
        }
        if (last == 's' || last == 'm' || last == 'h') {
            return duration(word);
        }
        return date(word, nowEpochMillis);
    }

    private static long plain(double number, long now) {
        if (number >= EPOCH_MILLIS) {
            return bounded(number - now);
        }
        return number >= EPOCH_SECONDS ? bounded(number * 1000 - now) : bounded(number * 1000);
    }

    /** {@code 1h2m3.5s}, {@code 12ms}, as Go writes durations. */
    private static long duration(String word) {
        double millis = 0;
        int at = 0;
        while (at < word.length()) {
            int unit = at;
            while (unit < word.length() && isOfNumber(word.charAt(unit))) {
                unit++;
            }
            int next = unit;
            while (next < word.length() && !isOfNumber(word.charAt(next))) {
                next++;
            }
            double factor = millisOf(word.substring(unit, next));
            if (!isPlainNumber(word.substring(at, unit)) || factor < 0) {
                return UNKNOWN;
            }
            millis += Double.parseDouble(word.substring(at, unit)) * factor;
            at = next;
        }
        return bounded(millis);
    }

    private static double millisOf(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "h" -> 3_600_000;
            case "m" -> 60_000;
            case "s" -> 1_000;
            case "ms" -> 1;
            case "us", "\u00b5s" -> 0.001;
            default -> -1;
        };
    }

    private static long date(String word, long now) {
        try {
            return bounded((double) ZonedDateTime.parse(word, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()
                            .toEpochMilli()
                    - now);
        } catch (DateTimeException notHttp) {
            try {
                return bounded((double) Instant.parse(word).toEpochMilli() - now);
            } catch (DateTimeException neither) {
                return UNKNOWN;
            }
        }
    }

    private static long number(@Nullable String text) {
        return text == null || !isPlainNumber(text.strip()) ? UNKNOWN : bounded(Double.parseDouble(text.strip()));
    }

    private static boolean isPlainNumber(String text) {
        boolean digits = false;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits |= c != '.';
            points += c == '.' ? 1 : 0;
            if (!isOfNumber(c) || points > 1) {
                return false;
            }
        }
        return digits && text.length() <= 32;
    }

    private static boolean isOfNumber(char c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    private static Contingent openAi(String of) {
        return new Contingent("x-ratelimit-remaining-" + of, "x-ratelimit-reset-" + of);
    }

    private static Contingent anthropic(String of) {
        return new Contingent("anthropic-ratelimit-" + of + "-remaining", "anthropic-ratelimit-" + of + "-reset");
    }

    /** Rounded up: a wait that is too short is asked for again. */
    private static long bounded(double millis) {
        return (long) Math.ceil(Math.clamp(millis, 0.0, (double) LIMIT_MILLIS));
    }

    private record Contingent(String remaining, String reset) {}
}
