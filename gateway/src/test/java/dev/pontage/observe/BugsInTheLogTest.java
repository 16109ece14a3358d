package dev.pontage.observe;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import dev.pontage.boot.TestGateway;
import dev.pontage.relay.Scene;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A bug is one line of the log")
final class BugsInTheLogTest {
    @Test
    @DisplayName("S-12 S-42: it has the request's id, the class and the place, and never the message")
    void bug() {
        Scene scene = new Scene("{\"model\":\"m\",\"messages\":[]}", TestGateway.plan());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogSink sink = new LogSink(out, 1 << 20, Ticker.SYSTEM)) {
            new Log(sink, Ticker.SYSTEM)
                    .broke(scene.exchange(), new IllegalStateException("a prompt", new RuntimeException("a key")));
        }
        String line = out.toString(StandardCharsets.UTF_8);
        assertTrue(line.contains("\"event\":\"bug\""), line);
        assertTrue(line.contains(scene.exchange().id()), line);
        assertTrue(line.contains("java.lang.IllegalStateException"), line);
        assertTrue(line.contains("BugsInTheLogTest.bug"), line);
        assertFalse(line.contains("a prompt") || line.contains("a key"), line);
    }
}
