package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysComeFromSecretManagersTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("S2.05: a key that Vault keeps is let in by its value, which nobody wrote down here; others get 401")
    void vault() throws Exception {
        Path file = Files.writeString(folder.resolve("key.yaml"), """
                apiVersion: pontage.dev/v1
                kind: Key
                metadata: {name: app}
                spec: {account: root, value: {ref: "vault:kv/app#key"}}
                """);
        try (ScriptedUpstream vault = ScriptedUpstream.start();
                HttpClient http = HttpClient.newHttpClient()) {
            vault.answer(Answer.json(200, "{\"data\":{\"data\":{\"key\":\"any~string/at+all\"}}}"));
            StartSettings settings = StartSettings.defaults()
                    .listen(new Address("127.0.0.1", 0))
                    .metrics(new Address("127.0.0.1", 0))
                    .data(folder.resolve("data"))
                    .secrets(folder.resolve("secrets"))
                    .files(List.of(file))
                    .environment(Map.of("VAULT_ADDR", vault.baseUrl().toString(), "VAULT_TOKEN", "t"))
                    .environmentProviders(false)
                    .probeLocalServers(false)
                    .build();
            Running running = Running.start(settings, OutputStream.nullOutputStream());
            try {
                assertEquals(200, status(http, running, "any~string/at+all"));
                assertEquals(401, status(http, running, "any~string/at+al"));
            } finally {
                running.stop();
            }
        }
    }

    private static int status(HttpClient http, Running running, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(running.address().url() + "/v1/models"))
                .header("authorization", "Bearer " + key)
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
