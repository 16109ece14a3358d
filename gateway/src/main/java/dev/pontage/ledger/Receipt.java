package dev.pontage.ledger;

import dev.pontage.dialect.Usage;
import java.util.List;
import java.util.Locale;

/**
 * The one priced record of an admitted exchange; it becomes a ledger entry.
 *
 * @param requestId 32 hexadecimal digits, the {@code x-request-id} of the answer
 * @param account id of the calling account
 * @param dna the account's DNA at that time
 * @param key id of the calling key
 * @param endUser the client's own user, empty if not given
 * @param tags the client's labels
 * @param operation the word of the operation, such as {@code chat}
 * @param dialect the client's dialect
 * @param asked the model as the client named it
 * @param model the mapped name, which rights and prices go by
 * @param provider name of the provider that served, empty if none did
 * @param credential id of the credential that served, empty if none did
 * @param upstreamModel the name the upstream was asked for
 * @param attempts how many attempts were made
 * @param usageSource who counted
 * @param priceVersion which price was applied, empty if unpriced
 * @param chargeNanoUsd what the calling account pays
 * @param costNanoUsd what the upstream takes
 * @param budgetNanoUsd what budgets count, which is more than the charge where a model is unpriced
 * @param charges what each level of the account path pays, from the calling account up to the root; if not empty, the
 *     first is that account's own {@code chargeNanoUsd}
 * @param flags oddities, in words
 * @param dropped fields that were not passed on
 * @param abandoned what went up, may have cost something there and is billed to nobody (F-08); in order, and one
 *     attempt can stand here twice
 */
public record Receipt(
        String requestId,
        String account,
        String dna,
        String key,
        String endUser,
        List<String> tags,
        String operation,
        String dialect,
        String asked,
        String model,
        String provider,
        String credential,
        String upstreamModel,
        Outcome outcome,
        int attempts,
        Usage usage,
        UsageSource usageSource,
        String priceVersion,
        long chargeNanoUsd,
        long costNanoUsd,
        long budgetNanoUsd,
        List<Charge> charges,
        List<Flag> flags,
        List<String> dropped,
        List<Abandoned> abandoned,
        long startedAtMicros,
        long endedAtMicros) {

    public Receipt {
        if (!charges.isEmpty() && !charges.getFirst().equals(new Charge(account, chargeNanoUsd))) {
            throw new IllegalArgumentException("the first charge is not the calling account's own");
        }
    }

    /** What one account of the path pays. */
    public record Charge(String account, long nanoUsd) {}

    /**
     * A request that went up and whose output nobody received.
     *
     * @param number its attempt's
     * @param model the mapped name that this candidate stood for; of a list of fallbacks each has its own
     */
    public record Abandoned(
            int number,
            String provider,
            String credential,
            String model,
            String upstreamModel,
            String failure,
            long costNanoUsd) {}

    /** Who counted the tokens. */
    public enum UsageSource {
        PROVIDER,
        COUNTED,
        ESTIMATED;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    /** How the exchange ended, seen from the client. */
    public enum Outcome {
        /** The whole answer was delivered. */
        SERVED,
        /** The answer ended in an error after it had begun. */
        CUT,
        /** The client left before the end. */
        GONE,
        /** No attempt gave an answer; the client got an error. */
        FAILED;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    /** Something a reader of the books should know about a row. */
    public enum Flag {
        /** No price was known; the charge is 0. */
        UNPRICED,
        /** A contradictory count was clamped (L-21). */
        CLAMPED,
        /** The usage is ours, not the provider's. */
        ESTIMATED;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }
}
