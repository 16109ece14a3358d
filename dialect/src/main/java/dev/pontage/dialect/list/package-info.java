/** The explicit list of the dialects that ship. */
@NullMarked
package dev.pontage.dialect.list;

import org.jspecify.annotations.NullMarked;
