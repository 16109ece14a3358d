package dev.pontage.boot;

import dev.pontage.base.Ticker;
import dev.pontage.chore.ModelListLimits;
import dev.pontage.chore.ModelLists;
import dev.pontage.dialect.list.Dialects;
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
import dev.pontage.provider.Provider;
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

    /** Lists of models are long: some routers know thousands. */
    private static final WebLimits LISTS = new WebLimits(3_000, 10_000, 32 << 10, 8 << 20);

    private final ScheduledThreadPoolExecutor clock;
    private final Clouds clouds;
    private final ModelLists models;
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
        Web web = new Web(policy, CloudAccess::tls, ticker, WebLimits.DEFAULT);
        models = new ModelLists(
                new Web(policy, CloudAccess::tls, ticker, LISTS),
                Dialects.all(""),
                pools.waiting(),
                ticker,
                ModelListLimits.every(settings.modelListMillis()),
                new Listed(log));
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

    private static SSLSocketFactory tls() {
        return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }

    /** What providers say that they serve. */
    ModelLists models() {
        return models;
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

    private record Listed(Log log) implements ModelLists.Told {
        @Override
        public void listed(Provider provider, int names, boolean changed) {
            if (changed) {
                log.info("models_listed", Map.of("provider", provider.name(), "models", Integer.toString(names)));
            }
        }

        @Override
        public void notListed(Provider provider, String reason) {
            log.warn("models_not_listed", Map.of("provider", provider.name(), "reason", reason));
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
