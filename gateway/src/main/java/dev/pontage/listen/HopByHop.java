package dev.pontage.listen;

/** The fields that speak of one connection (RFC 9110, 7.6.1) or of framing; here they are the listener's alone. */
final class HopByHop {
    private HopByHop() {}

    /** Whether {@code name} is one of them. By length first: nearly every field is told apart by that. */
    static boolean names(String name) {
        return switch (name.length()) {
            case 2 -> name.equalsIgnoreCase("te");
            case 7 -> name.equalsIgnoreCase("upgrade") || name.equalsIgnoreCase("trailer");
            case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
            case 14 -> name.equalsIgnoreCase("content-length");
            case 16 -> name.equalsIgnoreCase("proxy-connection");
            case 17 -> name.equalsIgnoreCase("transfer-encoding");
            default -> false;
        };
    }
}
