package dev.pontage.boot;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.Handler;
import dev.pontage.exchange.Handler.Response;
import dev.pontage.exchange.Role;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Tells a load balancer whether this process lives and whether it should get new work. */
final class Health {
    private volatile String state = "starting";

    void ready() {
        state = "ready";
    }

    /** From here on readiness says no, so that new work goes elsewhere (F-41). */
    void draining() {
        state = "draining";
    }

    Handler liveness() {
        return new Handler("GET", "/healthz", Role.ANYONE, 0, request -> say(200, "alive"));
    }

    /** @param booksWell whether usage can be entered: without books, work had better go elsewhere (F-47) */
    Handler readiness(BooleanSupplier booksWell) {
        return new Handler("GET", "/readyz", Role.ANYONE, 0, request -> {
            if (state.equals("ready") && !booksWell.getAsBoolean()) {
                return say(503, "books_failing");
            }
            return say(state.equals("ready") ? 200 : 503, state);
        });
    }

    private static Response say(int status, String word) {
        byte[] body = ("{\"status\":\"" + word + "\"}").getBytes(StandardCharsets.UTF_8);
        return new Response(
                status,
                Headers.of("content-type", "application/json", "cache-control", "no-store"),
                out -> out.write(body));
    }
}
