/** Breaks a rule, for the test that sees the rule bite. */
@NullMarked
package dev.pontage.architecture.wrong.chore;

import org.jspecify.annotations.NullMarked;
