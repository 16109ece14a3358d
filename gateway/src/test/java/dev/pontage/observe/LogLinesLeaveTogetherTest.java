package dev.pontage.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import dev.pontage.testkit.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The log's sink")
final class LogLinesLeaveTogetherTest {
    /** Longer than any test: who lingers is never released by time. */
    private static final long FOR_EVER_MILLIS = 3_600_000;

    private static final Pattern DROPPED = Pattern.compile("\"event\":\"log_lines_dropped\",\"count\":(\\d+)}");

    private final Reader reader = new Reader();

    @Test
    @DisplayName("writes a line after silence at once, and the many that follow it together")
    void together() {
        LogSink sink = new LogSink(reader, 1 << 20, Ticker.SYSTEM, FOR_EVER_MILLIS);
        reader.awaitIdle();
        sink.line("first");
        reader.awaitWrites(1);
        assertEquals("first\n", reader.writes().getFirst());

        int lines = 1_000;
        for (int i = 0; i < lines; i++) {
            sink.line("line " + i + " " + "x".repeat(50));
        }
        reader.awaitWrites(2);
        assertTrue(reader.writes().get(1).lines().count() > 100, "they left one by one");
        sink.close();
        assertEquals(lines + 1, reader.all().lines().count());
        assertTrue(reader.writes().size() <= 4, reader.writes().size() + " writes");
    }

    @Test
    @DisplayName("does not keep a line for long although no other follows")
    void alone() {
        LogSink sink = new LogSink(reader, 1 << 20, Ticker.SYSTEM, 1);
        sink.line("first");
        reader.awaitWrites(1);
        sink.line("second");
        reader.awaitWrites(2);
        sink.line("third");
        reader.awaitWrites(3);
        sink.close();
        assertEquals("first\nsecond\nthird\n", reader.all());
    }

    @Test
    @DisplayName("drops lines when nobody reads, counts them, and says so in a line of its own once there is room")
    void dropped() {
        LogSink sink = new LogSink(reader, 1_000, Ticker.SYSTEM, 0);
        reader.stop();
        int sent = 0;
        sink.line("first");
        sent++;
        reader.awaitBlocked();
        for (; sent < 500; sent++) {
            sink.line("{\"line\":" + sent + "}");
        }
        reader.goOn();
        sink.line("{\"last\":1}");
        sent++;
        sink.close();
        String all = reader.all();
        Matcher told = DROPPED.matcher(all);
        assertTrue(told.find(), all);
        int lost = Integer.parseInt(told.group(1));
        while (told.find()) {
            lost += Integer.parseInt(told.group(1));
        }
        long written =
                all.lines().filter(line -> !line.contains("log_lines_dropped")).count();
        assertTrue(lost > 300, lost + " lost");
        assertEquals(sent, written + lost);
        assertTrue(all.length() < 5_000, "more waited than may");
    }

    @Test
    @DisplayName("goes on when a write fails")
    void brokenPipe() {
        reader.breakDown();
        LogSink sink = new LogSink(reader, 1_000, Ticker.SYSTEM, 0);
        sink.line("lost");
        reader.awaitBroken();
        sink.line("written");
        sink.close();
        assertEquals("written\n", reader.all());
    }

    /** Who reads the log: at will, not at all for a while, or not any more. */
    private static final class Reader extends OutputStream {
        private final Eventually board = new Eventually();
        private final List<String> writes = new ArrayList<>();
        private boolean stopped;
        private boolean blocked;
        private boolean breaking;
        private boolean broken;

        @Override
        public void write(int one) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            write(bytes, 0, bytes.length);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            board.change(() -> blocked = stopped);
            try {
                board.hold(() -> !stopped);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            boolean fails = board.compute(() -> {
                broken |= breaking;
                boolean now = breaking;
                breaking = false;
                if (!now) {
                    writes.add(new String(bytes, from, length, StandardCharsets.UTF_8));
                }
                return now;
            });
            if (fails) {
                throw new IOException("broken pipe");
            }
        }

        void stop() {
            board.change(() -> stopped = true);
        }

        void goOn() {
            board.change(() -> stopped = false);
        }

        void breakDown() {
            board.change(() -> breaking = true);
        }

        void awaitBroken() {
            board.awaitTrue("a write that fails", () -> broken);
        }

        void awaitBlocked() {
            board.awaitTrue("a write that is held up", () -> blocked);
        }

        void awaitWrites(int count) {
            board.awaitTrue(count + " writes", () -> writes.size() >= count);
        }

        /** Until the sink's thread waits for its first line. */
        void awaitIdle() {
            Eventually.poll(
                    "the writer waits",
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .anyMatch(thread ->
                                    thread.getName().equals("log") && thread.getState() == Thread.State.WAITING));
        }

        List<String> writes() {
            return board.read(() -> List.copyOf(writes));
        }

        String all() {
            return String.join("", writes());
        }
    }
}
