/** Settings, wiring by hand, start and stop. */
@NullMarked
package dev.pontage.boot;

import org.jspecify.annotations.NullMarked;
