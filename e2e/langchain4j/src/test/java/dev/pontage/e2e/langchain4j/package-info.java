/** LangChain4j's loops of tools, end to end. */
@NullMarked
package dev.pontage.e2e.langchain4j;

import org.jspecify.annotations.NullMarked;
