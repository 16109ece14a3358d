package dev.pontage.exchange;

import dev.pontage.account.Account;
import dev.pontage.account.Key;

/** Who calls: a key and the account that it acts for. */
public record Caller(Key key, Account account) {

    /**
     * On whose share of memory its requests count: the account's, since one account with many keys must not leave the
     * others without.
     */
    public String holder() {
        return account.id();
    }
}
