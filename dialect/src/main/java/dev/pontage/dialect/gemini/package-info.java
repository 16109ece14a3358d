/** The Gemini protocol, as Google's Gemini API and Vertex AI speak it. */
@NullMarked
package dev.pontage.dialect.gemini;

import org.jspecify.annotations.NullMarked;
