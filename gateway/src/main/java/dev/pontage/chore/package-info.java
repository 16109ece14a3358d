/** Work done by the clock: asks providers what they serve. */
@NullMarked
package dev.pontage.chore;

import org.jspecify.annotations.NullMarked;
