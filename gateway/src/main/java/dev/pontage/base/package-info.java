/** Value types the JDK lacks; at most ten files. */
@NullMarked
package dev.pontage.base;

import org.jspecify.annotations.NullMarked;
