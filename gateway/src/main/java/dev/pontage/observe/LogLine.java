package dev.pontage.observe;

import java.time.Instant;

/**
 * One event as one line of JSON.
 *
 * <p>Everything that could break a line, or a terminal, is escaped (F-67): control characters, those from U+0080 to
 * U+009F too, U+2028 and U+2029; and lone surrogates, which no encoding takes.
 */
final class LogLine {
    private static volatile Second second = new Second(Long.MIN_VALUE, "");

    private final StringBuilder text = new StringBuilder(384);

    LogLine(long epochMicros, String level, String event) {
        text.append("{\"at\":\"");
        appendTime(epochMicros);
        text.append("\",\"level\":\"")
                .append(level)
                .append("\",\"event\":\"")
                .append(event)
                .append('"');
    }

    LogLine with(String name, String value) {
        text.append(",\"").append(name).append("\":\"");
        escape(value);
        text.append('"');
        return this;
    }

    /** Leaves the field out where the value is empty. */
    LogLine ifAny(String name, String value) {
        return value.isEmpty() ? this : with(name, value);
    }

    LogLine with(String name, long value) {
        text.append(",\"").append(name).append("\":").append(value);
        return this;
    }

    CharSequence end() {
        return text.append('}');
    }

    /** The date and second change rarely: their text is kept. */
    private void appendTime(long epochMicros) {
        long seconds = Math.floorDiv(epochMicros, 1_000_000L);
        Second known = second;
        if (known.epochSecond() != seconds) {
            String whole = Instant.ofEpochSecond(seconds).toString();
            known = new Second(seconds, whole.substring(0, whole.length() - 1));
            second = known;
        }
        int micros = (int) Math.floorMod(epochMicros, 1_000_000L);
        text.append(known.text()).append('.');
        for (int digit = 100_000; digit > 0; digit /= 10) {
            text.append((char) ('0' + micros / digit % 10));
        }
        text.append('Z');
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
                text.append("\\u").append(Character.forDigit(c >> 12, 16));
                text.append(Character.forDigit(c >> 8 & 15, 16));
                text.append(Character.forDigit(c >> 4 & 15, 16));
                text.append(Character.forDigit(c & 15, 16));
            } else {
                text.append(c);
            }
        }
    }

    private record Second(long epochSecond, String text) {}
}
