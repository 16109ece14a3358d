package dev.pontage.architecture.wrong.snapshot;

/** The place where snapshots change. */
public interface Snapshots {
    /** The newest. */
    String current();
}
