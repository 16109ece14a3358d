package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.resource.Yaml;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.RawResponse;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Metrics on a listener of their own")
final class MetricsAreServedTest {
    private static final String KEY = "a-given-key-of-thirty-two-characters";

    /** What dashboards are built on. */
    private static final List<String> NAMES = List.of(
            "pontage_requests_total{model=\"other\",operation=\"chat\",outcome=\"served\",provider=\"demo\"} 2.0",
            "pontage_attempts_total{",
            "pontage_tokens_total{direction=\"in\",",
            "pontage_tokens_total{direction=\"out\",",
            "pontage_charged_nanousd_total{",
            "pontage_first_byte_seconds_bucket{",
            "pontage_duration_seconds_count{",
            "pontage_refusals_total{code=\"invalid_api_key\"} 1.0",
            "pontage_turned_away_total{reason=\"no_route\"} 1.0",
            "pontage_turned_away_total{reason=\"head_late\"} 0.0",
            "pontage_open_exchanges 0.0",
            "pontage_open_streams 0.0",
            "pontage_ledger_lag_rows ",
            "pontage_bodies_bytes ",
            "pontage_bodies_limit_bytes ",
            "pontage_connections ",
            "pontage_connections_limit 20000.0",
            "pontage_ledger_places_taken 0.0",
            "pontage_ledger_places_limit 50000.0",
            "pontage_config_version 1.0");

    private final TestHouse house;

    MetricsAreServedTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    @Test
    @DisplayName(
            "S-44: are read over HTTP in Prometheus' form, under the names that dashboards know, and not by clients")
    void names() {
        house.configure(Yaml.documents(Yaml.account("team"), Yaml.key("app", "team", KEY)));
        Running running = house.start();
        try {
            int port = running.address().port();
            for (int i = 0; i < 2; i++) {
                assertEquals(200, TestHouse.chat(port, KEY, "any-model", "Hi").status());
            }
            assertEquals(
                    401, TestHouse.chat(port, "unknown-key", "any-model", "Hi").status());
            assertEquals(404, TestHouse.get(port, "/metrics").status());
            URI metrics = URI.create(between(running.banner(), "Metrics", "\n"));
            NAMES.forEach(name -> Eventually.poll(name, () -> scrape(metrics).contains("\n" + name)));
            RawResponse answer = TestHouse.get(metrics.getPort(), metrics.getPath());
            assertTrue(answer.header("content-type").orElse("").startsWith("text/plain; version=0.0.4"));
            assertTrue(answer.text().contains("# TYPE pontage_requests_total counter"), answer.text());
            assertEquals(404, TestHouse.get(metrics.getPort(), "/v1/models").status());
        } finally {
            var _ = running.stop();
        }
    }

    @Test
    @DisplayName("S-44: ask for the operators' token elsewhere than on loopback, and the banner says where they are")
    void elsewhere() {
        Address everywhere = Address.parse(":0");
        Running running = house.start(
                house.settings().listen(everywhere).metrics(everywhere).build());
        try {
            String banner = running.banner();
            int api = running.address().port();
            assertTrue(banner.contains("Listens on      every interface of this machine, port " + api), banner);
            String row = between(banner, "Metrics", "\n");
            assertTrue(row.contains("every interface of this machine"), banner);
            assertTrue(row.contains("asks for the admin token"), banner);
            int port = URI.create(row.split(" ", 2)[0]).getPort();
            assertEquals(401, TestHouse.get(port, "/metrics").status());
            assertEquals(
                    401,
                    TestHouse.get(port, "/metrics", "authorization: Bearer wrong")
                            .status());
            RawResponse told = TestHouse.get(
                    port,
                    "/metrics",
                    "authorization: Bearer " + running.adminToken().reveal());
            assertEquals(200, told.status());
            assertTrue(told.text().contains("pontage_connections"), told.text());
        } finally {
            var _ = running.stop();
        }
    }

    @Test
    @DisplayName("say nothing of other machines while they are on loopback, by whichever of its names")
    void loopback() {
        assertEquals(Optional.empty(), new Address("127.0.0.1", 1).reach());
        assertEquals(Optional.empty(), new Address("::1", 1).reach());
        assertEquals(Optional.empty(), new Address("localhost", 1).reach());
        assertTrue(new Address("::", 1).reach().orElse("").contains("every interface"));
        assertTrue(new Address("192.0.2.1", 1).reach().orElse("").contains("192.0.2.1"));
    }

    private static String scrape(URI metrics) {
        return TestHouse.get(metrics.getPort(), metrics.getPath()).text();
    }

    private static String between(String text, String after, String before) {
        int start = text.indexOf(after) + after.length();
        return text.substring(start, text.indexOf(before, start)).strip();
    }
}
