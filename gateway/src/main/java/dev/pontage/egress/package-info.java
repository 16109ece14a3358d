/** Where connections may go: the address policy and its resolver. */
@NullMarked
package dev.pontage.egress;

import org.jspecify.annotations.NullMarked;
