/** What a call may cost at most, reserved before it is made. */
@NullMarked
package dev.pontage.admit;

import org.jspecify.annotations.NullMarked;
