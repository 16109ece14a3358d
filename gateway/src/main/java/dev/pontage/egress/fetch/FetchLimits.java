package dev.pontage.egress.fetch;

/**
 * The bounds of what is fetched for clients.
 *
 * @param urls of one request
 * @param urlChars of one URL
 * @param redirects that are followed for one URL; each is judged like the first address
 * @param connectMillis until one address is connected
 * @param totalMillis until all that a request names is there, look-ups and redirects included
 * @param headBytes of an answer's head
 * @param bytesEach of one medium
 * @param bytesTotal of all media of a request
 * @param parallel fetches of one request at a time
 * @param atOnce requests of the process that fetch at a time
 * @param atOnceEach how many of them may be of one holder, such as an account
 */
public record FetchLimits(
        int urls,
        int urlChars,
        int redirects,
        int connectMillis,
        int totalMillis,
        int headBytes,
        int bytesEach,
        int bytesTotal,
        int parallel,
        int atOnce,
        int atOnceEach) {
    public static final FetchLimits DEFAULT =
            new FetchLimits(20, 8 << 10, 3, 3_000, 20_000, 16 << 10, 10 << 20, 25 << 20, 4, 64, 32);

    /** The same with another time. */
    public FetchLimits withTotalMillis(int millis) {
        return new FetchLimits(
                urls,
                urlChars,
                redirects,
                connectMillis,
                millis,
                headBytes,
                bytesEach,
                bytesTotal,
                parallel,
                atOnce,
                atOnceEach);
    }
}
