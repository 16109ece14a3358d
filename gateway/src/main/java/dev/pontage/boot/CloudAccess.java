package dev.pontage.boot;

import dev.pontage.base.Ticker;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Names;
import dev.pontage.egress.Resolver;
import dev.pontage.egress.credential.Credentials;
import dev.pontage.egress.credential.RefreshLimits;
import dev.pontage.egress.credential.Refreshed;
import dev.pontage.egress.credential.Surroundings;
import dev.pontage.egress.credential.Web;
import dev.pontage.egress.credential.WebLimits;
import dev.pontage.egress.credential.Witness;
import dev.pontage.egress.secret.Clouds;
import dev.pontage.egress.secret.SecretManagers;
import dev.pontage.observe.Log;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;

/** What fetches our proofs towards clouds and the secrets that managers keep: a clock, threads that may wait, a log. */
final class CloudAccess {
    /** How long a secret of a manager is used until it is looked at again. */
    private static final long SECRET_MILLIS = 300_000;

    private final ScheduledThreadPoolExecutor clock;
    private final Clouds clouds;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    CloudAccess(StartSettings settings, Pools pools, RandomGenerator random, Log log, Ticker ticker) {
        clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("refresh").daemon().factory());
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        clock.setRemoveOnCancelPolicy(true);
        AddressPolicy policy = new AddressPolicy(
                new Resolver(Names.SYSTEM, pools.connecting(), ticker, Resolver.Limits.DEFAULT),
                List::of,
                settings.privateNetworks());
        Web web = new Web(policy, () -> (SSLSocketFactory) SSLSocketFactory.getDefault(), ticker, WebLimits.DEFAULT);
        Surroundings surroundings = new Surroundings(settings.environment());
        Refreshed.Means means = new Refreshed.Means(
                (millis, work) -> later(clock, pools, millis, work),
                ticker,
                random,
                new Told(log, failing),
                RefreshLimits.DEFAULT);
        Credentials credentials = new Credentials(means, web, surroundings);
        clouds = new Clouds(credentials, new SecretManagers(credentials, web, surroundings, ticker, SECRET_MILLIS));
    }

    Clouds clouds() {
        return clouds;
    }

    /** How many credentials and secrets could not be refreshed when it was last tried. */
    int failing() {
        return failing.size();
    }

    /** Fetches nothing more. */
    void close() {
        clock.shutdownNow();
    }

    private static void later(ScheduledExecutorService clock, Pools pools, long millis, Runnable work) {
        try {
            var _ = clock.schedule(() -> pools.waiting().execute(work), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            // Nobody needs a new value any more.
        }
    }

    /** A change and a failure are worth a line; that all is as before is not. */
    private record Told(Log log, Set<String> failing) implements Witness {
        @Override
        public void refreshed(String name, boolean changed) {
            failing.remove(name);
            if (changed) {
                log.info("credential_refreshed", Map.of("credential", name));
            }
        }

        @Override
        public void failed(String name, String reason, boolean held) {
            failing.add(name);
            log.warn(
                    "credential_not_refreshed",
                    Map.of("credential", name, "reason", reason, "oldOneHeld", Boolean.toString(held)));
        }
    }
}
