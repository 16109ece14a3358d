package dev.pontage.resource;

import dev.pontage.base.Product;
import dev.pontage.vendor.FromEnvironment.Found;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the documents that register vendors found in the environment, so that they pass the same validation.
 *
 * <p>They name the variable, never its value, and no address but the vendor's own.
 */
public final class EnvironmentDocuments {
    private EnvironmentDocuments() {}

    /** One text with a Provider for each; empty if there are none. */
    public static Optional<SourceText> of(List<Found> found) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String text = found.stream().map(EnvironmentDocuments::document).collect(Collectors.joining("---\n"));
        return Optional.of(new SourceText(Owner.ENVIRONMENT, Owner.ENVIRONMENT.word(), text));
    }

    private static String document(Found found) {
        return """
                apiVersion: %s
                kind: Provider
                metadata: {name: %s}
                spec: {vendor: %s,%s credentials: [{name: environment, apiKey: {env: %s}}]}
                """.formatted(
                        Product.API_VERSION,
                        found.vendor().name(),
                        found.vendor().name(),
                        found.region().isEmpty() ? "" : " region: " + found.region() + ",",
                        found.variable());
    }
}
