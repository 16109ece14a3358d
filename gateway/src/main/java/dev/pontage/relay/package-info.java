/** Follow the plan: attempt, judge, retry unseen, stream back. */
@NullMarked
package dev.pontage.relay;

import org.jspecify.annotations.NullMarked;
