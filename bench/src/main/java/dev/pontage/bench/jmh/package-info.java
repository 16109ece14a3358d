/** Microbenchmarks, run by {@code bench/jmh}. */
@NullMarked
package dev.pontage.bench.jmh;

import org.jspecify.annotations.NullMarked;
