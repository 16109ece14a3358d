package dev.pontage.resource;

import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Destination;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the base URL of an upstream.
 *
 * <p>A private or loopback address is taken from a file given to {@code serve -f} alone. What is judged here is how the
 * address is written, early and readably; where a name leads is judged when it is connected to.
 */
final class BaseUrl {
    /** Stands where none could be read. */
    static final URI NONE = URI.create("");

    private static final int MAX_CHARS = 2_048;

    private BaseUrl() {}

    /** The URL without a trailing slash; empty if it does not fit, which has been reported. */
    static Optional<URI> read(String text, Scope scope, int line) {
        Optional<URI> url = syntax(text);
        if (url.isEmpty()) {
            scope.wrong(
                    line,
                    "expected a URL with http or https, a host, maybe a port and a path, and nothing else, such as"
                            + " https://api.example/v1");
        } else if (!scope.stored()
                && AddressPolicy.judge(url.get(), scope.owner().isFile()) instanceof Destination.Forbidden forbidden) {
            scope.wrong(line, "this address is not called: " + forbidden.reason());
            return Optional.empty();
        }
        return url;
    }

    /** What the text says, if it is such a URL. */
    static Optional<URI> syntax(String text) {
        if (text.length() > MAX_CHARS || text.contains("/..") || text.contains("/./")) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text).parseServerAuthority();
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean fits = (scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() != 0
                    && uri.getPort() <= 65_535
                    && !uri.getRawPath().endsWith("/");
            return fits ? Optional.of(lowerCaseHost(uri, scheme)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static URI lowerCaseHost(URI uri, String scheme) throws URISyntaxException {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new URI(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + uri.getRawPath());
    }
}
