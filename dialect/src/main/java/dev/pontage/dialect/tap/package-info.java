/** Moves an answer's bytes to the client while a dialect reads them: what is held, what is spliced, where it ends. */
@NullMarked
package dev.pontage.dialect.tap;

import org.jspecify.annotations.NullMarked;
