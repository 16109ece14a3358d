package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.vendor.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Model servers on this machine")
final class LocalServersTest {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Answer LIST = Answer.json(200, "{\"object\":\"list\",\"data\":[{\"id\":\"small\"}]}");
    private static final Vendors VENDORS = Vendors.shipped();

    private final ScriptedUpstream one = ScriptedUpstream.start();
    private final ScriptedUpstream other = ScriptedUpstream.start();

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    @Test
    @DisplayName("are asked at once: the first answers only when the second was asked, and both are found")
    void atOnce() {
        one.otherwise(head -> {
            other.awaitHeadOf(1);
            return LIST;
        });
        other.otherwise(LIST);
        List<String> hints = hints(one, other);
        assertTrue(hints.get(0).startsWith("Found server-0 on port " + one.port()), hints::toString);
        assertTrue(hints.get(5).startsWith("Found server-1 on port " + other.port()), hints::toString);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"data\":null}",
                "{\"data\":{}}",
                "{\"models\":{\"data\":[]}}",
                "{\"data\" [",
                "<html><body>\"data\":[]</body></html>",
                ""
            })
    @DisplayName("are not found where something else answers 200")
    void somethingElse(String body) {
        one.otherwise(Answer.json(200, body));
        assertEquals(List.of(), hints(one));
    }

    @Test
    @DisplayName("are not found where the list is refused")
    void refused() {
        one.otherwise(Answer.json(401, "{\"data\":[]}"));
        assertEquals(List.of(), hints(one));
    }

    @Test
    @DisplayName("get lines for a file that is in order as it was printed")
    void anyPort(@TempDir Path folder) throws IOException {
        one.otherwise(LIST);
        assertInOrder(folder, hints(one));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"ollama,11434", "lm-studio,1234", "vllm,8000"})
    @DisplayName("get lines for a file that is in order as it was printed, whatever the product")
    void everyProduct(String name, int port, @TempDir Path folder) throws IOException {
        assertInOrder(folder, LocalServers.hint(new LocalServers.Server(name, port), VENDORS));
    }

    /** The lines after the sentence, indented as the banner does it. */
    private static void assertInOrder(Path folder, List<String> hint) throws IOException {
        String banner = new Banner("http://127.0.0.1:1", "1")
                .paragraph(hint.toArray(String[]::new))
                .text();
        String document = banner.lines()
                .dropWhile(line -> !line.contains("Found "))
                .skip(1)
                .collect(Collectors.joining("\n"));
        Path file = folder.resolve("found.yaml");
        Files.writeString(file, document);
        assertTrue(document.contains("kind: Provider"), document);
        assertEquals(List.of(), FileCheck.problems(List.of(file), Map.of()), document);
    }

    private static List<String> hints(ScriptedUpstream... upstreams) {
        List<LocalServers.Server> servers = new ArrayList<>();
        for (ScriptedUpstream upstream : upstreams) {
            servers.add(new LocalServers.Server("server-" + servers.size(), upstream.port()));
        }
        return LocalServers.hints(servers, VENDORS, PATIENCE_MILLIS);
    }
}
