/** What a chat means, whatever the protocol: requests, answers as events, and what joins two dialects. */
@NullMarked
package dev.pontage.dialect.chat;

import org.jspecify.annotations.NullMarked;
