package dev.pontage.dialect.chat;

import dev.pontage.dialect.Framing;

/**
 * What a client's answer needs to know that no upstream can tell it.
 *
 * @param requestId ours, for protocols that demand an id where the upstream gave none
 * @param epochSeconds when the exchange began, for protocols that demand a time where the upstream gave none
 * @param shownModel the name the client asked for; empty: the upstream's own is shown (C4)
 * @param framing how the client wants it
 * @param usageAsked whether the client asked to see usage in the stream (C3)
 */
public record Envelope(String requestId, long epochSeconds, String shownModel, Framing framing, boolean usageAsked) {

    /** Whether the client asked for a stream. */
    public boolean streamed() {
        return framing.streamed();
    }
}
