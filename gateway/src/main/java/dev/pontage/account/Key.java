package dev.pontage.account;

import java.util.List;

/**
 * A gateway key as the request path sees it: its secret is not here, only what it may do.
 *
 * @param id public id, lower-case hexadecimal
 * @param name the operator's name for it
 * @param account id of the account it acts for; an id, so that a changed account costs one row and not its keys'
 * @param lastFour the last characters of its value, for people
 * @param budgets money caps; empty means none
 * @param origins browser origins that may call with it; empty means none
 * @param browser whether {@code *} among the origins is meant
 */
public record Key(
        String id,
        String name,
        String account,
        String lastFour,
        List<Budget> budgets,
        List<String> origins,
        boolean browser) {

    public Key {
        budgets = List.copyOf(budgets);
        origins = List.copyOf(origins);
    }
}
