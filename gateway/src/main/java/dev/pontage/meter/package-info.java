/** From usage to a priced receipt. */
@NullMarked
package dev.pontage.meter;

import org.jspecify.annotations.NullMarked;
