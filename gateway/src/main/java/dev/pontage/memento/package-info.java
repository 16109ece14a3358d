/** What makers want back with tool calls, kept sealed until the next turn of a client that cannot send it. */
@NullMarked
package dev.pontage.memento;

import org.jspecify.annotations.NullMarked;
