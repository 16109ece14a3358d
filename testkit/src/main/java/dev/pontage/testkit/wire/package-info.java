/** Both ends of the gateway by the byte: a scripted upstream, an egress proxy, raw clients, a test authority. */
@NullMarked
package dev.pontage.testkit.wire;

import org.jspecify.annotations.NullMarked;
