package dev.pontage.boot;

import dev.pontage.seal.SecretFiles;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with data, secrets and a file for {@code -f}, in which the whole gateway is started, as often as needed. */
final class TestHouse {
    /** No look at the file but those that {@link Running#reloadSoon} asks for. */
    static final long NEVER_MILLIS = 3_600_000;

    private static final Address ANY_PORT = new Address("127.0.0.1", 0);

    private final Path folder;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    TestHouse(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Path file() {
        return folder.resolve("house.yaml");
    }

    Path secrets() {
        return folder.resolve("secrets");
    }

    Path data() {
        return folder.resolve("data");
    }

    void configure(String documents) {
        try {
            Files.writeString(file(), documents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file into the secrets directory, as an operator does. */
    void secret(String name, String text) throws IOException {
        SecretFiles.open(secrets()).write(name, text);
    }

    void removeSecret(String name) throws IOException {
        SecretFiles.open(secrets()).delete(name);
    }

    /** Settings for this folder; with {@code -f} once {@link #configure} was called. */
    StartSettings.Builder settings() {
        return StartSettings.defaults()
                .listen(ANY_PORT)
                .metrics(ANY_PORT)
                .data(data())
                .secrets(secrets())
                .files(Files.exists(file()) ? List.of(file()) : List.of())
                .environmentProviders(false)
                .probeLocalServers(false)
                .reloadMillis(NEVER_MILLIS)
                .eventLoops(2)
                .usageBatchMillis(10)
                .drainMillis(2_000);
    }

    Running start() {
        return start(settings().build());
    }

    Running start(StartSettings settings) {
        try {
            return Running.start(settings, log);
        } catch (StartRefused refused) {
            throw new AssertionError(refused);
        }
    }

    /** All that was logged so far by all that was started here. */
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    ByteArrayOutputStream logOut() {
        return log;
    }

    /** What a chat with that key gets. */
    static RawResponse chat(Running running, String key, String model) {
        return chat(running.address().port(), key, model, "Hi");
    }

    static RawResponse chat(int port, String key, String model, String prompt) {
        try (RawClient client = RawClient.connect(port)) {
            return client.post("/v1/chat/completions", body(model, prompt, false), "authorization: Bearer " + key)
                    .readResponse();
        }
    }

    static String body(String model, String prompt, boolean stream) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":100,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}";
    }

    static RawResponse get(int port, String target, String... fields) {
        try (RawClient client = RawClient.connect(port)) {
            return client.get(target, fields).readResponse();
        }
    }
}
