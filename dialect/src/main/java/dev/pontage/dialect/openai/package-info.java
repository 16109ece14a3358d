/** The protocol that OpenAI defined and most upstreams speak: peek, splices, tap, usage, errors. */
@NullMarked
package dev.pontage.dialect.openai;

import org.jspecify.annotations.NullMarked;
