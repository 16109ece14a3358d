package dev.pontage.listen;

/**
 * The limits of one listener.
 *
 * @param requestLineBytes longest request line; longer is 414
 * @param headBytes most bytes of header fields; more is 431
 * @param bodyBytes largest request body; counted, whatever Content-Length says
 * @param readBytes most bytes taken from a socket at once. A connection whose body nobody has asked for holds the rest
 *     of the read that brought its head and at most one read more
 * @param headMillis how long a head may take from its first byte
 * @param idleMillis how long a connection may stay open without a request and without an answer on its way
 * @param bodyRateBytesPerSecond a body that is slower over a whole window is refused with 408
 * @param bodyRateWindowMillis length of that window; the first one is the grace period
 * @param bodyMillis how long a body may take altogether, however steadily it comes
 * @param bodySharePercent how much of the memory that all bodies share one key may hold, or one address where there is
 *     no key; at 50 a heap of 256 MB still takes the largest body
 * @param connectionsPerAddress most connections of one peer address (IPv6: of one /64). An ingress, a NAT and a test on
 *     loopback are one address each, and 2,000 open streams through one of them are ordinary; the double of that costs
 *     an attacker's single machine less than 100 MB here
 * @param connections most connections altogether
 * @param lingerBytes most bytes of a refused request that are read and thrown away
 * @param lingerMillis how long a refused client has to read its refusal and leave
 * @param stuckReaderMillis how long a client may take no byte of an answer that waits for it
 * @param replyBytes most bytes of an answer that wait for a slow client before its source is told to stop
 * @param controlCalls most control-plane calls at once; more is 503
 * @param sweepMillis how often the deadlines of connections are looked at
 */
public record ListenLimits(
        int requestLineBytes,
        int headBytes,
        int bodyBytes,
        int readBytes,
        long headMillis,
        long idleMillis,
        int bodyRateBytesPerSecond,
        long bodyRateWindowMillis,
        long bodyMillis,
        int bodySharePercent,
        int connectionsPerAddress,
        int connections,
        int lingerBytes,
        long lingerMillis,
        long stuckReaderMillis,
        int replyBytes,
        int controlCalls,
        long sweepMillis) {

    public static final ListenLimits DEFAULTS = new ListenLimits(
            8 * 1024,
            16 * 1024,
            32 * 1024 * 1024,
            32 * 1024,
            10_000,
            60_000,
            1024,
            10_000,
            300_000,
            50,
            4_096,
            20_000,
            256 * 1024,
            1_000,
            60_000,
            64 * 1024,
            64,
            250);

    /** The same with other deadlines of a connection. */
    public ListenLimits withConnectionMillis(long head, long idle, long linger, long stuckReader, long sweep) {
        return new ListenLimits(
                requestLineBytes,
                headBytes,
                bodyBytes,
                readBytes,
                head,
                idle,
                bodyRateBytesPerSecond,
                bodyRateWindowMillis,
                bodyMillis,
                bodySharePercent,
                connectionsPerAddress,
                connections,
                lingerBytes,
                linger,
                stuckReader,
                replyBytes,
                controlCalls,
                sweep);
    }

    /** The same with another minimum rate of a body, and another longest time. */
    public ListenLimits withBodyRate(int bytesPerSecond, long windowMillis, long longestMillis) {
        return new ListenLimits(
                requestLineBytes,
                headBytes,
                bodyBytes,
                readBytes,
                headMillis,
                idleMillis,
                bytesPerSecond,
                windowMillis,
                longestMillis,
                bodySharePercent,
                connectionsPerAddress,
                connections,
                lingerBytes,
                lingerMillis,
                stuckReaderMillis,
                replyBytes,
                controlCalls,
                sweepMillis);
    }

    /** The same with other counts of connections. */
    public ListenLimits withConnections(int perAddress, int altogether) {
        return new ListenLimits(
                requestLineBytes,
                headBytes,
                bodyBytes,
                readBytes,
                headMillis,
                idleMillis,
                bodyRateBytesPerSecond,
                bodyRateWindowMillis,
                bodyMillis,
                bodySharePercent,
                perAddress,
                altogether,
                lingerBytes,
                lingerMillis,
                stuckReaderMillis,
                replyBytes,
                controlCalls,
                sweepMillis);
    }
}
