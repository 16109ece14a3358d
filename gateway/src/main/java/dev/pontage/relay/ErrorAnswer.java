package dev.pontage.relay;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import java.io.ByteArrayOutputStream;

/** An upstream's answer that is no success: its beginning, kept to be judged. */
final class ErrorAnswer {
    private final int status;
    private final Headers headers;
    private final int maxBytes;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    ErrorAnswer(int status, Headers headers, int maxBytes) {
        this.status = status;
        this.headers = headers;
        this.maxBytes = maxBytes;
    }

    /** Keeps what fits; the rest of an error says nothing new. */
    void add(byte[] bytes, int from, int to) {
        int room = maxBytes - body.size();
        body.write(bytes, from, Math.min(to - from, room));
    }

    /** Whether all is here that is looked at. */
    boolean full() {
        return body.size() >= maxBytes;
    }

    /** What it means. A redirect is never followed: it could lead anywhere (F-18). */
    Failure judge(Dialect dialect, long nowEpochMillis) {
        if (status < 400) {
            return new Failure.Garbled("status " + status);
        }
        return dialect.failure(status, headers, body.toByteArray(), body.size(), nowEpochMillis);
    }
}
