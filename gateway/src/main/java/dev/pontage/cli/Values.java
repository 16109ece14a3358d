package dev.pontage.cli;

import dev.pontage.base.Nearest;
import dev.pontage.boot.Address;
import dev.pontage.boot.ExitCode;
import dev.pontage.boot.StartRefused;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process is told: by an option, else by its variable, else by a default.
 *
 * <p>A mistake is refused by the name under which it was made, with what was expected and the nearest valid word. Empty
 * text never stands for a default: its author thinks that it says something.
 */
final class Values {
    private final Map<String, String> environment;

    Values(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @param option what was given on the command line, or null */
    Value of(String optionName, @Nullable String option, String variable, String otherwise) {
        if (option != null) {
            return new Value(optionName, option);
        }
        return of(variable, otherwise);
    }

    /** What is a variable alone. */
    Value of(String variable, String otherwise) {
        String given = environment.get(variable);
        return new Value(variable, given == null ? otherwise : given.strip());
    }

    /** A value, and the option or variable to name where it is wrong. */
    record Value(String name, String text) {

        Address address() throws StartRefused {
            try {
                return Address.parse(text);
            } catch (IllegalArgumentException e) {
                throw wrong("HOST:PORT, such as 127.0.0.1:8080, or :8080 for every interface", "");
            }
        }

        Path path() throws StartRefused {
            try {
                if (!text.isEmpty()) {
                    return Path.of(text);
                }
            } catch (InvalidPathException e) {
                throw wrong("a path", "");
            }
            throw wrong("a path", "");
        }

        /** Paths, separated as those of the variable {@code PATH} are; none where the text is empty. */
        List<Path> paths() throws StartRefused {
            List<Path> paths = new ArrayList<>();
            if (!text.isEmpty()) {
                for (String each : text.split(File.pathSeparator, -1)) {
                    paths.add(new Value(name, each).path());
                }
            }
            return paths;
        }

        long whole(long from, long to, String unit) throws StartRefused {
            try {
                long number = Long.parseLong(text);
                if (number >= from && number <= to) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw wrong("a whole number of " + unit + " from " + from + " to " + to, "");
            }
            throw wrong("a whole number of " + unit + " from " + from + " to " + to, "");
        }

        /** One of a few words, in lower case; the case of what was given does not matter. */
        String oneOf(List<String> words) throws StartRefused {
            String word = text.toLowerCase(Locale.ROOT);
            if (words.contains(word)) {
                return word;
            }
            List<String> near = Nearest.of(word, words, 1);
            throw wrong(String.join(" or ", words), near.isEmpty() ? "" : near.getFirst());
        }

        /** A name: something without white space. */
        String word(String what) throws StartRefused {
            if (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)) {
                throw wrong(what, "");
            }
            return text;
        }

        private StartRefused wrong(String expected, String near) {
            return new StartRefused(
                    ExitCode.USAGE,
                    name + ": expected " + expected + ", not '" + text + "'"
                            + (near.isEmpty() ? "" : "; did you mean '" + near + "'?"));
        }
    }
}
