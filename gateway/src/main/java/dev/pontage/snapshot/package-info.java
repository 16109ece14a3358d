/** The immutable, compiled view of all state that the verbs read. */
@NullMarked
package dev.pontage.snapshot;

import org.jspecify.annotations.NullMarked;
