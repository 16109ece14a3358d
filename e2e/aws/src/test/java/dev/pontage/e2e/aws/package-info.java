/** AWS's SDK for Java, end to end. */
@NullMarked
package dev.pontage.e2e.aws;

import org.jspecify.annotations.NullMarked;
