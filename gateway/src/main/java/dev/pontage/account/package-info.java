/** Accounts and the keys that act for them. */
@NullMarked
package dev.pontage.account;

import org.jspecify.annotations.NullMarked;
