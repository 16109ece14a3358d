package dev.pontage.egress.credential;

import java.nio.charset.StandardCharsets;

/** What was answered to a question of ours: a status and a body, whole and bounded. */
public final class WebAnswer {
    private final int status;
    private final byte[] body;

    WebAnswer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public boolean fine() {
        return status >= 200 && status < 300;
    }

    /** The body itself, not a copy. */
    @SuppressWarnings("EI_EXPOSE_REP")
    byte[] body() {
        return body;
    }

    /** The body as UTF-8. It may hold a secret. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
