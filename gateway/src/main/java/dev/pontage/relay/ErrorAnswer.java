package dev.pontage.relay;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;

/** An upstream's answer that is no success: its beginning, kept to be judged. */
final class ErrorAnswer {
    private final int status;
    private final Headers headers;
    private final int maxBytes;
    private final Hold body = new Hold();

    ErrorAnswer(int status, Headers headers, int maxBytes) {
        this.status = status;
        this.headers = headers;
        this.maxBytes = maxBytes;
    }

    /** Keeps what fits; the rest of an error says nothing new. */
    void add(byte[] bytes, int from, int to) {
        int room = maxBytes - body.length();
        if (room > 0) {
            body.add(bytes, from, Math.min(to, from + room));
        }
    }

    /** What it means. A redirect is never followed: it could lead anywhere (F-18). */
    Failure judge(Dialect dialect, long nowEpochMillis) {
        if (status < 400) {
            return new Failure.Garbled("status " + status);
        }
        return dialect.failure(status, headers, body.bytes(), body.length(), nowEpochMillis);
    }
}
