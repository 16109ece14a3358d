/** The counters that admission reserves from. */
@NullMarked
package dev.pontage.cell;

import org.jspecify.annotations.NullMarked;
