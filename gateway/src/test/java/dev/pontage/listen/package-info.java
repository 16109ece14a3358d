/** Tests of the listener over real sockets. */
@NullMarked
package dev.pontage.listen;

import org.jspecify.annotations.NullMarked;
