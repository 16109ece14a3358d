package dev.pontage.e2e.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.pontage.base.Ticker;
import dev.pontage.boot.Address;
import dev.pontage.boot.DemoServer;
import dev.pontage.boot.Running;
import dev.pontage.boot.StartSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway as {@code serve -f} starts it, whose one provider is a demo server, and clients of it. */
final class StartedGateway implements AutoCloseable {
    static final String KEY = "e2e-secret-value-of-32-characters-or-more";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Running running;

    /** @param folder empty, for the configuration, the data and the secrets */
    StartedGateway(Path folder) throws Exception {
        DemoServer demo = DemoServer.start(vertx, Ticker.SYSTEM)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        Path file = Files.writeString(folder.resolve("gateway.yaml"), configuration(demo.baseUrl()));
        StartSettings settings = StartSettings.defaults()
                .listen(new Address("127.0.0.1", 0))
                .metrics(new Address("127.0.0.1", 0))
                .data(folder.resolve("data"))
                .secrets(folder.resolve("secrets"))
                .files(List.of(file))
                .environmentProviders(false)
                .probeLocalServers(false)
                .build();
        running = Running.start(settings, OutputStream.nullOutputStream());
    }

    OpenAIClient client() {
        return client(KEY);
    }

    /** A client that does not retry, so that every failure is seen. */
    OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(running.address().url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    /** The ledger's entries after that sequence number, all that are closed by now. */
    List<JsonNode> ledger(long after) throws IOException, InterruptedException {
        running.flush();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(running.address().url() + "/admin/ledger?after=" + after))
                .header("authorization", "Bearer " + running.adminToken().reveal())
                .build();
        String lines = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return lines.lines().map(JSON::readTree).toList();
    }

    @Override
    public void close() throws Exception {
        running.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        http.close();
    }

    private static String configuration(String upstream) {
        return """
            apiVersion: pontage.dev/v1
            kind: Provider
            metadata: {name: alpha}
            spec:
              dialect: openai
              baseUrl: %s
              credentials:
              - {name: main, apiKey: sk-upstream-alpha}
              models: [demo, demo-embedding, demo-moderation]
            ---
            apiVersion: pontage.dev/v1
            kind: Account
            metadata: {name: team-a}
            spec: {parent: root, type: team}
            ---
            apiVersion: pontage.dev/v1
            kind: Key
            metadata: {name: team-a-app}
            spec: {account: team-a, value: %s}
            ---
            apiVersion: pontage.dev/v1
            kind: ModelMap
            metadata: {name: everyone}
            spec: {rules: {"gpt-4*": demo}}
            ---
            apiVersion: pontage.dev/v1
            kind: PriceBook
            metadata: {name: usd}
            spec:
              models:
                demo: {input: "1.00", output: "2.00"}
                demo-embedding: {input: "0.10"}
                demo-moderation: {input: "0.01"}
            """.formatted(upstream, KEY);
    }
}
