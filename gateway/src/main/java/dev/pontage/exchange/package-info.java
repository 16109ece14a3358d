/** What the stages hand to each other: records, sealed types, and the ports between stages. */
@NullMarked
package dev.pontage.exchange;

import org.jspecify.annotations.NullMarked;
