/** Prices in nano-USD and the one rounding. */
@NullMarked
package dev.pontage.price;

import org.jspecify.annotations.NullMarked;
