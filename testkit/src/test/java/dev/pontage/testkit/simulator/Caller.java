package dev.pontage.testkit.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Calls a simulator as any client could. */
final class Caller implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Simulator simulator;
    private final String[] headers;

    Caller(Simulator simulator, String... headers) {
        this.simulator = simulator;
        this.headers = headers;
    }

    HttpResponse<byte[]> post(String target, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + target))
                .timeout(Duration.ofSeconds(10))
                .header("content-type", "application/json")
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    JsonNode json(String target, String body) throws IOException, InterruptedException {
        return Json.read(post(target, body).body());
    }

    String text(String target, String body) throws IOException, InterruptedException {
        return new String(post(target, body).body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
        simulator.close();
    }
}
