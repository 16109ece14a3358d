/** Google's SDK for Java, end to end. */
@NullMarked
package dev.pontage.e2e.googlegenai;

import org.jspecify.annotations.NullMarked;
