package dev.pontage.resource;

import dev.pontage.vendor.Vendors;
import java.util.List;

/**
 * What this program has built that a document may name.
 *
 * @param dialects names of the dialects, as the list of what ships gives them
 */
public record Known(Vendors vendors, List<String> dialects) {
    public Known {
        dialects = List.copyOf(dialects);
    }
}
