package dev.pontage.resource;

import dev.pontage.account.KeyHash;

/**
 * A resource as it is stored: a validated spec under an id that its name keeps for ever.
 *
 * <p>Three shapes, because stores keep them differently: of what operators configure there is little and every version
 * stays; accounts and keys are very many and keep a compact audit (design decision D8).
 */
public sealed interface Resource {

    Head head();

    /**
     * The spec as canonical JSON: what the document said. Literal secrets stand in it sealed ({@code {"sealed":
     * "BASE64"}}); values behind {@code env} and {@code file} never do, only their names. A key's value is left out.
     */
    String spec();

    /**
     * What all resources have.
     *
     * @param id lower-case hexadecimal, unique over all kinds, never reused
     * @param name unique within its kind
     * @param hash of the document that it was made from
     * @param version 1 at first, one more with every change
     * @param removed whether it is only a row that keeps its name's id; it has no effect and no rights
     */
    record Head(Kind kind, String id, String name, Owner owner, DocumentHash hash, long version, boolean removed) {}

    /** A provider, model map, price book or setting. */
    record Configured(Head head, String spec) implements Resource {}

    /**
     * An account.
     *
     * @param parent id of the account above; empty for the root
     * @param dna ids of its ancestors, {@code .1.2.}; the root's is {@code .}
     */
    record OfAccount(Head head, String spec, String parent, String dna) implements Resource {}

    /**
     * A key.
     *
     * @param account id of the account that it acts for
     * @param hash of its value; unique among all keys, {@link KeyHash#NONE} where another key took the value over
     * @param lastFour the last characters of its value, for people
     * @param signingSecret its value, sealed to the row and the account ({@link Vault#sealSigning}); empty unless
     *     requests may be signed with it
     */
    record OfKey(Head head, String spec, String account, KeyHash hash, String lastFour, String signingSecret)
            implements Resource {

        /** A key that does not sign. */
        public OfKey(Head head, String spec, String account, KeyHash hash, String lastFour) {
            this(head, spec, account, hash, lastFour, "");
        }

        /** Whether requests may be signed with it. */
        public boolean signs() {
            return !signingSecret.isEmpty();
        }
    }
}
