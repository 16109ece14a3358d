package dev.pontage.egress.credential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the operator gave this process: environment variables, and the files that they name, read anew each time. */
public record Surroundings(Map<String, String> variables) {
    private static final int MAX_FILE_BYTES = 1 << 20;

    public Surroundings {
        variables = Map.copyOf(variables);
    }

    /** A variable that is set and not blank. */
    public Optional<String> find(String variable) {
        return Optional.ofNullable(variables.get(variable)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** @throws IOException if it is not set */
    public String need(String variable) throws IOException {
        return find(variable).orElseThrow(() -> new IOException(variable + " is not set"));
    }

    /** The variable's value, or else the text of the file that {@code VARIABLE_FILE} names. */
    public String textOf(String variable) throws IOException {
        Optional<String> given = find(variable);
        return given.isPresent()
                ? given.get()
                : text(pathOf(need(variable + "_FILE"))).strip();
    }

    /** The variable's value, or else a path below the home directory. */
    Path path(String variable, String belowHome) throws IOException {
        Optional<String> given = find(variable);
        return given.isPresent() ? pathOf(given.get()) : pathOf(need("HOME")).resolve(belowHome);
    }

    static Path pathOf(String text) throws IOException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IOException(text + " is no path", e);
        }
    }

    /** @throws IOException if it cannot be read, or is longer than anything that holds keys */
    static String text(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] text = bytes.readNBytes(MAX_FILE_BYTES + 1);
            if (text.length <= MAX_FILE_BYTES) {
                return new String(text, StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new IOException(file + " cannot be read", e);
        }
        throw new IOException(file + " is longer than " + MAX_FILE_BYTES + " bytes");
    }
}
