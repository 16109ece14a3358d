package dev.pontage.exchange;

import dev.pontage.account.Account;
import dev.pontage.account.Key;

/** Who calls: a key and the account that it acts for. */
public record Caller(Key key, Account account) {}
