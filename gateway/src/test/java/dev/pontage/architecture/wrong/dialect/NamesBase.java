package dev.pontage.architecture.wrong.dialect;

import dev.pontage.architecture.wrong.base.Level;

/** A dialect that is not alone. */
public final class NamesBase {
    /** A dialect that needs the gateway. */
    public Level upward() {
        return Level.LOW;
    }
}
