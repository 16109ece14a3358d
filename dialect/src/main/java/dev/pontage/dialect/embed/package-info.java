/** What embeddings mean, whatever the protocol, and what splits and joins them between two dialects. */
@NullMarked
package dev.pontage.dialect.embed;

import org.jspecify.annotations.NullMarked;
