/**
 * The demo provider's script engine: text in, timed frames out; {@code boot} serves it on loopback, so it is called
 * like any upstream.
 */
@NullMarked
package dev.pontage.demo;

import org.jspecify.annotations.NullMarked;
