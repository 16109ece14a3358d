/** Anthropic's SDK for Java, end to end. */
@NullMarked
package dev.pontage.e2e.anthropic;

import org.jspecify.annotations.NullMarked;
