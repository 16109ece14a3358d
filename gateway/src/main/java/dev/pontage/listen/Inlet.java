package dev.pontage.listen;

import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;

/** Where data-plane requests go. */
public interface Inlet {

    /** Takes one request, on its loop. It must end its reply, now or later: nothing else will. */
    void accept(Exchange exchange, Head head);
}
