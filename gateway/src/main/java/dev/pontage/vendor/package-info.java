/** What we know about each upstream company, as data files. */
@NullMarked
package dev.pontage.vendor;

import org.jspecify.annotations.NullMarked;
