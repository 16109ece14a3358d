package dev.pontage.boot;

import dev.pontage.base.Product;
import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.list.Dialects;
import dev.pontage.egress.secret.Clouds;
import dev.pontage.observe.Log;
import dev.pontage.price.StarterPrices;
import dev.pontage.resource.Change;
import dev.pontage.resource.DocumentLimits;
import dev.pontage.resource.EnvironmentDocuments;
import dev.pontage.resource.FileSet;
import dev.pontage.resource.KnownNames;
import dev.pontage.resource.Owner;
import dev.pontage.resource.PlannedChange;
import dev.pontage.resource.Planner;
import dev.pontage.resource.Problem;
import dev.pontage.resource.Resource;
import dev.pontage.resource.Resources;
import dev.pontage.resource.SecretSource;
import dev.pontage.resource.SourceText;
import dev.pontage.resource.Specs;
import dev.pontage.resource.Vault;
import dev.pontage.seal.KeyMaker;
import dev.pontage.snapshot.BuiltIn;
import dev.pontage.snapshot.Compiler;
import dev.pontage.snapshot.ProviderCompiler;
import dev.pontage.snapshot.Snapshot;
import dev.pontage.snapshot.Snapshots;
import dev.pontage.vendor.FromEnvironment;
import dev.pontage.vendor.Vendors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What is configured: read at start, read again when its files change, published as a snapshot.
 *
 * <p>For one thread. A change is taken as a whole or not at all; what was in force stays until the next is good (F-51).
 */
final class Control {
    private final Resources resources;
    private final Planner planner;
    private final Compiler compiler;
    private final FileSet files;
    private final ReferredSecrets secrets;
    private final List<FromEnvironment.Found> found;
    private final List<FromEnvironment.PassedOver> passedOver;
    private final Log log;

    /** Whether what was read last did not come into force: then the files are read again, changed or not. */
    private boolean unapplied;

    /** Whether the store may hold a change that is not in force: then all of it is compiled anew. */
    private boolean behind;

    Control(
            StartSettings settings,
            Resources resources,
            Vault vault,
            Supplier<String> ids,
            BuiltIn builtIn,
            Clouds clouds,
            Log log,
            Ticker ticker) {
        this.resources = resources;
        this.log = log;
        Vendors vendors = Vendors.shipped();
        Specs specs = new Specs(new KnownNames(vendors, Dialects.keyHeaders()));
        secrets = new ReferredSecrets(SecretSource.of(settings.environment()), clouds.managers());
        planner = new Planner(resources, specs, vault, secrets, ids, DocumentLimits.DEFAULT);
        StarterPrices.Shipped starter = StarterPrices.load();
        compiler = new Compiler(
                specs,
                vault,
                new ProviderCompiler(vault, secrets, vendor -> knownModels(vendors, starter, vendor), clouds),
                starter.book(),
                builtIn,
                settings.defaultModel());
        files = new FileSet(settings.files(), FileSet.Disk.REAL, ticker, DocumentLimits.DEFAULT);
        found = settings.environmentProviders()
                ? FromEnvironment.find(vendors, settings.environment(), KeyMaker::looksLikeOurs)
                : List.of();
        passedOver = settings.environmentProviders()
                ? FromEnvironment.passedOver(vendors, settings.environment(), KeyMaker::looksLikeOurs)
                : List.of();
    }

    /** What a vendor serves as far as this program knows: its model for a first call, and those that have prices. */
    private static Set<String> knownModels(Vendors vendors, StarterPrices.Shipped starter, String name) {
        Set<String> known = new HashSet<>();
        vendors.find(name).ifPresent(vendor -> {
            known.addAll(starter.modelsBySection().getOrDefault(vendor.prices(), Set.of()));
            if (!vendor.exampleModel().isEmpty()) {
                known.add(vendor.exampleModel());
            }
        });
        return known;
    }

    /** Vendors whose keys are in the environment. */
    List<FromEnvironment.Found> found() {
        return found;
    }

    /** Vendors' variables whose text was not taken for a key. */
    List<FromEnvironment.PassedOver> passedOver() {
        return passedOver;
    }

    /**
     * Brings what is stored in line with files and environment; refuses to start on a mistake in either.
     *
     * @param keep gets keys that were made, before anyone can use them
     */
    Started start(KeyKeeper keep) throws StartRefused {
        try {
            boolean first = isFirstStart();
            List<SourceText> texts = new ArrayList<>();
            switch (files.read()) {
                case FileSet.Poll.Changed(List<SourceText> read) -> texts.addAll(read);
                case FileSet.Poll.Unreadable(List<Problem> problems) -> throw refused(problems, problems.size());
                case FileSet.Poll.Unchanged unchanged -> {}
                case FileSet.Poll.Unstable unstable ->
                    throw new StartRefused(ExitCode.CONFIGURATION, "a file given to -f changes while it is read");
            }
            if (first) {
                texts.add(firstKey());
            }
            EnvironmentDocuments.of(found).ifPresent(texts::add);
            return switch (planner.plan(texts)) {
                case PlannedChange.Ready ready -> {
                    if (!ready.change().isEmpty()) {
                        keep(ready.newKeys(), keep);
                        resources.apply(ready.change());
                        tellSigningKeys(ready.change());
                    }
                    Snapshot snapshot = compiler.compile(resources);
                    warn();
                    yield new Started(snapshot, ready.newKeys());
                }
                case PlannedChange.Refused(List<Problem> problems, int count) -> throw refused(problems, count);
            };
        } catch (IOException e) {
            throw StartRefused.of(e);
        }
    }

    /**
     * Looks at the files, and first brings into force what an earlier look may have left in the store.
     *
     * @param now whether they are read even if they seem unchanged
     * @param keep gets keys that were made, before anyone can use them
     */
    void look(boolean now, Snapshots snapshots, KeyKeeper keep) {
        if (behind && !catchUp(snapshots)) {
            return;
        }
        switch (now || unapplied || secrets.moved() ? files.read() : files.poll()) {
            case FileSet.Poll.Unchanged unchanged -> {}
            case FileSet.Poll.Unstable unstable -> {}
            case FileSet.Poll.Unreadable(List<Problem> problems) -> rejected(problems, problems.size());
            case FileSet.Poll.Changed(List<SourceText> texts) -> apply(texts, snapshots, keep);
        }
    }

    /** Whatever happened after a change was given to the store: what the store holds now is what counts. */
    private boolean catchUp(Snapshots snapshots) {
        try {
            Snapshot whole = compiler.compile(resources);
            snapshots.publish(whole);
            behind = false;
            warn();
            log.info("configuration_caught_up", Map.of("version", Long.toString(whole.version())));
            return true;
        } catch (IOException e) {
            log.error("configuration_not_read", Map.of("reason", String.valueOf(e.getMessage())));
            return false;
        }
    }

    private void apply(List<SourceText> texts, Snapshots snapshots, KeyKeeper keep) {
        unapplied = true;
        List<SourceText> all = new ArrayList<>(texts);
        EnvironmentDocuments.of(found).ifPresent(all::add);
        try {
            switch (planner.plan(all)) {
                case PlannedChange.Refused(List<Problem> problems, int count) -> rejected(problems, count);
                case PlannedChange.Ready ready -> {
                    if (!ready.change().isEmpty()) {
                        apply(ready, snapshots, keep);
                    }
                }
            }
            unapplied = false;
        } catch (IOException e) {
            log.error("configuration_not_applied", Map.of("reason", String.valueOf(e.getMessage())));
        }
    }

    private void apply(PlannedChange.Ready ready, Snapshots snapshots, KeyKeeper keep) throws IOException {
        keep(ready.newKeys(), keep);
        behind = true;
        resources.apply(ready.change());
        Snapshot next = compiler.apply(ready.change());
        snapshots.publish(next);
        behind = false;
        warn();
        tellSigningKeys(ready.change());
        log.info(
                "configuration_applied",
                Map.of(
                        "version", Long.toString(next.version()),
                        "added", Integer.toString(ready.counts().added()),
                        "changed", Integer.toString(ready.counts().changed()),
                        "removed", Integer.toString(ready.counts().removed())));
    }

    private static void keep(List<PlannedChange.NewKey> made, KeyKeeper keep) throws IOException {
        for (PlannedChange.NewKey key : made) {
            keep.keep(key.name(), key.value());
        }
    }

    /** Whoever signs needs the id of the key, which is no secret; its value was given, shown or written to its file. */
    private void tellSigningKeys(Change change) {
        for (Resource put : change.puts()) {
            if (put instanceof Resource.OfKey key && key.signs()) {
                log.info(
                        "signing_key",
                        Map.of(
                                "key",
                                key.head().name(),
                                "access_key_id",
                                key.head().id()));
            }
        }
    }

    private void rejected(List<Problem> problems, int count) {
        for (Problem problem : problems) {
            log.error("configuration_refused", Map.of("problem", problem.toString()));
        }
        log.error("configuration_kept", Map.of("problems", Integer.toString(count)));
    }

    private void warn() {
        for (String warning : compiler.warnings()) {
            log.warn("configuration_incomplete", Map.of("what", warning));
        }
    }

    private boolean isFirstStart() throws IOException {
        AtomicBoolean empty = new AtomicBoolean(true);
        resources.load(row -> empty.set(false));
        return empty.get();
    }

    /** The key of a newcomer, for the root account, with a cap that a mistake cannot make expensive. */
    private static SourceText firstKey() {
        return new SourceText(Owner.START, Owner.START.word(), """
                apiVersion: %s
                kind: Key
                metadata: {name: %s}
                spec: {account: root, budgets: [{usd: "5.00", period: day}]}
                """.formatted(Product.API_VERSION, FirstRun.KEY_NAME));
    }

    private static StartRefused refused(List<Problem> problems, int count) {
        StringBuilder text = new StringBuilder("the configuration is refused (" + count
                + (count == 1 ? " problem" : " problems") + "), nothing was changed");
        for (Problem problem : problems) {
            text.append("\n  ").append(problem);
        }
        return new StartRefused(ExitCode.CONFIGURATION, text.toString());
    }

    /** The first snapshot, and the keys that were made on the way. */
    record Started(Snapshot snapshot, List<PlannedChange.NewKey> newKeys) {}

    /** Keeps the value of a key that was made, for the one who asked for it. */
    @FunctionalInterface
    interface KeyKeeper {
        void keep(String name, Secret value) throws IOException;
    }
}
