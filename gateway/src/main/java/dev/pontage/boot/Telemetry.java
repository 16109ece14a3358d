package dev.pontage.boot;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.Handler;
import dev.pontage.exchange.Handler.Response;
import dev.pontage.exchange.Role;
import dev.pontage.listen.Turnaways;
import dev.pontage.observe.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The metrics and the route on which Prometheus reads them; it lies on the listener for operators alone. */
final class Telemetry {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Metrics metrics = new Metrics(registry);

    Metrics metrics() {
        return metrics;
    }

    /** Counts by cause; every cause has its counter from the start. */
    Turnaways turnaways() {
        Map<Turnaways.Cause, Runnable> counters = new EnumMap<>(Turnaways.Cause.class);
        for (Turnaways.Cause cause : Turnaways.Cause.values()) {
            counters.put(cause, metrics.turnedAway(cause.name().toLowerCase(Locale.ROOT)));
        }
        return cause -> counters.getOrDefault(cause, () -> {}).run();
    }

    /** For a listener that only this machine can reach. */
    Handler openRoute() {
        return new Handler("GET", "/metrics", Role.ANYONE, 0, request -> scrape());
    }

    /** For every other listener: metrics tell who uses which model, and what is paid. */
    Handler guardedRoute() {
        return new Handler("GET", "/metrics", Role.OPERATOR, 0, request -> scrape());
    }

    private Response scrape() {
        byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
        return new Response(
                200, Headers.of("content-type", "text/plain; version=0.0.4; charset=utf-8"), out -> out.write(text));
    }
}
