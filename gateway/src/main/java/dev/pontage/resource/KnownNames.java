package dev.pontage.resource;

import dev.pontage.vendor.Vendors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this program has built that a document may name.
 *
 * @param keyHeaders names of the dialects, each with the header in which its upstreams usually take their key, empty
 *     for {@code Authorization: Bearer}; as the list of what ships gives them
 */
public record KnownNames(Vendors vendors, Map<String, String> keyHeaders) {
    public KnownNames {
        keyHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(keyHeaders));
    }

    /** Names of the dialects. */
    public List<String> dialects() {
        return List.copyOf(keyHeaders.keySet());
    }
}
