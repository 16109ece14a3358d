/** Real PostgreSQL, MariaDB and Redis, brought by the build and started once in a JVM. */
@NullMarked
package dev.pontage.testkit.database;

import org.jspecify.annotations.NullMarked;
