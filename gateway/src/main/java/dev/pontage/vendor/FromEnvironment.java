package dev.pontage.vendor;

import dev.pontage.base.Product;
import dev.pontage.base.Secret;
import dev.pontage.egress.credential.AwsEndpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds which vendors' keys stand in an environment (mission, decision 13).
 *
 * <p>Only a vendor's own variables are looked at, and what is found is for that vendor's own address alone; base URLs
 * in the environment are never read, since {@code OPENAI_BASE_URL} may well point to this gateway.
 */
public final class FromEnvironment {
    /** The variable that turns this off, with the value {@code off}. */
    public static final String SWITCH = Product.VARIABLE_PREFIX + "ENV_PROVIDERS";

    private FromEnvironment() {}

    /**
     * The vendors with a key, in the order of the index.
     *
     * @param ourOwnKey knows keys of this product: a client's key in {@code OPENAI_API_KEY} is no vendor's
     */
    public static List<Found> find(Vendors vendors, Map<String, String> environment, Predicate<String> ourOwnKey) {
        if (environment.getOrDefault(SWITCH, "").strip().equalsIgnoreCase("off")) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        for (Vendor vendor : vendors.all()) {
            String key = key(vendor, environment);
            if (!key.isEmpty() && problem(vendor, environment, ourOwnKey).isEmpty()) {
                found.add(
                        new Found(vendor, vendor.variable(), new Secret(key).lastFour(), region(vendor, environment)));
            }
        }
        return found;
    }

    /** The vendors' variables that hold something else than a key of the vendor, each with the reason, to be told. */
    public static List<PassedOver> passedOver(
            Vendors vendors, Map<String, String> environment, Predicate<String> ourOwnKey) {
        List<PassedOver> passedOver = new ArrayList<>();
        for (Vendor vendor : vendors.all()) {
            problem(vendor, environment, ourOwnKey)
                    .ifPresent(reason -> passedOver.add(new PassedOver(vendor.variable(), reason)));
        }
        return passedOver;
    }

    private static String key(Vendor vendor, Map<String, String> environment) {
        return vendor.variable().isEmpty()
                ? ""
                : environment.getOrDefault(vendor.variable(), "").strip();
    }

    /** Empty where the vendor has none, or nobody says it. */
    private static String region(Vendor vendor, Map<String, String> environment) {
        return vendor.regionVariables().stream()
                .map(variable -> environment.getOrDefault(variable, "").strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Why what is there registers nothing; of nothing, nothing is said. */
    private static Optional<String> problem(
            Vendor vendor, Map<String, String> environment, Predicate<String> ourOwnKey) {
        String text = key(vendor, environment);
        if (!text.isEmpty() && vendor.places().contains(Vendor.REGION)) {
            String region = region(vendor, environment);
            if (!AwsEndpoints.isRegion(region)) {
                String variables = String.join(" or ", vendor.regionVariables());
                return Optional.of(region.isEmpty() ? variables + " is not set" : variables + " is no region");
            }
        }
        if (ourOwnKey.test(text)) {
            return Optional.of("it is a key of " + Product.NAME);
        }
        // A key goes into a header.
        return text.chars().allMatch(c -> c > ' ' && c <= '~')
                ? Optional.empty()
                : Optional.of("it has a blank or another character that no key has");
    }

    /**
     * A variable that was not taken.
     *
     * @param reason in words, without its text
     */
    public record PassedOver(String variable, String reason) {}

    /**
     * A vendor whose key is there.
     *
     * @param variable where it stands
     * @param lastFour the key's last characters, to show
     * @param region which goes with the key; empty where the vendor has none
     */
    public record Found(Vendor vendor, String variable, String lastFour, String region) {}
}
