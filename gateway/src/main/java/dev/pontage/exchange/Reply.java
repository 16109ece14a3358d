package dev.pontage.exchange;

import dev.pontage.dialect.Headers;

/**
 * The client's side of an exchange: where its answer goes, and how its leaving is heard. Used on the exchange's loop.
 *
 * <p>Everything written in one turn of the loop leaves in one write. After the client has gone every call is ignored.
 */
public interface Reply {

    /** Status and fields of the answer; sent with the first bytes. {@code length} is negative for a chunked body. */
    void head(int status, Headers headers, long length);

    /** Whether {@link #head} was called: from then on status and fields are spent. */
    boolean headed();

    /** Body bytes, copied before the call returns. False: the client is slow, stop until {@link #onDrain}. */
    boolean write(byte[] bytes, int from, int to);

    /** The whole answer has been given. */
    void end();

    /** Breaks the connection off, so that the client cannot take the answer for complete. */
    void cut();

    /** Called whenever the client has caught up after a {@code false} of {@link #write}. */
    void onDrain(Runnable drained);

    /** Called once when the client leaves before {@link #end} or {@link #cut}. */
    void onGone(Runnable gone);

    /**
     * Called at most once, when the gateway stops and the time that answers had to end is over: this one must be ended
     * at once. Whoever does not ask for it loses its connection then.
     */
    void onStop(Runnable stopping);

    boolean gone();

    /** Somebody off the loop reads the request's body: its memory is not given back before they are done. */
    default void holdBody() {}

    /** One of them is done. */
    default void letBodyGo() {}
}
