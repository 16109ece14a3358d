package dev.pontage.seal;

import dev.pontage.base.Secret;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The rule for secrets that an operator gives us to check or sign with: long enough, and not published.
 *
 * <p>Not for gateway keys given by value, which may be any text without white space (S2.05), nor for upstream keys.
 */
public final class GivenSecret {
    /** The fewest characters. */
    public static final int MIN_CHARACTERS = 32;

    /** Defaults and examples that comparable systems publish, in lower case; also refused when repeated. */
    private static final Set<String> PUBLISHED = Set.of(
            "123456",
            "12345678",
            "1234567890",
            "0123456789abcdef",
            "admin",
            "changeit",
            "changeme",
            "change-me",
            "change_me",
            "change_this",
            "default",
            "example",
            "insecure",
            "password",
            "pontage",
            "random_string",
            "replace_me",
            "root",
            "secret",
            "session_secret",
            "sk-1234",
            "test",
            "user_token_secret",
            "your-secret-key",
            "your_secret_key");

    private GivenSecret() {}

    /**
     * What is wrong with a given secret, as a sentence for the operator; empty if nothing is.
     *
     * @param name the option or variable it came from
     */
    public static Optional<String> problem(String name, Secret secret) {
        String text = secret.reveal();
        if (isPublished(text.strip().toLowerCase(Locale.ROOT))) {
            return Optional.of(name + " is a published default or example; leave it out to have one generated");
        }
        if (text.length() < MIN_CHARACTERS) {
            return Optional.of(
                    name + " has fewer than " + MIN_CHARACTERS + " characters; leave it out to have one generated");
        }
        return Optional.empty();
    }

    private static boolean isPublished(String text) {
        int period = shortestPeriod(text);
        return period < 4 || PUBLISHED.contains(text) || PUBLISHED.contains(text.substring(0, period));
    }

    /** The length of the shortest text that, repeated and cut off, gives this one. */
    private static int shortestPeriod(String text) {
        for (int period = 1; period < text.length(); period++) {
            if (text.startsWith(text.substring(period))) {
                return period;
            }
        }
        return text.length();
    }
}
