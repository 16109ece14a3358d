/** What we prove ourselves with towards clouds: fetched, held, and fetched anew before it ends. */
@NullMarked
package dev.pontage.egress.credential;

import org.jspecify.annotations.NullMarked;
