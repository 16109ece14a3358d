package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays requests and answers through the dialect, as a gateway would. */
final class Exchanged {
    static final Anthropic DIALECT = new Anthropic("/pontage/requests/{id}");

    static final Operation MESSAGES = DIALECT.operations().getFirst();

    private Exchanged() {}

    static Peeked look(String body) {
        byte[] bytes = utf8(body);
        byte[] roomy = Arrays.copyOf(bytes, bytes.length + 7);
        Arrays.fill(roomy, bytes.length, roomy.length, (byte) '}');
        return DIALECT.peek(MESSAGES, Parameters.NONE, roomy, bytes.length);
    }

    static Peek peek(String body) {
        return switch (look(body)) {
            case Peek peek -> peek;
            case Peeked.Refused(Refusal refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    static Refusal refusal(String body) {
        return switch (look(body)) {
            case Peek peek -> throw new AssertionError("accepted: " + peek);
            case Peeked.Refused(Refusal refusal) -> refusal;
        };
    }

    /** What goes up for this request. */
    static String sent(String body, String upstreamModel) {
        return new String(sent(utf8(body), peek(body), upstreamModel), StandardCharsets.UTF_8);
    }

    static byte[] sent(byte[] body, Peek peek, String upstreamModel) {
        return conversion(body, peek, upstreamModel, false).splices().apply(body, body.length);
    }

    static Conversion.Same conversion(byte[] body, Peek peek, String upstreamModel, boolean show) {
        return DIALECT.same(MESSAGES, peek, body, body.length, upstreamModel, Set.of(), show);
    }

    /** A passage for an ordinary request, that asked for {@code asked} of an upstream that has {@code up}. */
    static Passage passage(boolean streamed, String asked) {
        String body = "{\"model\":\"" + asked + "\",\"stream\":" + streamed + "}";
        return conversion(utf8(body), peek(body), "up", true).passage(streamed);
    }

    /** A stream's passage that splices nothing. */
    static Passage stream() {
        return passage(true, "up");
    }

    /** Plays an answer in pieces cut at these places, ascending. */
    static Played play(Passage passage, byte[] answer, int... cuts) {
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        // The array is used again for every piece, as a transport does.
        byte[] wire = new byte[answer.length + 3];
        int from = 0;
        int committedAt = -1;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i == cuts.length ? answer.length : cuts[i];
            System.arraycopy(answer, from, wire, 3, to - from);
            passage.feed(wire, 3, 3 + to - from, into(client));
            Arrays.fill(wire, 3, 3 + to - from, (byte) '#');
            from = to;
            if (passage.committed() && committedAt < 0) {
                committedAt = to;
            }
        }
        passage.end(into(client));
        String before = client.toString(StandardCharsets.UTF_8);
        boolean midEvent = passage.midEvent();
        if (passage.terminal()) {
            passage.release(into(client));
        } else {
            passage.interrupt(into(client));
        }
        return new Played(
                before,
                client.toString(StandardCharsets.UTF_8),
                passage.terminal(),
                committedAt >= 0,
                midEvent,
                passage.failure(),
                passage.usage(),
                passage.clamped(),
                passage.deliveredTextBytes());
    }

    static Passage.Sink into(ByteArrayOutputStream client) {
        return (b, from, to) -> client.write(b, from, to - from);
    }

    static Played play(Passage passage, String answer, int... cuts) {
        return play(passage, utf8(answer), cuts);
    }

    static int[] everyByte(byte[] answer) {
        int[] cuts = new int[Math.max(0, answer.length - 1)];
        Arrays.setAll(cuts, i -> i + 1);
        return cuts;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

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
            long delivered) {}
}
