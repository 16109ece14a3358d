package dev.pontage.listen;

/** Hears of connections and requests that never became an exchange. Called on a loop: no waiting, no throwing. */
public interface Turnaways {

    /** One was turned away. */
    void turnedAway(Cause cause);

    /** Why. */
    enum Cause {
        /** One address has as many connections as it may. */
        ADDRESS_FULL,
        /** All connections are taken. */
        CONNECTIONS_FULL,
        /** A request's head took too long. */
        HEAD_LATE,
        /** What came is no HTTP/1 request that we take. */
        MALFORMED,
        /** No such path, or not by this method. */
        NO_ROUTE,
        /** A client took no byte of its answer for too long. */
        STUCK_READER
    }

    /** Nobody listens. */
    Turnaways UNHEARD = cause -> {};
}
