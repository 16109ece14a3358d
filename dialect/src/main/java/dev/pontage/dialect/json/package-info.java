/** Scans JSON by the byte and changes it by splices, without building objects; reads a tree where it is translated. */
@NullMarked
package dev.pontage.dialect.json;

import org.jspecify.annotations.NullMarked;
