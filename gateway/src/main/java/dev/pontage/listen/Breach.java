package dev.pontage.listen;

import dev.pontage.dialect.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What HTTP/1.1 forbids or what we do not do, whatever the path; the connection closes with the answer. */
final class Breach {
    /** Beside letters and digits: what an authority is spelled with (RFC 3986, 3.2.2 and 3.2.3). */
    private static final String OF_A_HOST = "-._~!$&'()*+,;=:[]%";

    private Breach() {}

    /** What is wrong with a request whose head could be read; null if nothing is. */
    static @Nullable Refusal of(HttpServerRequest request) {
        MultiMap fields = request.headers();
        boolean modern = request.version() == HttpVersion.HTTP_1_1;
        List<String> hosts = fields.getAll(HttpHeaders.HOST);
        if (hosts.size() > 1 || (hosts.isEmpty() && modern) || (hosts.size() == 1 && !isHost(hosts.getFirst()))) {
            return new Refusal(400, "invalid_host", "A request has exactly one Host field, with a host and its port.");
        }
        if (fields.contains("")) {
            return new Refusal(400, "malformed_request", "A header field has no name.");
        }
        if (fields.contains(HttpHeaders.TRANSFER_ENCODING) && !isChunked(fields)) {
            // A coding that is passed over would give a body that nobody sent (RFC 9112, 6.1).
            return new Refusal(501, "transfer_coding_not_supported", "Of transfer codings only chunked is read.");
        }
        String expect = fields.get(HttpHeaders.EXPECT);
        if (expect != null && modern && !expect.equalsIgnoreCase("100-continue")) {
            return new Refusal(417, "expectation_failed", "Of expectations only 100-continue is met.");
        }
        return switch (request.method().name()) {
            case "CONNECT", "TRACE" -> new Refusal(405, "method_not_allowed", "CONNECT and TRACE are never served.");
            default -> null;
        };
    }

    /** An empty one is that of a target without an authority (RFC 9112, 3.2). */
    private static boolean isHost(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
            if (!alphanumeric && OF_A_HOST.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isChunked(MultiMap fields) {
        List<String> codings = fields.getAll(HttpHeaders.TRANSFER_ENCODING);
        return codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked");
    }
}
