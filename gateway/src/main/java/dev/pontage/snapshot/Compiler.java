package dev.pontage.snapshot;

import dev.pontage.account.Account;
import dev.pontage.account.Budget;
import dev.pontage.account.Key;
import dev.pontage.account.KeyHash;
import dev.pontage.account.SigningKey;
import dev.pontage.price.PriceBook;
import dev.pontage.resource.Change;
import dev.pontage.resource.Resource;
import dev.pontage.resource.Resources;
import dev.pontage.resource.Spec.AccountSpec;
import dev.pontage.resource.Spec.KeySpec;
import dev.pontage.resource.Specs;
import dev.pontage.resource.Vault;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles stored resources to the snapshot that requests read: all of them at start, a change afterwards.
 *
 * <p>It stands here and not in {@code resource}, which may not know the snapshot: documents, stores and the admin side
 * need resources without it. A changed account or key costs one row of an overlay; a changed provider, map, book or
 * setting is compiled anew with its kind, since of those there are few. For one thread, never an event loop.
 */
public final class Compiler {
    /** Budgets and origins that many keys share are kept once; so many different ones are remembered for that. */
    private static final int MAX_SHARED = 4_096;

    private final Specs specs;
    private final Vault vault;
    private final Configuration configuration;
    private final List<String> warnings = new ArrayList<>();
    private final Map<List<Budget>, List<Budget>> budgets = new HashMap<>();
    private final Map<List<String>, List<String>> origins = new HashMap<>();
    private long version;
    private Table<KeyHash, Key> keys = Table.of(Map.of());
    private Table<String, SigningKey> signers = Table.of(Map.of());
    private Table<String, Account> accounts = Table.of(Map.of());
    private OriginSet originSet = OriginSet.NONE;

    /**
     * @param vault opens what keys sign with
     * @param starter prices of the program itself, under those of the operator
     * @param builtIn the providers of the program itself
     * @param defaultModel what serves a name that nobody knows, where no setting says so; empty for none
     */
    public Compiler(
            Specs specs,
            Vault vault,
            ProviderCompiler providers,
            PriceBook starter,
            BuiltIn builtIn,
            String defaultModel) {
        this.specs = specs;
        this.vault = vault;
        this.configuration = new Configuration(specs, providers, starter, builtIn, defaultModel);
    }

    /**
     * The first snapshot, of everything stored.
     *
     * @throws IOException if the resources cannot be read
     */
    public Snapshot compile(Resources resources) throws IOException {
        warnings.clear();
        Map<KeyHash, Key> allKeys = new HashMap<>();
        Map<String, SigningKey> allSigners = new HashMap<>();
        Map<String, Account> allAccounts = new HashMap<>();
        Map<String, String> accountIds = new HashMap<>();
        configuration.clear();
        resources.load(row -> {
            if (row.head().removed()) {
                return;
            }
            switch (row) {
                case Resource.OfKey key -> {
                    String account = accountIds.computeIfAbsent(key.account(), id -> id);
                    key(key, account).ifPresent(compiled -> {
                        allKeys.put(key.hash(), compiled);
                        signer(key, compiled).ifPresent(signer -> allSigners.put(compiled.id(), signer));
                    });
                }
                case Resource.OfAccount account ->
                    account(account).ifPresent(compiled -> allAccounts.put(compiled.id(), compiled));
                case Resource.Configured configured -> configuration.put(configured, warnings);
            }
        });
        keys = Table.of(allKeys);
        signers = Table.of(allSigners);
        accounts = Table.of(allAccounts);
        List<List<String>> listed = new ArrayList<>();
        allKeys.values().forEach(key -> listed.add(key.origins()));
        originSet = OriginSet.of(listed);
        return snapshot();
    }

    /** The next snapshot, after a change was entered. */
    public Snapshot apply(Change change) {
        warnings.clear();
        Map<KeyHash, Key> putKeys = new HashMap<>();
        Map<String, Account> putAccounts = new HashMap<>();
        Map<String, SigningKey> putSigners = new HashMap<>();
        Set<KeyHash> goneKeys = new HashSet<>(change.staleValues());
        Set<String> goneSigners = new HashSet<>();
        Set<String> goneAccounts = new HashSet<>();
        for (Change.Removal removal : change.removals()) {
            switch (removal.before()) {
                case Resource.OfKey key -> {
                    goneKeys.add(key.hash());
                    goneSigners.add(key.head().id());
                }
                case Resource.OfAccount account ->
                    goneAccounts.add(account.head().id());
                case Resource.Configured configured -> configuration.remove(configured.head());
            }
        }
        for (Resource put : change.puts()) {
            switch (put) {
                case Resource.OfKey key -> {
                    Account account = accounts.get(key.account());
                    goneSigners.add(key.head().id());
                    key(key, account == null ? key.account() : account.id())
                            .ifPresentOrElse(
                                    compiled -> {
                                        putKeys.put(key.hash(), compiled);
                                        signer(key, compiled)
                                                .ifPresent(signer -> putSigners.put(compiled.id(), signer));
                                    },
                                    () -> goneKeys.add(key.hash()));
                }
                case Resource.OfAccount account ->
                    account(account)
                            .ifPresentOrElse(
                                    compiled -> putAccounts.put(compiled.id(), compiled),
                                    () -> goneAccounts.add(account.head().id()));
                case Resource.Configured configured -> configuration.put(configured, warnings);
            }
        }
        goneKeys.forEach(hash -> moveOrigins(keys.get(hash), null));
        putKeys.forEach((hash, key) -> moveOrigins(goneKeys.contains(hash) ? null : keys.get(hash), key));
        keys = keys.with(putKeys, goneKeys);
        signers = signers.with(putSigners, knownSigners(goneSigners));
        accounts = accounts.with(putAccounts, goneAccounts);
        return snapshot();
    }

    /** What of the last change could not be compiled and was left out, in words for the log; no secrets. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private Snapshot snapshot() {
        return configuration.snapshot(++version, keys, signers, accounts, originSet);
    }

    private void moveOrigins(@Nullable Key before, @Nullable Key after) {
        originSet = originSet.changed(
                before == null ? List.of() : before.origins(), after == null ? List.of() : after.origins());
    }

    private Optional<Account> account(Resource.OfAccount row) {
        Resource.Head head = row.head();
        if (row.parent().isEmpty()) {
            return Optional.of(new Account(head.id(), head.name(), row.dna(), true, true, false));
        }
        if (specs.read(row).orElse(null) instanceof AccountSpec spec) {
            return Optional.of(new Account(
                    head.id(), head.name(), row.dna(), spec.seesUpstream(), spec.usesUnpriced(), spec.refusesLosses()));
        }
        warnings.add("Account " + head.name() + " cannot be read by this program; its keys are refused");
        return Optional.empty();
    }

    private Optional<Key> key(Resource.OfKey row, String account) {
        Resource.Head head = row.head();
        if (!row.hash().equals(KeyHash.NONE) && specs.read(row).orElse(null) instanceof KeySpec spec) {
            return Optional.of(new Key(
                    head.id(),
                    head.name(),
                    account,
                    row.lastFour(),
                    shared(budgets, spec.budgets()),
                    shared(origins, spec.origins()),
                    spec.browser()));
        }
        warnings.add("Key " + head.name() + " cannot be read by this program; it is refused");
        return Optional.empty();
    }

    /** Of all keys that change, most never signed: those take no row of the overlay. */
    private Set<String> knownSigners(Set<String> ids) {
        Set<String> known = new HashSet<>(ids);
        known.removeIf(id -> signers.get(id) == null);
        return known;
    }

    /** What a key signs with, if it does. */
    private Optional<SigningKey> signer(Resource.OfKey row, Key key) {
        if (!row.signs()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SigningKey(
                    key, vault.openSigning(row.signingSecret(), row.head().id(), row.account())));
        } catch (GeneralSecurityException e) {
            warnings.add("Key " + row.head().name() + " signs no more: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static <T> List<T> shared(Map<List<T>, List<T>> known, List<T> list) {
        List<T> first = known.get(list);
        if (first == null && known.size() < MAX_SHARED) {
            known.put(list, list);
        }
        return first == null ? list : first;
    }
}
