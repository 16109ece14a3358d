package dev.pontage.bench.prototype;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;

/** A scan of one event stream, line by line, that parses only the event with usage. */
final class UsageScan {
    private static final byte[] USAGE = "\"usage\":{".getBytes(StandardCharsets.UTF_8);
    private static final int DATA_PREFIX = "data: ".length();

    private final Tenant tenant;
    private byte[] partial = new byte[512]; // the start of a line whose end has not come
    private int partialLength;

    UsageScan(Tenant tenant) {
        this.tenant = tenant;
    }

    void feed(byte[] bytes, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            if (partialLength == 0) {
                line(bytes, start, i);
            } else {
                keep(bytes, start, i);
                line(partial, 0, partialLength);
                partialLength = 0;
            }
            start = i + 1;
        }
        keep(bytes, start, to);
    }

    private void keep(byte[] bytes, int from, int to) {
        int length = partialLength + to - from;
        if (length > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(2 * partial.length, length));
        }
        System.arraycopy(bytes, from, partial, partialLength, to - from);
        partialLength = length;
    }

    private void line(byte[] bytes, int from, int to) {
        if (to - from <= DATA_PREFIX || bytes[from] != 'd') {
            return;
        }
        // Usage stands near the end of its event.
        for (int i = to - USAGE.length; i >= from + DATA_PREFIX; i--) {
            if (bytes[i] == '"' && Arrays.equals(bytes, i, i + USAGE.length, USAGE, 0, USAGE.length)) {
                record(bytes, from + DATA_PREFIX, to, tenant);
                return;
            }
        }
    }

    /** Adds the usage of one JSON answer or event to the tenant's sums; an unreadable one counts nothing. */
    static void record(byte[] bytes, int from, int to, Tenant tenant) {
        try (JsonParser parser = Asked.JSON.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("usage") && value == JsonToken.START_OBJECT) {
                    recordUsage(parser, tenant);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (StreamReadException e) {
            return; // the yardstick has no books that could be wrong
        }
    }

    private static void recordUsage(JsonParser parser, Tenant tenant) {
        long input = 0;
        long output = 0;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "prompt_tokens" -> input = parser.getLongValue();
                case "completion_tokens" -> output = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
        tenant.used(input, output);
    }
}
