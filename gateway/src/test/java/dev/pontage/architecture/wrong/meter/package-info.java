/** Breaks a rule, for the test that sees the rule bite. */
@NullMarked
package dev.pontage.architecture.wrong.meter;

import org.jspecify.annotations.NullMarked;
