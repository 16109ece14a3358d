/** What one wire protocol is: its operations, its peek at a request, its tap on an answer, its refusals. */
@NullMarked
package dev.pontage.dialect;

import org.jspecify.annotations.NullMarked;
