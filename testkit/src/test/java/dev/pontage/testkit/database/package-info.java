/** The real databases, asked whether they are there and keep their databases apart. */
@NullMarked
package dev.pontage.testkit.database;

import org.jspecify.annotations.NullMarked;
