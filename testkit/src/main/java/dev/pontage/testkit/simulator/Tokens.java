package dev.pontage.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How the simulators count: a quarter of the bytes, rounded up. */
final class Tokens {
    private static final Set<String> MEDIA = Set.of("data", "bytes", "url", "file_data", "image_url", "file_url");

    private Tokens() {}

    static long of(String text) {
        return (text.getBytes(StandardCharsets.UTF_8).length + 3L) / 4;
    }

    /** All texts of a request but the bytes of its media, at least 1. */
    static long ofInput(JsonNode body) {
        return Math.max(1, (bytes(body) + 3) / 4);
    }

    private static long bytes(JsonNode node) {
        if (node.isString()) {
            return node.stringValue().getBytes(StandardCharsets.UTF_8).length;
        }
        long sum = 0;
        if (node.isObject()) {
            for (var member : node.properties()) {
                sum += MEDIA.contains(member.getKey()) ? 0 : bytes(member.getValue());
            }
        } else {
            for (JsonNode item : node) {
                sum += bytes(item);
            }
        }
        return sum;
    }
}
