package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What became of an answer; {@code before}: what the client had before the release. */
record Played(
        String before,
        String client,
        boolean terminal,
        boolean committed,
        boolean midEvent,
        @Nullable Failure failure,
        @Nullable Usage usage,
        boolean clamped,
        long delivered) {

    /** Plays an answer in pieces cut at these places, ascending, as a gateway would. */
    static Played play(Passage passage, String answer, int... cuts) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        Passage.Sink sink = (b, from, to) -> client.write(b, from, to - from);
        // The array is used again for every piece, as a transport does.
        byte[] wire = new byte[bytes.length + 3];
        int from = 0;
        boolean committed = false;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i == cuts.length ? bytes.length : cuts[i];
            System.arraycopy(bytes, from, wire, 3, to - from);
            passage.feed(wire, 3, 3 + to - from, sink);
            Arrays.fill(wire, 3, 3 + to - from, (byte) '#');
            from = to;
            committed |= passage.committed();
        }
        passage.end(sink);
        String before = client.toString(StandardCharsets.UTF_8);
        boolean midEvent = passage.midEvent();
        if (passage.terminal()) {
            passage.release(sink);
        } else {
            passage.interrupt(sink);
        }
        return new Played(
                before,
                client.toString(StandardCharsets.UTF_8),
                passage.terminal(),
                committed,
                midEvent,
                passage.failure(),
                passage.usage(),
                passage.clamped(),
                passage.deliveredTextBytes());
    }

    static int[] everyByte(String answer) {
        int[] cuts = new int[Math.max(0, answer.getBytes(StandardCharsets.UTF_8).length - 1)];
        Arrays.setAll(cuts, i -> i + 1);
        return cuts;
    }
}
