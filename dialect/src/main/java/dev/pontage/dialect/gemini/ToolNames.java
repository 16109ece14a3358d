package dev.pontage.dialect.gemini;

import dev.pontage.dialect.json.Malformed;

/**
 * Names of tools as this protocol allows them, and back: what it forbids is escaped as {@code _x2f_} (D19).
 *
 * <p>The escape can be undone without knowing the request, so an answer's reader needs none. A name that is allowed
 * stays as it is, unless it looks escaped itself.
 */
final class ToolNames {
    /** Protocols 4.2. */
    private static final int LENGTH_MAX = 128;

    private ToolNames() {}

    /**
     * The name for an upstream.
     *
     * @throws Malformed if it is too long for the protocol
     */
    static String encode(String name) {
        String encoded = isPlain(name) ? name : escaped(name);
        if (encoded.length() > LENGTH_MAX) {
            throw new Malformed("tools", "has a tool whose name is longer than this provider allows");
        }
        return encoded;
    }

    /** The client's name of what an upstream calls so. */
    static String decode(String name) {
        if (name.indexOf("_x") < 0) {
            return name;
        }
        StringBuilder decoded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); ) {
            int end = escapeEnd(name, i);
            if (end < 0) {
                decoded.append(name.charAt(i++));
            } else {
                decoded.append((char) Integer.parseInt(name, i + 2, end - 1, 16));
                i = end;
            }
        }
        return decoded.toString();
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isAllowed(name.charAt(i), i) || escapeEnd(name, i) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String name) {
        StringBuilder encoded = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean ambiguous = c == '_' && i + 1 < name.length() && name.charAt(i + 1) == 'x';
            if (isAllowed(c, i) && !ambiguous) {
                encoded.append(c);
            } else {
                encoded.append("_x").append(Integer.toHexString(c)).append('_');
            }
        }
        return encoded.toString();
    }

    /** Where the escape that begins here ends, or -1 if none does: {@code _x}, one to four digits, {@code _}. */
    private static int escapeEnd(String name, int from) {
        if (!name.startsWith("_x", from)) {
            return -1;
        }
        int at = from + 2;
        while (at < name.length() && at < from + 6 && isHex(name.charAt(at))) {
            at++;
        }
        return at > from + 2 && at < name.length() && name.charAt(at) == '_' ? at + 1 : -1;
    }

    private static boolean isAllowed(char c, int at) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        return letter || (at > 0 && ((c >= '0' && c <= '9') || c == '.' || c == ':' || c == '-'));
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
