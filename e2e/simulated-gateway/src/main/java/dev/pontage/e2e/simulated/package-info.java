/** A gateway in front of simulated vendors of every protocol, for the end-to-end tests of each family of SDKs. */
@NullMarked
package dev.pontage.e2e.simulated;

import org.jspecify.annotations.NullMarked;
