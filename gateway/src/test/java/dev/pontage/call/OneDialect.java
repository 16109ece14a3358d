package dev.pontage.call;

import dev.pontage.exchange.DialectLike;
import java.util.Set;

/** A dialect of which an attempt reads only the name and the forwarded headers. */
final class OneDialect extends DialectLike {
    private final String name;
    private final Set<String> forwardedHeaders;

    OneDialect(String name, Set<String> forwardedHeaders) {
        this.name = name;
        this.forwardedHeaders = forwardedHeaders;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> forwardedHeaders() {
        return forwardedHeaders;
    }
}
