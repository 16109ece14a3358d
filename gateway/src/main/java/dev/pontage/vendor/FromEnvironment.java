package dev.pontage.vendor;

import dev.pontage.base.Product;
import dev.pontage.base.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds which vendors' keys stand in an environment (mission, decision 13).
 *
 * <p>Only a vendor's own variable is looked at, and what is found is for that vendor's own address alone; base URLs in
 * the environment are never read, since {@code OPENAI_BASE_URL} may well point to this gateway.
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
            String key = environment.getOrDefault(vendor.variable(), "").strip();
            if (!vendor.variable().isEmpty() && isKey(key) && !ourOwnKey.test(key)) {
                found.add(new Found(vendor, vendor.variable(), new Secret(key).lastFour()));
            }
        }
        return found;
    }

    /** Whether a text could be a key at all: something that fits into a header. */
    private static boolean isKey(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    /**
     * A vendor whose key is there.
     *
     * @param variable where it stands
     * @param lastFour the key's last characters, to show
     */
    public record Found(Vendor vendor, String variable, String lastFour) {}
}
