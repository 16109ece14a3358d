/** The command line. */
@NullMarked
package dev.pontage.cli;

import org.jspecify.annotations.NullMarked;
