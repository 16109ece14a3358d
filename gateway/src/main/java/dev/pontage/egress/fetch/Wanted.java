package dev.pontage.egress.fetch;

import java.util.Set;

/**
 * A medium that a client names by its URL.
 *
 * @param field of the request that names it, such as {@code messages[0].content[1].image_url.url}
 * @param kinds those that the upstream takes there
 */
public record Wanted(String field, String url, Set<MediaKind> kinds) {
    public Wanted {
        kinds = Set.copyOf(kinds);
    }
}
