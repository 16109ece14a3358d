package dev.pontage.architecture.wrong.relay;

import dev.pontage.architecture.wrong.snapshot.Snapshots;

/** A stage that could read two snapshots. */
final class ReadsTwo {
    String newest(Snapshots snapshots) {
        return snapshots.current();
    }
}
