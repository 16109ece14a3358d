package dev.pontage.dialect;

/**
 * What the target of a request says beside which operation it is.
 *
 * @param path the last parameter of the path, decoded, such as the name of a model; empty if there is none
 * @param query as sent, without its question mark; empty if there is none
 */
public record Parameters(String path, String query) {
    public static final Parameters NONE = new Parameters("", "");

    /** Whether the query has this pair, spelled so. */
    public boolean has(String pair) {
        return ('&' + query + '&').contains('&' + pair + '&');
    }
}
