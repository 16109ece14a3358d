/** Fetches what clients' URLs name, where an upstream wants the bytes: images and documents, bounded in every way. */
@NullMarked
package dev.pontage.egress.fetch;

import org.jspecify.annotations.NullMarked;
