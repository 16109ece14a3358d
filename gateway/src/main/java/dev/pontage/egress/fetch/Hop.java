package dev.pontage.egress.fetch;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Headers;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Destination;
import dev.pontage.egress.Place;
import dev.pontage.egress.http.Connection;
import dev.pontage.egress.http.HttpAnswer;
import dev.pontage.egress.http.Question;
import dev.pontage.egress.http.Waiting;
import dev.pontage.egress.http.Watch;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * One GET of one URL: judged, resolved once, connected to a checked address with {@code Host} and SNI of the name.
 * Carries nothing of the client's, and nothing of ours but the product's name.
 */
final class Hop implements Closeable {
    private static final Headers ACCEPT = Headers.of("accept", "*/*");

    private final Connection connection;
    private final HttpAnswer answer;

    private Hop(Connection connection, HttpAnswer answer) {
        this.connection = connection;
        this.answer = answer;
    }

    /** What a hop is made with. */
    record Means(AddressPolicy policy, Supplier<SSLSocketFactory> tls, FetchLimits limits) {}

    /** Asks, and reads the answer's head. */
    static Hop open(Means means, URI url, Watch watch) throws IOException, Unfetched {
        Place place = place(means.policy(), url);
        List<InetSocketAddress> addresses = addresses(means.policy(), place, watch);
        Connection connection = Connection.open(addresses, means.limits().connectMillis(), watch);
        try {
            if (place.tls()) {
                connection.overTls(means.tls().get(), place);
            }
            byte[] question = Question.bytes("GET", path(url), place.authority(), ACCEPT, new byte[0]);
            return new Hop(connection, connection.ask(question, means.limits().headBytes()));
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    HttpAnswer answer() {
        return answer;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    /** Only the authority is judged: the policy has no opinion on paths. */
    private static Place place(AddressPolicy policy, URI url) throws Unfetched {
        String authority = url.getRawAuthority();
        if (url.getScheme() == null || authority == null || authority.isEmpty()) {
            throw Unfetched.because("it is no absolute https URL");
        }
        return switch (policy.destination(URI.create(url.getScheme() + "://" + authority), false)) {
            case Place place -> place;
            case Destination.Forbidden(String reason) ->
                throw Unfetched.because("it may not be asked for: "
                        + (url.getScheme().equalsIgnoreCase("https") ? reason : "only https is"));
        };
    }

    private static List<InetSocketAddress> addresses(AddressPolicy policy, Place place, Watch watch)
            throws IOException, Unfetched {
        return switch (Waiting.settled(policy.resolve(place), watch.leftMillis())) {
            case Answer.Ready<List<InetAddress>>(List<InetAddress> addresses) -> Connection.to(addresses, place.port());
            // One sentence for all reasons: what our names and networks are is no client's business.
            case Answer.Failed<List<InetAddress>> failed ->
                throw Unfetched.because("its host has no address that may be asked");
            case Answer.Pending<List<InetAddress>> late -> throw new IOException("no addresses in time");
        };
    }

    private static String path(URI url) {
        String sent = url.getRawPath() == null ? "" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return (sent.startsWith("/") ? sent : "/" + sent) + query;
    }
}
