/** The rules of the house, checked: who may import whom, what no code may call, what the documents promise. */
@NullMarked
package dev.pontage.architecture;

import org.jspecify.annotations.NullMarked;
