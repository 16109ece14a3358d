/** The request's path, top to bottom. */
@NullMarked
package dev.pontage.serve;

import org.jspecify.annotations.NullMarked;
