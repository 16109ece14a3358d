package dev.pontage.resource;

import dev.pontage.base.Secret;
import java.util.List;

/** What became of configuration that was read: a change, or the reasons why there is none. */
public sealed interface PlannedChange {

    /**
     * The change as a whole is good; it has not been applied.
     *
     * @param newKeys the values of keys that were made; to be shown once
     */
    record Ready(Change change, List<NewKey> newKeys, Counts counts) implements PlannedChange {
        public Ready {
            newKeys = List.copyOf(newKeys);
        }
    }

    /**
     * Something is wrong, so nothing changes.
     *
     * @param problems the first of them, by file and line
     * @param count how many there are in all
     */
    record Refused(List<Problem> problems, int count) implements PlannedChange {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * A key whose document gave no value.
     *
     * @param signs whether requests may be signed with it; then its id is the access key id
     */
    record NewKey(String id, String name, Secret value, boolean signs) {}

    /** How many documents did what; removed are resources without a document. */
    record Counts(int unchanged, int added, int changed, int removed) {}
}
