package dev.pontage.listen;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.exchange.Handler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a method and a path lead to. */
sealed interface Endpoint {

    /** A dialect's operation. {@code argument} is the last path parameter, decoded; empty if there is none. */
    record Call(Dialect dialect, Operation operation, String argument) implements Endpoint {}

    /** Operations of several dialects; which is meant, the request's headers say. At least two. */
    record Shared(List<Call> calls) implements Endpoint {
        public Shared {
            calls = List.copyOf(calls);
        }

        /** The first that claims the request, else the first of all. */
        Call of(Headers headers) {
            for (Call call : calls) {
                if (call.dialect().claims(headers)) {
                    return call;
                }
            }
            return calls.getFirst();
        }
    }

    /** A route of the control plane. */
    record Control(Handler handler) implements Endpoint {}

    /** The path is there, the method is not. {@code dialect} is null outside the data plane. */
    record OtherMethods(@Nullable Dialect dialect, String allowed) implements Endpoint {}

    /** No such path. {@code dialect} is that of the prefix, null if it has none. */
    record Nowhere(@Nullable Dialect dialect) implements Endpoint {}
}
