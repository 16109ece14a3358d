package dev.pontage.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.ScriptedUpstream;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S-44: the labels of metrics")
final class MetricsAreBoundedTest {
    private static final Pattern MODEL = Pattern.compile("pontage_requests_total\\{[^}]*model=\"([^\"]*)\"");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TestBooks books = new TestBooks();
    private final ScriptedUpstream upstream =
            ScriptedUpstream.start().otherwise(Answer.json(200, "{\"object\":\"chat.completion\",\"choices\":[{}]}"));

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    @DisplayName("S-44: never hold a model name that only a client wrote")
    void clientsWords() {
        try (TestGateway gateway = TestGateway.plan()
                .provider("any", upstream.baseUrl(), "known", "*")
                .watcher(new Metrics(registry))
                .books(books)
                .start()) {
            chat(gateway, "known");
            for (int i = 0; i < 50; i++) {
                chat(gateway, "invented-" + i);
            }
            books.awaitReceipts(51);
        }
        assertEquals(Set.of("known", "other"), models());
    }

    @Test
    @DisplayName("S-44: make no more than the most combinations, even of names that configuration knows")
    void mostCombinations() {
        String[] names = new String[20];
        for (int i = 0; i < names.length; i++) {
            names[i] = "model-" + i;
        }
        try (TestGateway gateway = TestGateway.plan()
                .provider("many", upstream.baseUrl(), names)
                .watcher(new Metrics(registry, 3))
                .books(books)
                .start()) {
            for (String name : names) {
                chat(gateway, name);
            }
            chat(gateway, "model-0");
            books.awaitReceipts(names.length + 1);
        }
        assertEquals(Set.of("model-0", "model-1", "model-2", "other"), models());
    }

    private Set<String> models() {
        Set<String> models = new TreeSet<>();
        Matcher model = MODEL.matcher(registry.scrape());
        while (model.find()) {
            models.add(model.group(1));
        }
        return models;
    }

    private static void chat(TestGateway gateway, String model) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            int status = client.post(
                            "/v1/chat/completions",
                            "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                            "authorization: Bearer " + TestGateway.KEY)
                    .readResponse()
                    .status();
            assertEquals(200, status);
        }
    }
}
