package dev.pontage.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.Ports;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LogLinesAreJsonTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NASTY = "m\u2028\u2029\\\"";

    @Property(tries = 500)
    @Label("F-67: a log line is one line of JSON whatever a field holds, and says exactly that")
    void anyText(@ForAll("texts") String text) {
        String line = new LogLine(1_700_000_000_123_456L, "info", "request")
                .with("field", text)
                .end()
                .toString();
        assertPrintable(line);
        JsonNode read = JSON.readTree(line);
        assertEquals(text, read.get("field").asString());
        assertEquals("2023-11-14T22:13:20.123456Z", read.get("at").asString());
    }

    /** Mostly what breaks lines and terminals: control characters, quotes, separators, halves of surrogate pairs. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.chars().range('\u0000', '\u00a0'),
                        Arbitraries.chars().range('\ud800', '\udfff'),
                        Arbitraries.of('"', '\\', '\r', '\n', '\u001b', '\u0085', '\u2028', '\u2029', '\u009b'),
                        Arbitraries.chars().all())
                .list()
                .ofMaxSize(40)
                .map(chars -> {
                    StringBuilder text = new StringBuilder();
                    chars.forEach(text::append);
                    return text.toString();
                });
    }

    @Test
    @DisplayName(
            "S0.34, F-67: a log line of a request is one line although the client's model name holds what breaks lines and terminals")
    void throughTheGateway() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ScriptedUpstream upstream = ScriptedUpstream.start()
                        .otherwise(Answer.json(200, "{\"object\":\"chat.completion\",\"choices\":[{}]}"));
                LogSink sink = new LogSink(out, 1 << 20, Ticker.SYSTEM, 0);
                TestGateway gateway = TestGateway.plan()
                        .provider("any", upstream.baseUrl())
                        .watcher(new Log(sink, Ticker.SYSTEM))
                        .start()) {
            String name = NASTY.replace("\\", "\\\\").replace("\"", "\\\"");
            assertEquals(200, chat(gateway, name));
            JsonNode line = onlyLine(out);
            assertEquals("request", line.get("event").asString());
            assertEquals(NASTY, line.get("model").asString());
        }
    }

    @Test
    @DisplayName("A log line of an attempt that failed says what kind of failure it was, and the upstream's status")
    void attemptsThatFailed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ScriptedUpstream upstream = ScriptedUpstream.start().otherwise(Answer.json(507, "{}"));
                LogSink sink = new LogSink(out, 1 << 20, Ticker.SYSTEM, 0);
                TestGateway gateway = TestGateway.plan()
                        .provider("failing", upstream.baseUrl(), "m")
                        .provider("away", URI.create("http://127.0.0.1:" + Ports.free()), "n")
                        .watcher(new Log(sink, Ticker.SYSTEM))
                        .books(new TestBooks())
                        .start()) {
            assertEquals(502, chat(gateway, "m"));
            JsonNode failed = onlyLine(out, "attempt_failed");
            assertEquals("server_error", failed.get("failure").asString());
            assertEquals(507, failed.get("status").asInt());
            assertFalse(failed.has("reason"));

            out.reset();
            assertEquals(502, chat(gateway, "n"));
            JsonNode unreached = onlyLine(out, "attempt_failed");
            assertEquals("unreachable", unreached.get("failure").asString());
            assertEquals("connection_refused", unreached.get("reason").asString());
            assertFalse(unreached.has("status"));
        }
    }

    @Test
    @DisplayName("S0.34: a log line of the process itself is structured like any other: time, level, event, fields")
    void events() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LogSink sink = new LogSink(out, 1 << 20, Ticker.SYSTEM, 0);
        Log log = new Log(sink, Ticker.SYSTEM);
        log.warn("configuration_incomplete", Map.of("what", "a\nb"));
        sink.close();
        JsonNode line = onlyLine(out);
        assertEquals("warn", line.get("level").asString());
        assertEquals("a\nb", line.get("what").asString());
    }

    private static JsonNode onlyLine(ByteArrayOutputStream out) {
        Eventually.poll("a line", () -> out.size() > 0);
        List<String> lines = lines(out);
        assertEquals(1, lines.size(), lines.toString());
        assertPrintable(lines.getFirst());
        return JSON.readTree(lines.getFirst());
    }

    private static JsonNode onlyLine(ByteArrayOutputStream out, String event) {
        String mark = "\"event\":\"" + event + "\"";
        Eventually.poll(event, () -> lines(out).stream().anyMatch(line -> line.contains(mark)));
        List<String> found =
                lines(out).stream().filter(line -> line.contains(mark)).toList();
        assertEquals(1, found.size(), found.toString());
        return JSON.readTree(found.getFirst());
    }

    private static List<String> lines(ByteArrayOutputStream out) {
        return List.of(out.toString(StandardCharsets.UTF_8).split("\n"));
    }

    private static void assertPrintable(String line) {
        assertTrue(
                line.chars()
                        .noneMatch(c -> Character.isISOControl(c)
                                || c == 0x2028
                                || c == 0x2029
                                || Character.isSurrogate((char) c)),
                line);
    }

    private static int chat(TestGateway gateway, String model) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.post(
                            "/v1/chat/completions",
                            "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                            "authorization: Bearer " + TestGateway.KEY)
                    .readResponse()
                    .status();
        }
    }
}
