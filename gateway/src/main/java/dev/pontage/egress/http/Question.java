package dev.pontage.egress.http;

import dev.pontage.base.Product;
import dev.pontage.dialect.Headers;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/** A question of ours as it is sent: it carries nothing but what is given here and the product's name. */
public final class Question {
    private Question() {}

    /**
     * The bytes of a question.
     *
     * @param path as in a request line, escaped, with its query
     * @param body empty for none
     * @throws ProtocolException if a field or the path has a character that it may not have
     */
    public static byte[] bytes(String method, String path, String authority, Headers headers, byte[] body)
            throws ProtocolException {
        StringBuilder head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nhost: ")
                .append(authority)
                .append("\r\nuser-agent: ")
                .append(Product.NAME)
                .append('/')
                .append(Product.VERSION)
                .append("\r\naccept-encoding: identity\r\nconnection: close\r\n");
        boolean[] clean = {path.indexOf(' ') < 0 && visible(path)};
        headers.forEach((name, value) -> {
            clean[0] &= visible(name) && visible(value);
            head.append(name).append(": ").append(value).append("\r\n");
        });
        if (!clean[0]) {
            throw new ProtocolException("a field of the question has a character that no field may have");
        }
        if (body.length > 0 || !method.equals("GET")) {
            head.append("content-length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + body.length);
        whole.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    private static boolean visible(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
