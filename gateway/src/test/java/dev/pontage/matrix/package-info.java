/** Finds out by trying what of every protocol reaches every other, and holds the guide's table to it. */
@NullMarked
package dev.pontage.matrix;

import org.jspecify.annotations.NullMarked;
