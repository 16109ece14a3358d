/** Reads secrets from the managers that keep them: what a reference means, and how each manager is asked. */
@NullMarked
package dev.pontage.egress.secret;

import org.jspecify.annotations.NullMarked;
