package dev.pontage.testkit.wire;

import dev.pontage.testkit.Eventually;

/** Pauses that pass when the test moves their time on. */
public final class VirtualPauses implements Pauses {
    private final Eventually board = new Eventually();
    private long nowNanos;
    private int waiting;

    @Override
    public void pause(long nanos) throws InterruptedException {
        long until = board.compute(() -> {
            waiting++;
            return nowNanos + nanos;
        });
        try {
            board.hold(() -> nowNanos >= until);
        } finally {
            board.change(() -> waiting--);
        }
    }

    /** Moves the time on and lets go whoever has waited long enough. */
    public void advanceMillis(long millis) {
        board.change(() -> nowNanos += millis * 1_000_000);
    }

    /** Waits until that many answers are in a pause. */
    public void awaitPausing(int count) {
        board.awaitTrue(count + " answers in a pause", () -> waiting >= count);
    }
}
