package dev.pontage.admin;

/** Reads plain values from a raw query string. */
final class Query {
    private Query() {}

    /** The number given for {@code name}, or the default where it is absent. */
    static long number(String query, String name, long otherwise) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Long.parseLong(pair.substring(name.length() + 1));
            }
        }
        return otherwise;
    }
}
