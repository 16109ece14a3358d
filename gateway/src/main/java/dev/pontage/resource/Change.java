package dev.pontage.resource;

import dev.pontage.account.KeyHash;
import java.util.List;

/**
 * A difference that is applied as a whole or not at all.
 *
 * @param author who made it, {@code file:NAME} for files, several joined by a comma
 * @param removals what loses its effect; entered before the puts
 * @param puts what is new or other, whole rows; accounts come before the keys that name them
 * @param staleValues hashes that keys among the puts had before and no longer have
 */
public record Change(String author, List<Removal> removals, List<Resource> puts, List<KeyHash> staleValues) {

    public Change {
        removals = List.copyOf(removals);
        puts = List.copyOf(puts);
        staleValues = List.copyOf(staleValues);
    }

    /** A change in which no key gets another value. */
    public Change(String author, List<Removal> removals, List<Resource> puts) {
        this(author, removals, puts, List.of());
    }

    public boolean isEmpty() {
        return removals.isEmpty() && puts.isEmpty();
    }

    /**
     * A row that stays and loses its effect.
     *
     * @param before the row as it was
     * @param releasesValue of a key: whether its hash is dropped, since a key of the same change has the value now
     */
    public record Removal(Resource before, boolean releasesValue) {

        /** The row's version from now on. */
        public long version() {
            return before.head().version() + 1;
        }

        /** The row from now on. */
        public Resource after() {
            Resource.Head old = before.head();
            Resource.Head head = new Resource.Head(
                    old.kind(), old.id(), old.name(), old.owner(), DocumentHash.NONE, version(), true);
            return switch (before) {
                case Resource.Configured row -> new Resource.Configured(head, row.spec());
                case Resource.OfAccount row -> new Resource.OfAccount(head, row.spec(), row.parent(), row.dna());
                case Resource.OfKey row ->
                    new Resource.OfKey(
                            head,
                            row.spec(),
                            row.account(),
                            releasesValue ? KeyHash.NONE : row.hash(),
                            row.lastFour(),
                            releasesValue ? "" : row.signingSecret());
            };
        }
    }
}
