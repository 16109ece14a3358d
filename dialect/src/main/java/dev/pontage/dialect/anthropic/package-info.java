/** The Anthropic Messages dialect: its peek, its taps, its errors, its chats in and out of the canonical form. */
@NullMarked
package dev.pontage.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
