/** Breaks a rule, for the test that sees the rule bite. */
@NullMarked
package dev.pontage.architecture.wrong.exchange;

import org.jspecify.annotations.NullMarked;
