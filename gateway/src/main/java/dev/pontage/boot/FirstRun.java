package dev.pontage.boot;

import dev.pontage.base.Secret;
import dev.pontage.resource.PlannedChange;
import dev.pontage.seal.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Hands over the secrets that a start has made: to the terminal once, or in files that only the operator reads.
 *
 * <p>A process whose output is kept (a container, a service) must not print secrets, so without a terminal they stay in
 * files. With one they lie in files too until they were shown: only a key's hash is stored, and a start can fail after
 * that was entered, for instance because the port is taken.
 */
final class FirstRun {
    /** The key that the first start makes. */
    static final String KEY_NAME = "first";

    private static final String KEY_FILE = "first-key";
    private static final String NOTE_FILE = "first-run";
    private static final String KEYS_FOLDER = "keys";
    private static final String CAP = "at most 5 USD a day until you change it";

    private final SecretFiles secrets;
    private final boolean toFiles;

    FirstRun(SecretFiles secrets, boolean toFiles) {
        this.secrets = secrets;
        this.toFiles = toFiles;
    }

    /** Writes a key that is about to be made to a file of its own. */
    void keep(String name, Secret value) throws IOException {
        secrets.write(file(name), value.reveal() + "\n");
        if (name.equals(KEY_NAME)) {
            secrets.write(NOTE_FILE, "first API key: " + value.reveal() + "\n");
        }
    }

    /**
     * Adds what a person needs to the banner: the key, or where it is, and the line to try.
     *
     * @param inForce whether a key is one of this gateway's: a file may be older than the key's removal
     */
    void show(Banner banner, List<PlannedChange.NewKey> made, String model, Predicate<String> inForce)
            throws IOException {
        Path keyFile = secrets.path(KEY_FILE);
        String shown = toFiles
                ? ""
                : made.stream()
                        .filter(key -> key.name().equals(KEY_NAME))
                        .map(key -> key.value().reveal())
                        .findFirst()
                        .orElse("");
        if (!shown.isEmpty()) {
            banner.row("First key", shown + "   (shown once; " + CAP + ")");
            banner.tryKey(shown, model);
        } else if (secrets.read(KEY_FILE).map(String::strip).filter(inForce).isPresent()) {
            banner.row("First key", "in " + keyFile + " (" + CAP + ")");
            banner.tryKeyIn(keyFile, model);
        } else {
            banner.tryKey("YOUR_KEY", model);
        }
        showOthers(banner, made);
    }

    /** Once the banner was seen: what it showed needs its file no more. */
    void shown(List<PlannedChange.NewKey> made) throws IOException {
        if (!toFiles) {
            for (PlannedChange.NewKey key : made) {
                secrets.delete(file(key.name()));
                if (key.name().equals(KEY_NAME)) {
                    secrets.delete(NOTE_FILE);
                }
            }
        }
    }

    private void showOthers(Banner banner, List<PlannedChange.NewKey> made) throws IOException {
        List<String> lines = new ArrayList<>();
        int others = 0;
        for (PlannedChange.NewKey key : made) {
            if (!key.name().equals(KEY_NAME)) {
                others++;
                lines.add("key " + key.name() + ": "
                        + (toFiles
                                ? "in " + secrets.path(file(key.name()))
                                : key.value().reveal() + "   (shown once)")
                        + (key.signs() ? ", signs with access key id " + key.id() : ""));
            }
        }
        long earlier = filesOfKeys() - others;
        if (earlier > 0) {
            lines.add("keys made earlier: " + earlier + " in " + secrets.path(KEYS_FOLDER)
                    + "; remove a file when its key is where it belongs");
        }
        if (!lines.isEmpty()) {
            banner.paragraph(lines.toArray(String[]::new));
        }
    }

    private long filesOfKeys() throws IOException {
        Path folder = secrets.path(KEYS_FOLDER);
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static String file(String name) {
        return name.equals(KEY_NAME) ? KEY_FILE : KEYS_FOLDER + "/" + name;
    }
}
