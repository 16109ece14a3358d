/** OpenAI's SDK for Java against a running gateway, as an application would use it. */
@NullMarked
package dev.pontage.e2e.openai;

import org.jspecify.annotations.NullMarked;
