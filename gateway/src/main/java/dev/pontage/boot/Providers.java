package dev.pontage.boot;

import dev.pontage.provider.Provider;
import dev.pontage.snapshot.Snapshot;
import dev.pontage.vendor.FromEnvironment;
import dev.pontage.vendor.Vendor;
import dev.pontage.vendor.Vendors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Words the providers for the banner. */
final class Providers {
    private Providers() {}

    /** Their names; those from the environment with the variable and the end of the key they were found by. */
    static String listed(Snapshot snapshot, List<FromEnvironment.Found> found) {
        return snapshot.providers().stream()
                .map(provider -> found.stream()
                        .filter(each -> uses(provider, each))
                        .map(each -> provider.name() + " (" + each.variable() + " …" + each.lastFour() + ")")
                        .findFirst()
                        .orElse(provider.name() + (provider.name().equals(DemoProvider.NAME) ? " (built in)" : "")))
                .collect(Collectors.joining(", "));
    }

    /** Variables of vendors that hold no key that is used, each with the reason; empty if there is none. */
    static String notTaken(
            Snapshot snapshot, List<FromEnvironment.Found> found, List<FromEnvironment.PassedOver> passedOver) {
        List<String> texts = new ArrayList<>();
        passedOver.forEach(each -> texts.add(each.variable() + " (" + each.reason() + ")"));
        for (FromEnvironment.Found each : found) {
            if (snapshot.providers().stream().noneMatch(provider -> uses(provider, each))) {
                texts.add(
                        each.variable() + " (a file registers " + each.vendor().name() + ")");
            }
        }
        return String.join(", ", texts);
    }

    /** A provider of this name that stands in a file has its own credentials. */
    private static boolean uses(Provider provider, FromEnvironment.Found found) {
        return provider.name().equals(found.vendor().name()) && !provider.privateAllowed();
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
