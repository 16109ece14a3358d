package dev.pontage.call;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.exchange.Reach;
import dev.pontage.exchange.Upstream;
import dev.pontage.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an attempt told its owner, in order, for a test to wait for. */
final class Heard implements Upstream.Inbound {
    private final Eventually board = new Eventually();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();
    private Headers headers = Headers.NONE;
    private @Nullable Failure failure;
    private int pieces;
    private Runnable onBytes = () -> {};

    /** Runs on the loop at every piece of body. */
    Heard onBytes(Runnable then) {
        onBytes = then;
        return this;
    }

    @Override
    public void head(int status, Headers fields) {
        board.change(() -> {
            events.add("head " + status);
            headers = fields;
        });
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        board.change(() -> {
            body.write(bytes, from, to - from);
            pieces++;
        });
        onBytes.run();
    }

    @Override
    public void ended() {
        board.change(() -> events.add("ended"));
    }

    @Override
    public void failed(Failure why, Reach reach) {
        board.change(() -> {
            failure = why;
            events.add("failed " + why.word() + " " + reach);
        });
    }

    @Override
    public void resent() {
        board.change(() -> events.add("resent"));
    }

    @Override
    public void notEntered(String code) {
        board.change(() -> events.add("not entered " + code));
    }

    /** Waits for an event that begins so, and gives all events so far. */
    List<String> await(String beginning) {
        board.awaitTrue(
                beginning + "; heard " + events(),
                () -> events.stream().anyMatch(event -> event.startsWith(beginning)));
        return events();
    }

    /** Waits for {@code ended}, and gives the body. */
    String awaitEnd() {
        board.awaitTrue(
                "an end",
                () -> events.stream().anyMatch(event -> !event.startsWith("head") && !event.equals("resent")));
        List<String> all = events();
        if (!all.getLast().equals("ended")) {
            throw new AssertionError("not ended but " + all);
        }
        return text();
    }

    void awaitBytes(long count) {
        board.awaitTrue(count + " bytes", () -> body.size() >= count);
    }

    List<String> events() {
        return board.read(() -> List.copyOf(events));
    }

    Headers headers() {
        return board.read(() -> headers);
    }

    String text() {
        return board.read(() -> body.toString(StandardCharsets.UTF_8));
    }

    int size() {
        return board.read(body::size);
    }

    int pieces() {
        return board.read(() -> pieces);
    }

    /** Waits for a failure, and gives its reason. */
    String awaitReason() {
        var _ = await("failed");
        return reason();
    }

    String reason() {
        return board.read(() -> switch (failure) {
            case Failure.Unreachable(String reason) -> reason;
            case Failure.Garbled(String reason) -> reason;
            case null, default -> String.valueOf(failure);
        });
    }
}
