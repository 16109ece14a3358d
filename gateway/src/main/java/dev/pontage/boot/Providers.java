package dev.pontage.boot;

import dev.pontage.provider.Provider;
import dev.pontage.snapshot.Snapshot;
import dev.pontage.vendor.FromEnvironment;
import dev.pontage.vendor.Vendor;
import dev.pontage.vendor.Vendors;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Words the providers for the banner. */
final class Providers {
    private Providers() {}

    /** Their names; those from the environment with the variable and the end of the key they were found by. */
    static String listed(Snapshot snapshot, List<FromEnvironment.Found> found) {
        Map<String, FromEnvironment.Found> byName = found.stream()
                .collect(Collectors.toMap(each -> each.vendor().name(), Function.identity(), (a, b) -> a));
        return snapshot.providers().stream()
                .map(provider -> {
                    FromEnvironment.Found environment = byName.get(provider.name());
                    return environment == null
                            ? provider.name() + (provider.name().equals(DemoProvider.NAME) ? " (built in)" : "")
                            : provider.name() + " (" + environment.variable() + " …" + environment.lastFour() + ")";
                })
                .collect(Collectors.joining(", "));
    }

    /** A model that some provider names or its vendor is known for, for the line to paste. */
    static String modelToTry(Snapshot snapshot, Vendors vendors) {
        for (Provider provider : snapshot.providers()) {
            if (!provider.defaults().model().isEmpty()) {
                return provider.defaults().model();
            }
            if (!provider.models().literal().isEmpty()) {
                return provider.models().literal().stream().sorted().findFirst().orElseThrow();
            }
        }
        return snapshot.providers().stream()
                .flatMap(provider -> vendors.find(provider.vendor()).stream())
                .map(Vendor::exampleModel)
                .filter(model -> !model.isEmpty())
                .findFirst()
                .orElse(DemoProvider.MODEL);
    }
}
