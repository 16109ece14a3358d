package dev.pontage.dialect.chat;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.json.Json;
import java.util.List;
import java.util.Map;

/**
 * A request in an upstream's dialect.
 *
 * @param path below the provider's base URL, with its query if it has one
 * @param headers what the dialect demands beside the credential, names in lower case
 * @param losses what the client asked for and the dialect cannot say, the reader's losses included
 */
public record Written(String path, Map<String, String> headers, Json.Obj body, List<Loss> losses) {
    public Written {
        headers = Map.copyOf(headers);
        losses = List.copyOf(losses);
    }
}
