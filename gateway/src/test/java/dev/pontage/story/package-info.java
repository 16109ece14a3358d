/** Plays the stories below {@code cases/} against a whole gateway. */
@NullMarked
package dev.pontage.story;

import org.jspecify.annotations.NullMarked;
