package dev.pontage.snapshot;

/** The current snapshot: one volatile reference that the control plane replaces. */
public final class Snapshots {
    private volatile Snapshot current;

    public Snapshots(Snapshot first) {
        current = first;
    }

    public Snapshot current() {
        return current;
    }

    /** Makes {@code next} current; running exchanges keep what they have. */
    public void publish(Snapshot next) {
        current = next;
    }
}
