/** Holds the dialects to their purity. */
@NullMarked
package dev.pontage.dialect.architecture;

import org.jspecify.annotations.NullMarked;
