package dev.pontage.call;

import dev.pontage.base.Product;
import dev.pontage.base.Secret;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Headers;
import dev.pontage.egress.Place;
import dev.pontage.egress.sign.Payload;
import dev.pontage.exchange.AnswerHeaders;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Head;
import dev.pontage.provider.Auth;
import dev.pontage.provider.Proof;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * Writes the head of an upstream request: what is the same for every request of an origin is encoded once.
 *
 * <p>Only these fields go up: ours, the credential's, and those of the client that {@link Forwarded} lets through.
 */
final class RequestHead {
    static final int CRLF = '\r' << 8 | '\n';
    static final int COLON_BLANK = ':' << 8 | ' ';

    private static final String JSON = "application/json";
    private static final String ACCEPT = "accept";
    private static final String ACCEPTED = "application/json, text/event-stream, */*;q=0.1";

    private final Place place;
    private final String basePath;
    private final byte[] fixed;

    RequestHead(Place place, String rawBasePath, String installationId) {
        this.place = place;
        basePath = rawBasePath;
        // Identity: a coded answer would have to be decoded to be metered, and streams would come in lumps.
        fixed = (" HTTP/1.1\r\nhost: " + place.authority()
                        + "\r\nuser-agent: " + Product.WORD
                        + "\r\naccept-encoding: identity"
                        + "\r\n" + AnswerHeaders.VIA + ": " + installationId)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** About how many bytes it will take. */
    int estimate(String path) {
        return fixed.length + basePath.length() + path.length() + 512;
    }

    /**
     * Whether the attempt's own parts can stand in a head: a path of visible ASCII, a credential without line ends.
     *
     * <p>Both are checked where they are made; this is the last place where a mistake there is still harmless.
     */
    static boolean sound(Attempt attempt) {
        String path = attempt.path();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) <= ' ' || path.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return switch (attempt.candidate().credential().auth()) {
            case Auth.Bearer(Secret key) -> Forwarded.safe(key.reveal());
            case Auth.Header(String name, Secret key) -> token(name) && Forwarded.safe(key.reveal());
            case Auth.None() -> true;
            // What an attempt proves itself with is made for it, and checked where it is written.
            case Auth.Token token -> true;
            case Auth.SigV4 sigV4 -> true;
        };
    }

    /** Writes it, blank line included. */
    void write(Asked asked, Attempt attempt, int bodyLength, Forwarded forwarded, long epochMicros, ByteBuf to) {
        Head head = asked.head();
        ByteBufUtil.writeAscii(to, head.operation().method());
        to.writeByte(' ');
        ByteBufUtil.writeAscii(to, basePath);
        ByteBufUtil.writeAscii(to, attempt.path());
        to.writeBytes(fixed);
        String via = head.headers().first(AnswerHeaders.VIA);
        if (via != null && Forwarded.safe(via)) {
            // Kept, so that a loop over several installations is seen by each of them. What is too long was refused.
            ByteBufUtil.writeAscii(to, ", ");
            ByteBufUtil.writeAscii(to, via);
        }
        to.writeShort(CRLF);
        if (!attempt.conversion().headers().containsKey(ACCEPT)) {
            field(ACCEPT, ACCEPTED, to);
        }
        credential(attempt.candidate().credential().auth(), to);
        proof(asked, attempt, epochMicros, to);
        forwarded.copy(head.headers(), to);
        attempt.conversion().headers().forEach((name, value) -> {
            if (!forwarded.crosses(name, head.headers())) {
                field(name, value, to);
            }
        });
        if (bodyLength > 0) {
            boolean signed = attempt.candidate().credential().auth() instanceof Auth.SigV4;
            boolean same = attempt.conversion() instanceof Conversion.Same && !signed;
            field("content-type", same ? contentType(head.headers()) : JSON, to);
        }
        if (bodyLength > 0 || !head.operation().method().equals("GET")) {
            ByteBufUtil.writeAscii(to, "content-length: ");
            ByteBufUtil.writeAscii(to, Integer.toString(bodyLength));
            to.writeShort(CRLF);
        }
        to.writeShort(CRLF);
    }

    private static void credential(Auth auth, ByteBuf to) {
        switch (auth) {
            case Auth.Bearer(Secret key) -> {
                ByteBufUtil.writeAscii(to, "authorization: Bearer ");
                ByteBufUtil.writeAscii(to, key.reveal());
                to.writeShort(CRLF);
            }
            case Auth.Header(String name, Secret key) -> field(name, key.reveal(), to);
            case Auth.None() -> {}
            case Auth.Token token -> {}
            case Auth.SigV4 sigV4 -> {}
        }
    }

    /** What is refreshed, or signed for this request alone. */
    private void proof(Asked asked, Attempt attempt, long epochMicros, ByteBuf to) {
        if (attempt.proof() instanceof Proof.Nothing) {
            return;
        }
        Payload payload = new Payload();
        if (attempt.proof() instanceof Proof.Signing) {
            attempt.conversion().pieces(asked.body().array(), asked.body().length(), payload);
        }
        attempt.proof()
                .fields(
                        asked.head().operation().method(),
                        place,
                        basePath + attempt.path(),
                        Proof.signed(attempt.conversion().headers()),
                        payload,
                        epochMicros)
                .forEach((name, value) -> {
                    if (!token(name) || !Forwarded.safe(value)) {
                        throw new IllegalStateException("a credential that cannot stand in a head");
                    }
                    field(name, value, to);
                });
    }

    private static String contentType(Headers headers) {
        String given = headers.first("content-type");
        return given != null && given.length() <= 256 && Forwarded.safe(given) ? given : JSON;
    }

    private static void field(String name, String value, ByteBuf to) {
        ByteBufUtil.writeAscii(to, name);
        to.writeShort(COLON_BLANK);
        ByteBufUtil.writeAscii(to, value);
        to.writeShort(CRLF);
    }

    private static boolean token(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (!fine) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
