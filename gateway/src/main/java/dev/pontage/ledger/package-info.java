/** The books: their ports and the records they take. */
@NullMarked
package dev.pontage.ledger;

import org.jspecify.annotations.NullMarked;
