package dev.pontage.admin;

import dev.pontage.base.Secret;
import dev.pontage.dialect.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The operator's bearer token; compared in constant time. */
public final class OperatorToken {
    private static final String SCHEME = "Bearer ";

    private final byte[] expected;

    public OperatorToken(Secret token) {
        expected = token.reveal().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the request carries it. */
    public boolean carriedBy(Headers headers) {
        String given = headers.first("authorization");
        return given != null
                && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        expected, given.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    }
}
