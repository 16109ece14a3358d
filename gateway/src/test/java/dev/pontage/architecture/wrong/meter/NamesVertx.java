package dev.pontage.architecture.wrong.meter;

import io.vertx.core.Vertx;

/** A stage that knows the event loop. */
final class NamesVertx {
    boolean closed(Vertx vertx) {
        return vertx.isClustered();
    }
}
