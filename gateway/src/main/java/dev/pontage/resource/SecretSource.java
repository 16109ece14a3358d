package dev.pontage.resource;

import dev.pontage.base.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where {@code env}, {@code file} and {@code ref} values are read; what it gives is never stored. */
public interface SecretSource {

    /** The value of an environment variable. */
    Optional<Secret> environment(String variable);

    /**
     * The text of a file, without the line end after it.
     *
     * @throws IOException if it cannot be read, or is longer than a secret or certificate can be
     */
    Secret file(String path) throws IOException;

    /**
     * What a secret manager keeps under a reference. May wait for it: not for event loops.
     *
     * @throws IOException if it cannot be had, or nobody can be asked here
     */
    default Secret reference(String reference) throws IOException {
        throw new IOException("no secret manager is asked here");
    }

    /** The most bytes of a file that holds a secret or certificates. */
    int MAX_FILE_BYTES = 1 << 20;

    /** This machine's files, and an environment. */
    static SecretSource of(Map<String, String> environment) {
        return new SecretSource() {
            @Override
            public Optional<Secret> environment(String variable) {
                return Optional.ofNullable(environment.get(variable)).map(Secret::new);
            }

            @Override
            public Secret file(String path) throws IOException {
                try (InputStream bytes = Files.newInputStream(Path.of(path))) {
                    byte[] text = bytes.readNBytes(MAX_FILE_BYTES + 1);
                    if (text.length > MAX_FILE_BYTES) {
                        throw new IOException(path + " is longer than " + MAX_FILE_BYTES + " bytes");
                    }
                    return new Secret(new String(text, StandardCharsets.UTF_8).stripTrailing());
                } catch (InvalidPathException e) {
                    throw new IOException(path + " is no path", e);
                }
            }
        };
    }
}
