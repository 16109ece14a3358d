package dev.pontage.demo;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * One server-sent event of a streamed answer.
 *
 * @param content whether it carries a piece of content, which takes a model time to make
 * @param bytes with the blank line that ends it
 */
record Event(boolean content, byte[] bytes) {
    /** An event with data alone, as Chat Completions has them. */
    static Event data(boolean content, JsonNode data) {
        return new Event(content, utf8("data: " + data + "\n\n"));
    }

    /** An event that also has a name, as Responses has them. */
    static Event named(boolean content, String name, JsonNode data) {
        return new Event(content, utf8("event: " + name + "\ndata: " + data + "\n\n"));
    }

    /** The end of a Chat Completions stream. */
    static Event done() {
        return new Event(false, utf8("data: [DONE]\n\n"));
    }

    /** No bytes, after which a stream may end that has none. */
    static Event nothing() {
        return new Event(false, new byte[0]);
    }

    /** Data that ends in the middle of its JSON. */
    static Event garbled() {
        return new Event(false, utf8("data: {\"id\":\"demo\",\"object\":\"garbl\n\n"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
