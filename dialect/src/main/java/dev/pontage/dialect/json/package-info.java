/** Scans JSON by the byte and changes it by splices, without ever building objects. */
@NullMarked
package dev.pontage.dialect.json;

import org.jspecify.annotations.NullMarked;
