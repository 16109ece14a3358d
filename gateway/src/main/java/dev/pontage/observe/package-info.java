/** What happened, as log lines and as metrics. */
@NullMarked
package dev.pontage.observe;

import org.jspecify.annotations.NullMarked;
