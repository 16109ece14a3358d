package dev.pontage.vendor;

import dev.pontage.dialect.Quirk;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How quirks are spelled in files: {@code developer-is-system}. */
public final class Quirks {
    private Quirks() {}

    public static Optional<Quirk> of(String word) {
        return Arrays.stream(Quirk.values())
                .filter(quirk -> word(quirk).equals(word))
                .findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(Quirk.values()).map(Quirks::word).toList();
    }

    private static String word(Quirk quirk) {
        return quirk.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
