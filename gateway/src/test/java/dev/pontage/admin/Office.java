package dev.pontage.admin;

import dev.pontage.boot.Address;
import dev.pontage.boot.ExitCode;
import dev.pontage.boot.Running;
import dev.pontage.boot.StartRefused;
import dev.pontage.boot.StartSettings;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A whole gateway with two teams below root, one upstream and one priced model, asked over HTTP. */
final class Office implements AutoCloseable {
    static final String ROOT_KEY = "root-secret-value-of-32-or-more-";
    static final String TEAM_A_KEY = "team-a-secret-value-of-32-or-more";
    static final String TEAM_B_KEY = "team-b-secret-value-of-32-or-more";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ANSWER =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{}],"
                    + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}";

    final ScriptedUpstream upstream = ScriptedUpstream.start().otherwise(Answer.json(200, ANSWER));

    private final Path folder;
    private final Running running;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param folder an empty folder */
    Office(Path folder) throws IOException, StartRefused {
        this.folder = folder;
        Path file = folder.resolve("office.yaml");
        Files.writeString(file, resources());
        running = Running.start(
                StartSettings.defaults()
                        .listen(new Address("127.0.0.1", 0))
                        .metrics(new Address("127.0.0.1", 0))
                        .data(folder.resolve("data"))
                        .secrets(folder.resolve("secrets"))
                        .files(List.of(file))
                        .environmentProviders(false)
                        .probeLocalServers(false)
                        .drainMillis(0)
                        .build(),
                OutputStream.nullOutputStream());
    }

    private String resources() {
        return """
            apiVersion: pontage.dev/v1
            kind: Provider
            metadata: {name: alpha}
            spec:
              dialect: openai
              baseUrl: %s/v1
              credentials: [{name: main, apiKey: sk-upstream-alpha}]
              models: [m]
            ---
            apiVersion: pontage.dev/v1
            kind: Account
            metadata: {name: team-a}
            spec: {parent: root, type: team}
            ---
            apiVersion: pontage.dev/v1
            kind: Account
            metadata: {name: team-b}
            spec: {parent: root, type: team}
            ---
            apiVersion: pontage.dev/v1
            kind: Key
            metadata: {name: root-app}
            spec: {account: root, value: %s}
            ---
            apiVersion: pontage.dev/v1
            kind: Key
            metadata: {name: team-a-app}
            spec: {account: team-a, value: %s}
            ---
            apiVersion: pontage.dev/v1
            kind: Key
            metadata: {name: team-b-app}
            spec: {account: team-b, value: %s}
            ---
            apiVersion: pontage.dev/v1
            kind: PriceBook
            metadata: {name: usd}
            spec: {models: {m: {input: "1.00", output: "2.00"}}}
            """.formatted(upstream.baseUrl(), ROOT_KEY, TEAM_A_KEY, TEAM_B_KEY);
    }

    /** Makes a call and waits until its receipt is in the books; gives its request id. */
    String call(String key) {
        HttpRequest request = to("/v1/chat/completions")
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"m\",\"user\":\"u\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
                .build();
        HttpResponse<String> answer = send(request);
        try {
            running.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }

    /** What became of a request, as its caller asks. */
    HttpResponse<String> lookUp(String id, String key) {
        return send(to("/v1/pontage/requests/" + id)
                .header("authorization", "Bearer " + key)
                .build());
    }

    /** {@code GET /admin/ledger} with that query, as the operator. */
    HttpResponse<String> ledger(String query) {
        return ledger("GET", query, "Bearer " + running.adminToken().reveal());
    }

    /** The same by another method, or with another credential; empty for none. */
    HttpResponse<String> ledger(String method, String query, String authorization) {
        HttpRequest.Builder request = to("/admin/ledger" + query).method(method, HttpRequest.BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("authorization", authorization);
        }
        return send(request.build());
    }

    String adminToken() {
        return running.adminToken().reveal();
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + running.address().port() + path))
                .timeout(PATIENCE);
    }

    /** Does what only time or a broken disk would do; {@code MONTH} stands for the newest month's table. */
    void tamper(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/pontage.db"));
                Statement statement = connection.createStatement()) {
            String month;
            try (ResultSet row = statement.executeQuery("SELECT MAX(name) FROM usage_month")) {
                month = row.getString(1);
            }
            statement.execute(sql.replace("MONTH", month));
        }
    }

    @Override
    public void close() {
        http.close();
        ExitCode code = running.stop();
        upstream.close();
        if (code != ExitCode.STOPPED) {
            throw new AssertionError("stopped with " + code);
        }
    }
}
