/** The bare prototype beside which the product is measured: the least that a gateway on Vert.x can do. */
@NullMarked
package dev.pontage.bench.prototype;

import org.jspecify.annotations.NullMarked;
