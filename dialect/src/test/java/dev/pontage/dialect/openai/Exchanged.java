package dev.pontage.dialect.openai;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays requests and answers through the dialect, as a gateway would. */
final class Exchanged {
    static final OpenAi DIALECT = new OpenAi("/pontage/requests/{id}");

    private Exchanged() {}

    static Operation operation(Operation.Kind kind) {
        for (Operation operation : DIALECT.operations()) {
            if (operation.kind() == kind) {
                return operation;
            }
        }
        throw new AssertionError(kind);
    }

    static Peeked look(Operation.Kind kind, String body) {
        byte[] bytes = utf8(body);
        byte[] roomy = Arrays.copyOf(bytes, bytes.length + 7);
        Arrays.fill(roomy, bytes.length, roomy.length, (byte) '}');
        return DIALECT.peek(operation(kind), Parameters.NONE, roomy, bytes.length);
    }

    static Peek peek(Operation.Kind kind, String body) {
        return switch (look(kind, body)) {
            case Peek peek -> peek;
            case Peeked.Refused(Refusal refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    static Refusal refusal(Operation.Kind kind, String body) {
        return switch (look(kind, body)) {
            case Peek peek -> throw new AssertionError("accepted: " + peek);
            case Peeked.Refused(Refusal refusal) -> refusal;
        };
    }

    /** What goes up for this request. */
    static String sent(Operation.Kind kind, String body, String upstreamModel, Quirk... quirks) {
        return new String(sent(kind, utf8(body), peek(kind, body), upstreamModel, quirks), StandardCharsets.UTF_8);
    }

    static byte[] sent(Operation.Kind kind, byte[] body, Peek peek, String upstreamModel, Quirk... quirks) {
        return conversion(kind, body, peek, upstreamModel, false, quirks)
                .splices()
                .apply(body, body.length);
    }

    static Conversion.Same conversion(
            Operation.Kind kind, byte[] body, Peek peek, String upstreamModel, boolean show, Quirk... quirks) {
        Set<Quirk> set = EnumSet.noneOf(Quirk.class);
        set.addAll(List.of(quirks));
        return DIALECT.same(operation(kind), peek, body, body.length, upstreamModel, set, show);
    }

    /** A passage for an ordinary request of this kind, that asked for {@code asked}. */
    static Passage passage(Operation.Kind kind, boolean streamed, String asked, boolean usageAsked) {
        String body = "{\"model\":\"" + asked + "\",\"stream\":" + streamed
                + (usageAsked ? ",\"stream_options\":{\"include_usage\":true}" : "") + "}";
        return conversion(kind, utf8(body), peek(kind, body), "up", true).passage(streamed);
    }

    /** A stream's passage that splices nothing. */
    static Passage stream(Operation.Kind kind) {
        return passage(kind, true, "up", true);
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
