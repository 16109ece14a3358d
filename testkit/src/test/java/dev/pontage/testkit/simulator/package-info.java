/** Tests of the simulators. */
@NullMarked
package dev.pontage.testkit.simulator;

import org.jspecify.annotations.NullMarked;
