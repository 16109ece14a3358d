/** Speaks as much HTTP/1.1 as our own questions need: one question a connection, every part of its answer bounded. */
@NullMarked
package dev.pontage.egress.http;

import org.jspecify.annotations.NullMarked;
