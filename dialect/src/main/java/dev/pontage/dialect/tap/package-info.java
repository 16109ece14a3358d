/** The way of an answer's bytes to the client while they are read: what is held, what is spliced, when it is complete. */
@NullMarked
package dev.pontage.dialect.tap;

import org.jspecify.annotations.NullMarked;
