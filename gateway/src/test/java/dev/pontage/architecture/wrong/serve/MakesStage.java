package dev.pontage.architecture.wrong.serve;

import dev.pontage.architecture.wrong.relay.Stage;
import java.util.function.Supplier;

/** Makes a stage, which only the wiring does. */
final class MakesStage {
    Stage built() {
        return new Stage();
    }

    Supplier<Stage> later() {
        return Stage::new;
    }
}
