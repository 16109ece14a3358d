package dev.pontage.architecture.wrong.ledger;

import dev.pontage.architecture.wrong.relay.Stage;

/** A noun that names a stage, makes it, and calls it. */
final class NamesStage {
    Stage upward() {
        return Stage.made();
    }
}
