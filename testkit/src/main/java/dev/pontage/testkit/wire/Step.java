package dev.pontage.testkit.wire;

/** One thing that a scripted upstream does while it answers. Byte arrays are never changed after construction. */
sealed interface Step {
    /** Writes an interim or final status line and fields, as given and no more. */
    record Head(int status, Fields fields) implements Step {}

    /** Writes body bytes under the answer's framing. */
    final class Body implements Step {
        private final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** Writes bytes past any framing. */
    final class Raw implements Step {
        private final byte[] bytes;

        Raw(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** Writes the same body bytes again and again, until the limit: what the peer takes is counted. */
    final class Flood implements Step {
        private final byte[] bytes;
        private final long limitBytes;

        Flood(byte[] bytes, long limitBytes) {
            this.bytes = bytes;
            this.limitBytes = limitBytes;
        }

        byte[] bytes() {
            return bytes;
        }

        long limitBytes() {
            return limitBytes;
        }
    }

    /** Waits until the test releases the gate of that name. */
    record Gate(String name) implements Step {}

    /** Waits by the upstream's pauses. */
    record Pause(long nanos) implements Step {}

    /** Waits until the whole request body has been read. */
    record AwaitBody() implements Step {}

    /** Ends the body as its framing says; the connection stays if it can. */
    record End() implements Step {}

    /** Closes the connection with a FIN. */
    record Close() implements Step {}

    /** Closes the connection with an RST. */
    record Reset() implements Step {}

    /** Shuts the output and goes on reading. */
    record HalfClose() implements Step {}

    /** Does nothing more until the peer leaves or the upstream is closed. */
    record Hang() implements Step {}
}
