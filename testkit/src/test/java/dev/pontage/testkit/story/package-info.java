/** The story files' form, and the runner held against a gateway that only passes bytes on. */
@NullMarked
package dev.pontage.testkit.story;

import org.jspecify.annotations.NullMarked;
