/** The scripted upstream and the raw client, held against each other. */
@NullMarked
package dev.pontage.testkit.wire;

import org.jspecify.annotations.NullMarked;
