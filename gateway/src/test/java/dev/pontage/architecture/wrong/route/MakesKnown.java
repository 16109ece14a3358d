package dev.pontage.architecture.wrong.route;

import dev.pontage.architecture.wrong.exchange.Known;
import java.util.function.Function;

/** A stage that makes the record of another, and so skips it. */
final class MakesKnown {
    Known forged() {
        return new Known("nobody");
    }

    Function<String, Known> forger() {
        return Known::new;
    }
}
