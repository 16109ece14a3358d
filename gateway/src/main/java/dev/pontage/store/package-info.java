/** SQL behind the ports. */
@NullMarked
package dev.pontage.store;

import org.jspecify.annotations.NullMarked;
