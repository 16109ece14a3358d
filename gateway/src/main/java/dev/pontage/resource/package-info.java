/** From a document to a validated, versioned change. */
@NullMarked
package dev.pontage.resource;

import org.jspecify.annotations.NullMarked;
