/** What every test of ours waits and binds with: notice boards and loopback ports. */
@NullMarked
package dev.pontage.testkit;

import org.jspecify.annotations.NullMarked;
