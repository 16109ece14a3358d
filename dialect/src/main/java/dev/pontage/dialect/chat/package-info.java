/** The canonical chat: what a request means and what an answer says, whatever the protocol. */
@NullMarked
package dev.pontage.dialect.chat;

import org.jspecify.annotations.NullMarked;
