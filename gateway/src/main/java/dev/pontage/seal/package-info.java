/** Sealed values, hashed keys, and the keyset file behind both. */
@NullMarked
package dev.pontage.seal;

import org.jspecify.annotations.NullMarked;
