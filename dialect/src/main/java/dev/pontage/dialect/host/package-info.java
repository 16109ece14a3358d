/** What another company's API changes in a dialect's requests and answers: paths, members, framed events. */
@NullMarked
package dev.pontage.dialect.host;

import org.jspecify.annotations.NullMarked;
