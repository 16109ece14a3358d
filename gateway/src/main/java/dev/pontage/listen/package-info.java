/** Sockets turned into exchanges and control-plane calls. */
@NullMarked
package dev.pontage.listen;

import org.jspecify.annotations.NullMarked;
