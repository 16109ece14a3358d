package dev.pontage.resource;

import dev.pontage.account.Account;
import dev.pontage.account.KeyHash;
import dev.pontage.base.Nearest;
import dev.pontage.base.Secret;
import dev.pontage.resource.Gathering.Read;
import dev.pontage.resource.Gathering.Spot;
import dev.pontage.resource.Spec.ProviderSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns what was gathered into rows: ids, owners and versions are given here, references become ids. */
final class ChangeBuilder {
    /** Looking for near names among more accounts than this would take longer than it helps. */
    private static final int MAX_NEAR_ACCOUNTS = 1_000;

    private final StoredRows stored;
    private final Gathering gathering;
    private final SecretResolver resolver;
    private final Vault vault;
    private final Supplier<String> ids;
    private final Problems problems;

    private final SigningSecrets signing;

    private final List<Resource> puts = new ArrayList<>();
    private final List<Change.Removal> removals = new ArrayList<>();
    private final List<PlannedChange.NewKey> newKeys = new ArrayList<>();
    private final List<KeyHash> staleValues = new ArrayList<>();
    private final Map<String, String> accountIds = new HashMap<>();
    private final Map<KeyHash, Object> values = new HashMap<>();
    private int added;

    ChangeBuilder(
            StoredRows stored,
            Gathering gathering,
            SecretResolver resolver,
            Vault vault,
            Supplier<String> ids,
            Problems problems) {
        this.stored = stored;
        this.gathering = gathering;
        this.resolver = resolver;
        this.vault = vault;
        this.ids = ids;
        this.problems = problems;
        this.signing = new SigningSecrets(vault, problems);
    }

    PlannedChange build(String author) {
        putAccounts();
        for (KeyDraft key : gathering.changedKeys()) {
            checkAccount(key);
            signing.check(key);
        }
        checkUnchangedKeys();
        collectValues();
        if (!problems.none()) {
            return new PlannedChange.Refused(problems.sorted(), problems.count());
        }
        putOthers();
        gathering.changedKeys().forEach(this::putKey);
        removeUndeclared();
        int changed = gathering.changedKeys().size() + gathering.changedOthers().size();
        return new PlannedChange.Ready(
                new Change(author, removals, puts, staleValues),
                newKeys,
                new PlannedChange.Counts(gathering.unchanged(), added, changed - added, (int) removals.stream()
                        .filter(removal -> !removal.before().head().removed())
                        .count()));
    }

    /** Accounts that can be named: those of documents, and stored ones that no document has to declare. */
    private void putAccounts() {
        for (Resource row : stored.all(Kind.ACCOUNT)) {
            Resource.Head head = row.head();
            boolean lives = !head.removed() && !head.owner().declares();
            if (lives || gathering.seen(Kind.ACCOUNT).containsKey(head.name())) {
                accountIds.put(head.name(), head.id());
            }
        }
        String root = accountIds.get(Account.ROOT);
        if (root == null) {
            root = ids.get();
            accountIds.put(Account.ROOT, root);
            Resource.Head head =
                    new Resource.Head(Kind.ACCOUNT, root, Account.ROOT, Owner.START, DocumentHash.NONE, 1, false);
            puts.add(new Resource.OfAccount(head, "{}", "", "."));
        }
        for (Read read : gathering.changedOthers()) {
            if (read.document().kind() == Kind.ACCOUNT) {
                Resource.Head head =
                        head(read.document().kind(), read.document().name(), read);
                accountIds.put(head.name(), head.id());
                String spec = Canonical.json(read.document().spec());
                puts.add(new Resource.OfAccount(head, spec, root, "." + root + "."));
            }
        }
    }

    private void checkAccount(KeyDraft key) {
        if (key.account().isEmpty() || accountIds.containsKey(key.account())) {
            return;
        }
        String nearest = accountIds.size() > MAX_NEAR_ACCOUNTS
                ? ""
                : Nearest.of(key.account(), accountIds.keySet(), 1).stream()
                        .findFirst()
                        .orElse("");
        problems.add(new Problem(
                key.spot().source().name(), key.accountLine(), "spec.account", "no account of this name", nearest));
    }

    /** A key that did not change is wrong all the same once its account has left. */
    private void checkUnchangedKeys() {
        Set<String> living = new HashSet<>(accountIds.values());
        for (Resource.OfKey key : gathering.unchangedKeys()) {
            Spot spot = gathering.seen(Kind.KEY).get(key.head().name());
            if (!living.contains(key.account()) && spot != null) {
                problems.add(spot.source().name(), spot.line(), "spec.account", "this account is no longer declared");
            }
        }
    }

    /** No two keys have one value; a key without rights gives way. */
    private void collectValues() {
        for (Resource row : stored.all(Kind.KEY)) {
            if (!row.head().removed() && !row.head().owner().declares() && row instanceof Resource.OfKey key) {
                if (!gathering.seen(Kind.KEY).containsKey(row.head().name())) {
                    values.put(key.hash(), "the Key " + row.head().name());
                }
            }
        }
        for (Resource.OfKey key : gathering.unchangedKeys()) {
            values.put(key.hash(), key);
        }
        for (KeyDraft key : gathering.changedKeys()) {
            KeyHash value = valueOf(key);
            Object first = value.equals(KeyHash.NONE) ? null : values.putIfAbsent(value, key.spot());
            if (first != null) {
                problems.add(
                        key.spot().source().name(),
                        key.spot().line(),
                        "spec.value",
                        "another key has this value, " + where(first));
            }
        }
    }

    private String where(Object first) {
        return first instanceof Resource.OfKey key
                ? String.valueOf(gathering.seen(Kind.KEY).get(key.head().name()))
                : first.toString();
    }

    /** The value that a key will have: the given one, else the one it has. */
    private static KeyHash valueOf(KeyDraft key) {
        if (!key.value().equals(KeyHash.NONE)) {
            return key.value();
        }
        return key.before() instanceof Resource.OfKey before ? before.hash() : KeyHash.NONE;
    }

    private void putOthers() {
        for (Read read : gathering.changedOthers()) {
            if (read.document().kind() == Kind.ACCOUNT) {
                continue;
            }
            Resource.Head head = head(read.document().kind(), read.document().name(), read);
            String spec = read.spec() instanceof ProviderSpec provider
                    ? ProviderDraft.stored(read, provider, resolver, vault, head.id())
                    : Canonical.json(read.document().spec());
            puts.add(new Resource.Configured(head, spec));
        }
    }

    private void putKey(KeyDraft key) {
        Resource.Head head = head(Kind.KEY, key.name(), key.spot().source().owner(), key.hash(), key.before());
        KeyHash value = valueOf(key);
        String lastFour = key.lastFour();
        Secret made = null;
        if (value.equals(KeyHash.NONE)) {
            made = vault.newKey();
            newKeys.add(new PlannedChange.NewKey(head.id(), key.name(), made, key.signing()));
            value = vault.keyHash(made.reveal());
            lastFour = made.lastFour();
        } else if (key.value().equals(KeyHash.NONE) && key.before() instanceof Resource.OfKey before) {
            lastFour = before.lastFour();
        }
        if (key.before() instanceof Resource.OfKey before
                && !before.hash().equals(value)
                && !before.hash().equals(KeyHash.NONE)) {
            staleValues.add(before.hash());
        }
        String account = accountIds.getOrDefault(key.account(), "");
        puts.add(new Resource.OfKey(
                head, key.spec(), account, value, lastFour, signing.sealed(key, head.id(), account, made)));
    }

    /** What its owner no longer declares loses its effect; a removed key whose value was taken over loses that too. */
    private void removeUndeclared() {
        for (Kind kind : Kind.values()) {
            for (Resource row : stored.all(kind)) {
                boolean undeclared = row.head().owner().declares()
                        && !gathering.seen(kind).containsKey(row.head().name());
                boolean without = row.head().removed()
                        && !gathering.seen(kind).containsKey(row.head().name());
                boolean released = row instanceof Resource.OfKey key && values.containsKey(key.hash());
                if ((undeclared && !row.head().removed()) || (without && released)) {
                    removals.add(new Change.Removal(row, released));
                }
            }
        }
    }

    private Resource.Head head(Kind kind, String name, Read read) {
        return head(kind, name, read.document().owner(), read.hash(), read.before());
    }

    private Resource.Head head(Kind kind, String name, Owner owner, DocumentHash hash, @Nullable Resource before) {
        if (before == null) {
            added++;
            return new Resource.Head(kind, ids.get(), name, owner, hash, 1, false);
        }
        added += before.head().removed() ? 1 : 0;
        return new Resource.Head(
                kind, before.head().id(), name, owner, hash, before.head().version() + 1, false);
    }
}
