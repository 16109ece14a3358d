package dev.pontage.architecture.wrong.admit;

import dev.pontage.architecture.wrong.relay.Stage;

/** A stage that names another. */
final class NamesStage {
    String sideways(Stage stage) {
        return stage.getClass().getName();
    }
}
