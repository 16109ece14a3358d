package dev.pontage.dialect.embed;

import dev.pontage.dialect.json.Json;
import java.util.Map;

/**
 * One of the requests into which an upstream's limits split a client's; the inputs of all legs together are the
 * client's, in order.
 *
 * @param path below the provider's base URL
 * @param headers what the dialect demands beside the credential, names in lower case
 * @param from the first of its inputs among the client's
 * @param count how many inputs it has, at least 1
 */
public record Leg(String path, Map<String, String> headers, Json.Obj body, int from, int count) {
    public Leg {
        headers = Map.copyOf(headers);
    }
}
