/** The operators' API: the ledger, and what became of a request. */
@NullMarked
package dev.pontage.admin;

import org.jspecify.annotations.NullMarked;
