package dev.pontage.egress.credential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The profiles of a machine's user, from both of their files (AWS SDKs and tools, "Shared config and credentials
 * files").
 *
 * <p>Where both have a profile, the credentials file wins. Nothing that starts a process is read.
 */
final class AwsProfiles {
    private final Map<String, Map<String, String>> byName = new HashMap<>();

    /** @throws IOException if neither file can be read */
    AwsProfiles(Surroundings surroundings) throws IOException {
        Path config = surroundings.path("AWS_CONFIG_FILE", ".aws/config");
        Path credentials = surroundings.path("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials");
        if (!Files.exists(config) && !Files.exists(credentials)) {
            throw new IOException("neither " + credentials + " nor " + config + " is there");
        }
        if (Files.exists(config)) {
            read(Surroundings.text(config), "profile ");
        }
        if (Files.exists(credentials)) {
            read(Surroundings.text(credentials), "");
        }
    }

    static boolean present(Surroundings surroundings) {
        try {
            return Files.exists(surroundings.path("AWS_CONFIG_FILE", ".aws/config"))
                    || Files.exists(surroundings.path("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials"));
        } catch (IOException noHome) {
            return false;
        }
    }

    Optional<Map<String, String>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @param prefix of the sections' names, but for {@code default} */
    private void read(String text, String prefix) {
        Map<String, String> section = new HashMap<>();
        for (String line : text.split("\\R")) {
            String stripped = line.strip();
            if (stripped.startsWith("[") && stripped.indexOf(']') > 0) {
                String name = stripped.substring(1, stripped.indexOf(']')).strip();
                section = name.equals("default") || name.startsWith(prefix)
                        ? byName.computeIfAbsent(unprefixed(name, prefix), none -> new HashMap<>())
                        : new HashMap<>();
            } else if (!stripped.startsWith("#") && !stripped.startsWith(";") && !isNested(line)) {
                int equals = stripped.indexOf('=');
                if (equals > 0) {
                    section.put(
                            stripped.substring(0, equals).strip(),
                            stripped.substring(equals + 1).strip());
                }
            }
        }
    }

    private static String unprefixed(String name, String prefix) {
        return name.startsWith(prefix) ? name.substring(prefix.length()).strip() : name;
    }

    /** An indented line belongs to the property above it. */
    private static boolean isNested(String line) {
        return !line.isEmpty() && Character.isWhitespace(line.charAt(0));
    }
}
