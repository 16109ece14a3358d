package dev.pontage.e2e.simulated;

import dev.pontage.boot.Address;
import dev.pontage.boot.Running;
import dev.pontage.boot.StartSettings;
import dev.pontage.testkit.simulator.Simulator;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway as {@code serve -f} starts it, with one provider of each protocol behind it, all simulated. */
public final class SimulatedGateway implements AutoCloseable {
    /** The key of its one account. */
    public static final String KEY = "e2e-secret-value-of-32-characters-or-more";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Simulator anthropic = Simulator.anthropic();
    private final Simulator gemini = Simulator.gemini();
    private final Simulator bedrock = Simulator.bedrock();
    private final Simulator openAi = Simulator.openAi();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Running running;

    /** @param folder empty, for the configuration, the data and the secrets */
    public SimulatedGateway(Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("gateway.yaml"), configuration());
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

    /** A provider that can be asked: its model, and who it is. */
    public record Upstream(String model, Simulator simulator) {
        @Override
        public String toString() {
            return model;
        }
    }

    /** One model of each protocol. */
    public List<Upstream> upstreams() {
        return List.of(
                new Upstream("claude-sim", anthropic),
                new Upstream("gemini-2.5-sim", gemini),
                new Upstream("us.anthropic.claude-sonnet-4-5-20250929-v1:0", bedrock),
                new Upstream("chat-sim", openAi));
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String url() {
        return running.address().url();
    }

    /** The newest entry of the ledger after all that is answered has been written. */
    public JsonNode lastEntry() throws IOException, InterruptedException {
        running.flush();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/admin/ledger?after=0"))
                .header("authorization", "Bearer " + running.adminToken().reveal())
                .build();
        Stream<String> lines =
                http.send(request, HttpResponse.BodyHandlers.ofLines()).body();
        return lines.map(JSON::readTree).reduce((_, later) -> later).orElseThrow();
    }

    @Override
    public void close() throws Exception {
        running.stop();
        http.close();
        for (Simulator simulator : List.of(anthropic, gemini, bedrock, openAi)) {
            simulator.close();
        }
    }

    private String configuration() {
        return provider("anthropic", anthropic.baseUrl() + "/v1", "{header: x-api-key}", "claude-sim")
                + provider("gemini", gemini.baseUrl() + "/v1beta", "{header: x-goog-api-key}", "gemini-*")
                + provider("bedrock", bedrock.baseUrl().toString(), "bearer", "us.anthropic.*")
                + provider("openai", openAi.baseUrl() + "/v1", "bearer", "chat-sim")
                + """
                apiVersion: pontage.dev/v1
                kind: Account
                metadata: {name: team-a}
                spec: {parent: root, type: team}
                ---
                apiVersion: pontage.dev/v1
                kind: Key
                metadata: {name: team-a-app}
                spec: {account: team-a, value: %s}
                """.formatted(KEY);
    }

    private static String provider(String dialect, String baseUrl, String auth, String models) {
        return """
                apiVersion: pontage.dev/v1
                kind: Provider
                metadata: {name: sim-%s}
                spec:
                  dialect: %s
                  baseUrl: %s
                  auth: %s
                  price: free
                  models: ["%s"]
                  credentials:
                  - {name: main, apiKey: %s}
                ---
                """.formatted(dialect, dialect, baseUrl, auth, models, Simulator.API_KEY);
    }
}
