/** Splits an answer's bytes into the events of its framing, cut anywhere, without keeping them. */
@NullMarked
package dev.pontage.dialect.frame;

import org.jspecify.annotations.NullMarked;
