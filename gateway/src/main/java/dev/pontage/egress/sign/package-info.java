/** Signs requests to AWS: keys, what is signed, and the fields that prove it. */
@NullMarked
package dev.pontage.egress.sign;

import org.jspecify.annotations.NullMarked;
