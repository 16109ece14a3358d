package dev.pontage.resource;

import dev.pontage.resource.Spec.KeySpec;
import dev.pontage.resource.Spec.ProviderSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes documents one by one and keeps of each as little as the whole needs.
 *
 * <p>A document whose hash is the stored one is neither validated nor written again; its names still count when others
 * refer to it.
 */
final class Gathering {
    private final StoredRows stored;
    private final Specs specs;
    private final Vault vault;
    private final SecretResolver resolver;
    private final Problems problems;

    private final Map<Kind, Map<String, Spot>> seen = new EnumMap<>(Kind.class);
    private final Set<String> vendorsInUse = new HashSet<>();
    private final List<KeyDraft> changedKeys = new ArrayList<>();
    private final List<Read> changedOthers = new ArrayList<>();
    private final List<Resource.OfKey> unchangedKeys = new ArrayList<>();
    private final List<Read> unchangedOthers = new ArrayList<>();
    private int documents;
    private int unchanged;

    Gathering(StoredRows stored, Specs specs, Vault vault, SecretResolver resolver, Problems problems) {
        this.stored = stored;
        this.specs = specs;
        this.vault = vault;
        this.resolver = resolver;
        this.problems = problems;
        for (Kind kind : Kind.values()) {
            seen.put(kind, new HashMap<>());
        }
    }

    void accept(Document document) {
        documents++;
        Resource before = stored.find(document.kind(), document.name());
        if (yields(document, before)) {
            return;
        }
        Spot first = seen(document.kind()).putIfAbsent(document.name(), new Spot(document.source(), document.line()));
        if (first != null) {
            wrong(
                    document,
                    "metadata.name",
                    "a second " + document.kind().word() + " of this name; the first is in " + first);
            return;
        }
        if (before != null && !mayTakeOver(document, before)) {
            wrong(
                    document,
                    "metadata.name",
                    "this " + document.kind().word() + " is there already and belongs to "
                            + before.head().owner().word());
            return;
        }
        StringBuilder canonical = canonical(document);
        boolean unasked = document.kind() == Kind.KEY && resolver.appendReferenceTo(canonical, document.spec());
        DocumentHash hash = vault.documentHash(canonical.toString().getBytes(StandardCharsets.UTF_8));
        if (before != null && (unasked ? isAsStored(document, before) : isSame(document, before.head(), hash))) {
            unchanged++;
            keep(document, before);
        } else {
            read(document, hash, before);
        }
    }

    List<KeyDraft> changedKeys() {
        return changedKeys;
    }

    /** Changed documents of all other kinds. */
    List<Read> changedOthers() {
        return changedOthers;
    }

    List<Resource.OfKey> unchangedKeys() {
        return unchangedKeys;
    }

    /** Unchanged documents of the kinds that others are judged against. */
    List<Read> unchangedOthers() {
        return unchangedOthers;
    }

    /** How many documents were accepted so far. */
    int documents() {
        return documents;
    }

    int unchanged() {
        return unchanged;
    }

    Map<String, Spot> seen(Kind kind) {
        Map<String, Spot> names = seen.get(kind);
        if (names == null) {
            throw new IllegalStateException("no names of kind " + kind);
        }
        return names;
    }

    /**
     * What the program offers by itself gives way: a first key to any of its name, a vendor found in the environment
     * to a provider of its name, and to any provider of that vendor (two would share its calls).
     */
    private boolean yields(Document document, @Nullable Resource before) {
        Owner owner = document.owner();
        if (owner.equals(Owner.START)) {
            return before != null || seen(document.kind()).containsKey(document.name());
        }
        if (!owner.equals(Owner.ENVIRONMENT)) {
            return false;
        }
        boolean another = before != null
                && !before.head().removed()
                && !before.head().owner().declares();
        String vendor = document.spec().text("vendor").map(Tree.Text::text).orElse("");
        return another || seen(document.kind()).containsKey(document.name()) || vendorsInUse.contains(vendor);
    }

    private static boolean mayTakeOver(Document document, Resource before) {
        Owner owner = before.head().owner();
        return before.head().removed()
                || owner.equals(document.owner())
                || owner.declares()
                || owner.equals(Owner.START);
    }

    private static boolean isSame(Document document, Resource.Head before, DocumentHash hash) {
        return !before.removed()
                && before.owner().equals(document.owner())
                && before.hash().equals(hash);
    }

    /** While a secret manager cannot be asked, a key whose document says what is stored stays what it is. */
    private static boolean isAsStored(Document document, Resource before) {
        return !before.head().removed()
                && before.head().owner().equals(document.owner())
                && before.spec().equals(KeyDraft.storedSpec(document.spec()));
    }

    private StringBuilder canonical(Document document) {
        StringBuilder canonical = new StringBuilder(256);
        canonical
                .append(document.kind().word())
                .append('\0')
                .append(document.name())
                .append('\0');
        Canonical.write(document.spec(), canonical);
        switch (document.kind()) {
            case PROVIDER, KEY -> resolver.appendTo(canonical, document.spec());
            case ACCOUNT, MODEL_MAP, PRICE_BOOK, SETTING -> {}
        }
        return canonical;
    }

    private void keep(Document document, Resource before) {
        switch (before) {
            case Resource.OfKey key -> unchangedKeys.add(key);
            case Resource.OfAccount account -> {}
            case Resource.Configured configured -> {
                Scope silent = Scope.of(document.source(), new Problems(0)).at("spec");
                Spec spec = specs.read(document.kind(), document.name(), document.spec(), silent);
                unchangedOthers.add(new Read(document, spec, before.head().hash(), before));
                noteVendor(document, spec);
            }
        }
    }

    private void read(Document document, DocumentHash hash, @Nullable Resource before) {
        Scope scope = Scope.of(document.source(), problems).at("spec");
        Spec spec = specs.read(document.kind(), document.name(), document.spec(), scope);
        if (spec instanceof KeySpec key) {
            changedKeys.add(KeyDraft.of(document, key, hash, before, resolver, vault, scope));
        } else {
            changedOthers.add(new Read(document, spec, hash, before));
            noteVendor(document, spec);
        }
    }

    private void noteVendor(Document document, Spec spec) {
        if (spec instanceof ProviderSpec provider && !document.owner().equals(Owner.ENVIRONMENT)) {
            vendorsInUse.add(provider.vendor());
        }
    }

    private void wrong(Document document, String field, String expected) {
        problems.add(document.source().name(), document.line(), field, expected);
    }

    /** A document with what it says, and the row that it had. */
    record Read(
            Document document,
            Spec spec,
            DocumentHash hash,
            @Nullable Resource before) {}

    /** Where a document begins. */
    record Spot(SourceText source, int line) {
        @Override
        public String toString() {
            return source.name() + ":" + line;
        }
    }
}
