package dev.pontage.exchange;

import dev.pontage.base.Product;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The names of our own answer headers, spelled nowhere else. */
public final class AnswerHeaders {
    private static final String PREFIX = "x-" + Product.WORD + "-";

    public static final String REQUEST_ID = "x-request-id";
    public static final String CHARGE_USD = PREFIX + "charge-usd";
    public static final String RECEIPT = PREFIX + "receipt";
    public static final String PROVIDER = PREFIX + "provider";
    public static final String UPSTREAM_MODEL = PREFIX + "upstream-model";
    public static final String ATTEMPTS = PREFIX + "attempts";
    public static final String UPSTREAM_REQUEST_ID = PREFIX + "upstream-request-id";
    /** Who counted, where no upstream did: {@code estimated}. */
    public static final String USAGE_SOURCE = PREFIX + "usage-source";

    public static final String DROPPED = PREFIX + "dropped";

    /** The request header that marks a call as made by this gateway, so that a loop is seen (508). */
    public static final String VIA = PREFIX + "via";

    /** The request header that names the client's own user. */
    public static final String END_USER = PREFIX + "end-user";

    /** The fields of ours that a browser's script may read. */
    public static final String EXPOSED = String.join(
            ", ",
            REQUEST_ID,
            CHARGE_USD,
            RECEIPT,
            PROVIDER,
            UPSTREAM_MODEL,
            ATTEMPTS,
            DROPPED,
            USAGE_SOURCE,
            "retry-after");

    private AnswerHeaders() {}

    /**
     * A text as a field's value: what is no visible ASCII in it, and the percent sign, is percent-encoded byte by byte
     * as UTF-8 (RFC 3986, 2.1). Other bytes of a field mean what each reader likes (RFC 9110, 5.5).
     */
    public static String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isVisible(text.charAt(i))) {
                return encoded(text);
            }
        }
        return text;
    }

    private static boolean isVisible(int c) {
        return c > ' ' && c < 0x7f && c != '%';
    }

    private static String encoded(String text) {
        StringBuilder value = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isVisible(octet)) {
                value.append((char) octet);
            } else {
                value.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return value.toString();
    }
}
