/** Stories: one exchange in one text file, read, played against a gateway by the byte, and rewritten on request. */
@NullMarked
package dev.pontage.testkit.story;

import org.jspecify.annotations.NullMarked;
