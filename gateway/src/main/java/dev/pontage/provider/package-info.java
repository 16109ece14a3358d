/** Upstreams as registered: addresses, credentials, limits. */
@NullMarked
package dev.pontage.provider;

import org.jspecify.annotations.NullMarked;
