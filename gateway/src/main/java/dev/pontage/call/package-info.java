/** One attempt against one candidate. */
@NullMarked
package dev.pontage.call;

import org.jspecify.annotations.NullMarked;
