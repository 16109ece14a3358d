package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.frame.Gathered;
import dev.pontage.dialect.json.JsonError;
import org.jspecify.annotations.Nullable;

/**
 * The passage of a whole answer: one JSON object, of which all but the closing bracket goes on as it comes.
 *
 * <p>Who holds it until it is complete is the caller's business.
 */
final class ConverseWholeTap implements Passage {
    /** White space after the answer is kept up to here; more of it says nothing and is not forwarded. */
    private static final int TRAILING_LIMIT_BYTES = 4_096;

    private final ConverseReading reading = new ConverseReading();

    /** The closing bracket and what follows it. */
    private final Gathered last = new Gathered();

    private boolean terminal;
    private boolean tailEnded;
    private @Nullable Failure failure;

    @Override
    public void feed(byte[] bytes, int from, int to, Sink client) {
        if (failure != null || from == to) {
            return;
        }
        if (terminal) {
            tail(bytes, from, to);
            return;
        }
        long base = reading.scan.position() - from;
        scan(bytes, from, to);
        if (failure != null) {
            return;
        }
        boolean done = reading.scan.done();
        int upTo = done ? (int) (reading.rootEnd - 1 - base) : to;
        if (upTo > from) {
            client.pass(bytes, from, upTo);
        }
        if (done) {
            last.add(bytes, upTo, upTo + 1);
            tail(bytes, upTo + 1, to);
            complete();
        }
    }

    private void scan(byte[] bytes, int from, int to) {
        String problem = "";
        try {
            reading.scan.feed(bytes, from, to);
        } catch (JsonError error) {
            // What follows the document is not part of it, in one piece with it or not.
            problem = reading.rootEnd < 0 ? "the answer is no JSON: " + error.getMessage() : "";
        }
        if (reading.scan.rootOpenEnd() < 0 && reading.scan.tokens() > 0) {
            problem = "the answer is no JSON object";
        }
        failure = problem.isEmpty() ? null : new Failure.Garbled(problem);
    }

    /** Keeps the white space after the answer. */
    private void tail(byte[] bytes, int from, int to) {
        int at = from;
        long most = tailEnded ? at : Math.min(to, from + TRAILING_LIMIT_BYTES - (long) last.length());
        while (at < most && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        last.add(bytes, from, at);
        tailEnded |= at < to;
    }

    /** An answer with status 200 may still be an error of the service's front (A33). */
    private void complete() {
        if (reading.output) {
            terminal = true;
        } else {
            failure = new Failure.ServerError(502, "the answer has no output");
        }
    }

    @Override
    public void end(Sink client) {
        if (failure == null && !terminal) {
            failure = new Failure.Cut();
        }
    }

    @Override
    public void release(Sink client) {
        client.pass(last.bytes(), 0, last.length());
    }

    @Override
    public boolean committed() {
        return terminal;
    }

    @Override
    public boolean terminal() {
        return terminal && failure == null;
    }

    @Override
    public @Nullable Failure failure() {
        return failure;
    }

    @Override
    public @Nullable Usage usage() {
        return reading.usage.usage();
    }

    @Override
    public boolean clamped() {
        return reading.usage.clamped();
    }

    @Override
    public long deliveredTextBytes() {
        return reading.textBytes();
    }
}
