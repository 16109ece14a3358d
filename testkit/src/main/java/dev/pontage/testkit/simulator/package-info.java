/** Simulators of the vendors' protocols: real servers that check what they are sent and answer what the prompt says. */
@NullMarked
package dev.pontage.testkit.simulator;

import org.jspecify.annotations.NullMarked;
