package dev.pontage.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of resource that can be configured: the explicit list. */
public enum Kind {
    PROVIDER("Provider"),
    ACCOUNT("Account"),
    KEY("Key"),
    MODEL_MAP("ModelMap"),
    PRICE_BOOK("PriceBook"),
    SETTING("Setting");

    /** Kinds of the design that a later release brings; they are refused by name. */
    static final List<String> NOT_BUILT =
            List.of("Route", "Plan", "Guardrail", "Alert", "IdentityProvider", "Member", "Role");

    private static final Map<String, Kind> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Kind::word, Function.identity()));

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** As documents spell it. */
    public String word() {
        return word;
    }

    /** The kind that documents spell so. */
    public static Optional<Kind> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** How kinds can be spelled. */
    static List<String> words() {
        return Arrays.stream(values()).map(Kind::word).toList();
    }
}
