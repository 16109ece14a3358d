package dev.pontage.account;

import java.util.ArrayList;
import java.util.List;

/**
 * Who pays: a node of the account tree.
 *
 * @param id lower-case hexadecimal, unique for ever
 * @param name unique, chosen by the operator
 * @param dna the ids of its ancestors, {@code .1.2.}; the root's is {@code .}
 * @param seesUpstream whether answers tell it provider, upstream model and attempts
 * @param usesUnpriced whether it may call models that nobody priced; the root always may (design decision D7)
 * @param refusesLosses whether a request of which an upstream cannot be told everything is refused, not reported (C2)
 */
public record Account(
        String id, String name, String dna, boolean seesUpstream, boolean usesUnpriced, boolean refusesLosses) {

    /** The name of the account above all others. */
    public static final String ROOT = "root";

    public boolean isRoot() {
        return dna.equals(".");
    }

    /** The ids from the root to this account. */
    public List<String> path() {
        List<String> ids = new ArrayList<>();
        int from = 1;
        for (int dot = dna.indexOf('.', from); dot >= 0; dot = dna.indexOf('.', from)) {
            ids.add(dna.substring(from, dot));
            from = dot + 1;
        }
        ids.add(id);
        return ids;
    }
}
