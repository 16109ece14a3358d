/** From a credential to a caller. */
@NullMarked
package dev.pontage.authenticate;

import org.jspecify.annotations.NullMarked;
