package dev.pontage.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("What libraries log")
final class LibrariesAreQuotedCarefullyTest {
    private static final String CANARY = "canary-in-an-exception-0123456789";

    private final Logger root = Logger.getLogger("");
    private final Logger library = Logger.getLogger("io.example.library");
    private final List<Handler> before = List.copyOf(Arrays.asList(root.getHandlers()));
    private final Level levelBefore = root.getLevel();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LogSink sink = new LogSink(out, 1 << 20, Ticker.SYSTEM, 0);

    @BeforeEach
    void install() {
        LibraryLog.install(sink);
    }

    @AfterEach
    void restore() {
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        before.forEach(root::addHandler);
        root.setLevel(levelBefore);
    }

    @Test
    @DisplayName("S-12: becomes a line of ours, with an exception's class and place but never with its message")
    void noMessageOfAnException() {
        Throwable cause = new IllegalArgumentException("caused by " + CANARY);
        library.log(Level.SEVERE, "A task\nfailed", new IllegalStateException("cannot parse " + CANARY, cause));
        String text = text();
        assertEquals(1, text.lines().count(), text);
        JsonNode line = JsonMapper.builder().build().readTree(text);
        assertEquals("error", line.get("level").asString());
        assertEquals("library", line.get("event").asString());
        assertEquals("io.example.library", line.get("logger").asString());
        assertEquals("A task\nfailed", line.get("message").asString());
        assertEquals("java.lang.IllegalStateException", line.get("thrown").asString());
        assertTrue(line.get("where").asString().contains("noMessageOfAnException"), text);
        assertFalse(text.contains(CANARY), text);
    }

    @Test
    @DisplayName("is cut at 2,048 characters")
    void longMessages() {
        library.warning("x".repeat(100_000));
        assertTrue(text().length() < 2_300, "not cut");
    }

    @Test
    @DisplayName("is left out below a warning")
    void infoIsTheirs() {
        LogRecord info = new LogRecord(Level.INFO, "hello " + CANARY);
        for (Handler handler : root.getHandlers()) {
            handler.publish(info);
        }
        assertEquals("", text());
    }

    private String text() {
        sink.close();
        return out.toString(StandardCharsets.UTF_8);
    }
}
