package dev.pontage.listen;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.AnswerHeaders;
import dev.pontage.exchange.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes the listener's own refusals: in the shape of the prefix's dialect, or as plain JSON where there is none. */
final class Refusals {
    private Refusals() {}

    /** Answers the whole refusal. {@code more} are fields beside those of the shape. */
    static void answer(Reply reply, @Nullable Dialect dialect, Refusal refusal, String id, Headers more) {
        Dialect.Rendered rendered = dialect == null ? plain(refusal) : dialect.render(refusal, id);
        Headers.Builder headers = new Headers.Builder().add(AnswerHeaders.REQUEST_ID, id);
        rendered.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase(AnswerHeaders.REQUEST_ID)) {
                headers.add(name, value);
            }
        });
        more.forEach(headers::add);
        byte[] body = rendered.body();
        reply.head(rendered.status(), headers.build(), body.length);
        reply.write(body, 0, body.length);
        reply.end();
    }

    /** The whole refusal as the bytes of a connection's last message, for where no request has been read. */
    static byte[] message(Refusal refusal, String id) {
        byte[] body = plain(refusal).body();
        byte[] head = ("HTTP/1.1 " + HttpResponseStatus.valueOf(refusal.status())
                        + "\r\nconnection: close\r\ncontent-type: application/json\r\n" + AnswerHeaders.REQUEST_ID
                        + ": "
                        + id + "\r\ncontent-length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }

    private static Dialect.Rendered plain(Refusal refusal) {
        StringBuilder json = new StringBuilder("{\"error\":{\"code\":");
        quote(json, refusal.code());
        quote(json.append(",\"message\":"), refusal.message());
        json.append("}}\n");
        Headers.Builder headers = new Headers.Builder().add("content-type", "application/json");
        if (refusal.retryAfterMillis() >= 0) {
            headers.add("retry-after", Long.toString((refusal.retryAfterMillis() + 999) / 1000));
        }
        return new Dialect.Rendered(
                refusal.status(), headers.build(), json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
