package dev.pontage.boot;

import dev.pontage.base.Secret;
import dev.pontage.resource.Planned;
import dev.pontage.seal.SecretFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hands over the secrets that a start has made: to the terminal once, or to files that only the operator reads.
 *
 * <p>A process whose output is kept (a container, a service) must not print secrets, so without a terminal they go to
 * files.
 */
final class FirstRun {
    /** The key that the first start makes. */
    static final String KEY_NAME = "first";

    private static final String KEY_FILE = "first-key";
    private static final String NOTE_FILE = "first-run";
    private static final String KEYS_FOLDER = "keys";

    private final SecretFiles secrets;
    private final boolean toFiles;

    FirstRun(SecretFiles secrets, boolean toFiles) {
        this.secrets = secrets;
        this.toFiles = toFiles;
    }

    /** Adds what a person needs to the banner: the key, or where it is, and the line to try. */
    void show(Banner banner, List<Planned.NewKey> made, String model) throws IOException {
        Optional<Planned.NewKey> first =
                made.stream().filter(key -> key.name().equals(KEY_NAME)).findFirst();
        if (first.isPresent() && !toFiles) {
            String value = first.get().value().reveal();
            banner.row("First key", value + "   (shown once; at most 5 USD a day until you change it)");
            banner.tryIt(value, true, model);
        } else if (first.isPresent()) {
            secrets.write(KEY_FILE, first.get().value().reveal() + "\n");
            secrets.write(NOTE_FILE, "first API key: " + first.get().value().reveal() + "\n");
            banner.row("First key", "in " + secrets.path(KEY_FILE) + " (at most 5 USD a day until you change it)");
            banner.tryIt("$(cat " + secrets.path(KEY_FILE) + ")", false, model);
        } else if (secrets.read(KEY_FILE).isPresent()) {
            banner.tryIt("$(cat " + secrets.path(KEY_FILE) + ")", false, model);
        } else {
            banner.tryIt("YOUR_KEY", true, model);
        }
        showOthers(banner, made);
    }

    /** Writes a key that a reload has made to its own file. */
    void keep(String name, Secret value) throws IOException {
        SecretFiles keys = SecretFiles.open(folder());
        keys.write(name, value.reveal() + "\n");
    }

    private void showOthers(Banner banner, List<Planned.NewKey> made) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Planned.NewKey key : made) {
            if (!key.name().equals(KEY_NAME)) {
                if (toFiles) {
                    keep(key.name(), key.value());
                    lines.add("key " + key.name() + ": in " + folder().resolve(key.name()));
                } else {
                    lines.add("key " + key.name() + ": " + key.value().reveal() + "   (shown once)");
                }
            }
        }
        if (!lines.isEmpty()) {
            banner.paragraph(lines.toArray(String[]::new));
        }
    }

    private Path folder() {
        return secrets.path(KEYS_FOLDER);
    }
}
