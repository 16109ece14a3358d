package dev.pontage.resource;

import java.util.regex.Pattern;

/** What resources and credentials may be called: a name stands in URLs, file names and {@code provider/model}. */
final class Names {
    /** For messages. */
    static final String EXPECTED =
            "expected a name of 1 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at both ends";

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

    private Names() {}

    static boolean fits(String name) {
        return NAME.matcher(name).matches();
    }
}
