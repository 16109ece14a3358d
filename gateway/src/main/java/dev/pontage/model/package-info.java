/** Model names: what was asked becomes what serves. */
@NullMarked
package dev.pontage.model;

import org.jspecify.annotations.NullMarked;
