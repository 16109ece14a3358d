/** From the asked model to an ordered list of candidates. */
@NullMarked
package dev.pontage.route;

import org.jspecify.annotations.NullMarked;
