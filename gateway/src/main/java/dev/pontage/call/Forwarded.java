package dev.pontage.call;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.AnswerHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the client's header fields that a dialect lets through; nothing else crosses (C9).
 *
 * <p>Names that we set ourselves, that carry a client's credential or that belong to one connection never cross,
 * whatever a dialect lists. {@code traceparent} always does. Used on one loop.
 */
final class Forwarded implements BiConsumer<String, String> {
    private static final Set<String> NEVER = Set.of(
            "accept",
            "accept-encoding",
            "api-key",
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "x-api-key",
            "x-goog-api-key",
            AnswerHeaders.VIA);

    private final String[] names;
    private @Nullable ByteBuf target;

    private Forwarded(String[] names) {
        this.names = names;
    }

    static Forwarded of(Set<String> listed) {
        List<String> names = new ArrayList<>(listed);
        names.removeIf(NEVER::contains);
        if (!names.contains("traceparent")) {
            names.add("traceparent");
        }
        return new Forwarded(names.toArray(String[]::new));
    }

    /** Appends the fields that cross, each on its line. */
    void copy(Headers headers, ByteBuf to) {
        target = to;
        headers.forEach(this);
        target = null;
    }

    /** Whether the client has sent a field of this name (lower case) that crosses. */
    boolean crosses(String name, Headers headers) {
        String value = headers.first(name);
        if (value == null || !safe(value)) {
            return false;
        }
        for (String each : names) {
            if (each.equals(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void accept(String name, String value) {
        ByteBuf to = target;
        if (to == null) {
            return;
        }
        for (String each : names) {
            if (each.length() == name.length() && each.equalsIgnoreCase(name) && safe(value)) {
                ByteBufUtil.writeAscii(to, each);
                to.writeShort(RequestHead.COLON_BLANK);
                ByteBufUtil.writeAscii(to, value);
                to.writeShort(RequestHead.CRLF);
                return;
            }
        }
    }

    /** Whether a value can stand in a header line without ending it (RFC 9110, 5.5). */
    static boolean safe(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                return false;
            }
        }
        return true;
    }
}
