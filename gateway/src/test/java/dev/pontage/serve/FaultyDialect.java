package dev.pontage.serve;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.Usage;
import dev.pontage.exchange.DialectLike;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAI's dialect with bugs: it throws wherever a test says. */
final class FaultyDialect extends DialectLike {
    /** What a bug's message might hold, and no log line may. */
    static final String PROMPT = "the-prompt-of-a-client";

    private final Set<Place> faults = EnumSet.noneOf(Place.class);

    /** Where it throws. */
    enum Place {
        PEEK,
        CONVERSION,
        /** Not a throw of its own: nobody can write a request without a path. */
        PATH,
        FORWARDED_FIELDS,
        FEED,
        FEED_AFTER_COMMIT,
        END,
        RELEASE,
        USAGE,
        FAILURE,
        RENDER,
        RENDER_IN_STREAM,
        HEARTBEAT,
        HEARTBEAT_AFTER_COMMIT
    }

    void throwsAt(Place... places) {
        faults.addAll(List.of(places));
    }

    private void pass(Place place) {
        if (faults.contains(place)) {
            throw new IllegalStateException(PROMPT);
        }
    }

    @Override
    public Set<String> forwardedHeaders() {
        pass(Place.FORWARDED_FIELDS);
        return super.forwardedHeaders();
    }

    @Override
    public Peeked peek(Operation operation, Parameters parameters, byte[] body, int length) {
        pass(Place.PEEK);
        return super.peek(operation, parameters, body, length);
    }

    @Override
    @SuppressWarnings("NullAway") // A bug of the kind that NullAway prevents.
    public Conversion.Same same(
            Operation operation,
            Peek peek,
            byte[] body,
            int length,
            String upstreamModel,
            Set<Quirk> quirks,
            boolean showAskedModel) {
        pass(Place.CONVERSION);
        Conversion.Same conversion = super.same(operation, peek, body, length, upstreamModel, quirks, showAskedModel);
        return new Conversion.Same(
                conversion.splices(),
                faults.contains(Place.PATH) ? null : conversion.path(),
                conversion.headers(),
                conversion.losses(),
                conversion.asked(),
                streamed -> new FaultyPassage(conversion.passage(streamed)));
    }

    @Override
    public Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis) {
        pass(Place.FAILURE);
        return super.failure(status, headers, body, length, nowEpochMillis);
    }

    @Override
    public Rendered render(Refusal refusal, String requestId) {
        pass(Place.RENDER);
        return super.render(refusal, requestId);
    }

    @Override
    public byte[] renderInStream(
            Refusal refusal, Operation operation, Framing framing, boolean started, String requestId) {
        pass(Place.RENDER_IN_STREAM);
        return super.renderInStream(refusal, operation, framing, started, requestId);
    }

    @Override
    public byte[] heartbeat(boolean started) {
        pass(started ? Place.HEARTBEAT_AFTER_COMMIT : Place.HEARTBEAT);
        return super.heartbeat(started);
    }

    private final class FaultyPassage implements Passage {
        private final Passage whole;

        FaultyPassage(Passage whole) {
            this.whole = whole;
        }

        @Override
        public void feed(byte[] bytes, int from, int to, Sink client) {
            pass(Place.FEED);
            if (whole.committed()) {
                pass(Place.FEED_AFTER_COMMIT);
            }
            whole.feed(bytes, from, to, client);
        }

        @Override
        public void end(Sink client) {
            pass(Place.END);
            whole.end(client);
        }

        @Override
        public void release(Sink client) {
            pass(Place.RELEASE);
            whole.release(client);
        }

        @Override
        public boolean committed() {
            return whole.committed();
        }

        @Override
        public boolean terminal() {
            return whole.terminal();
        }

        @Override
        public @Nullable Failure failure() {
            return whole.failure();
        }

        @Override
        public @Nullable Usage usage() {
            pass(Place.USAGE);
            return whole.usage();
        }

        @Override
        public boolean clamped() {
            return whole.clamped();
        }

        @Override
        public long deliveredTextBytes() {
            return whole.deliveredTextBytes();
        }
    }
}
