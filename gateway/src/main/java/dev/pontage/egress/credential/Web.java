package dev.pontage.egress.credential;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Headers;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Destination;
import dev.pontage.egress.Place;
import dev.pontage.egress.http.Connection;
import dev.pontage.egress.http.HttpAnswer;
import dev.pontage.egress.http.Question;
import dev.pontage.egress.http.Waiting;
import dev.pontage.egress.http.Watch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks questions of our own over HTTP: keys, tokens, secrets; one connection a question.
 *
 * <p>It waits, so it is for threads that may. It connects to an address that the policy has checked, with {@code Host}
 * and SNI of the name; follows nothing; takes no proxy from the environment; and every part of an answer is bounded. An
 * answer's text is in no error, since it may be a secret.
 */
public final class Web {
    private static final int METADATA_CONNECT_MILLIS = 1_000;
    private static final int METADATA_PORT = 80;

    private final AddressPolicy policy;
    private final Supplier<SSLSocketFactory> tls;
    private final Ticker ticker;
    private final WebLimits limits;
    private final Function<MetadataEndpoint, InetSocketAddress> metadata;

    /** @param tls vouches for servers; asked for when first needed, since reading what it trusts takes its time */
    public Web(AddressPolicy policy, Supplier<SSLSocketFactory> tls, Ticker ticker, WebLimits limits) {
        this(policy, tls, ticker, limits, endpoint -> new InetSocketAddress(endpoint.address(), METADATA_PORT));
    }

    /** For tests: metadata endpoints stand elsewhere. */
    Web(
            AddressPolicy policy,
            Supplier<SSLSocketFactory> tls,
            Ticker ticker,
            WebLimits limits,
            Function<MetadataEndpoint, InetSocketAddress> metadata) {
        this.policy = policy;
        this.tls = tls;
        this.ticker = ticker;
        this.limits = limits;
        this.metadata = metadata;
    }

    /**
     * The place that a base URL means.
     *
     * @param privateAllowed whether an operator gave it, so that it may lie in the house
     * @throws IOException if the policy does not let us ask there
     */
    public Place place(URI base, boolean privateAllowed) throws IOException {
        return switch (policy.destination(base, privateAllowed)) {
            case Place place -> place;
            case Destination.Forbidden(String reason) -> throw new IOException(base + " may not be asked: " + reason);
        };
    }

    /**
     * Asks, and waits for the whole answer.
     *
     * @param path as in a request line, escaped, with its query
     * @param body empty for none
     * @throws IOException if there is no answer within the limits; what a status means is the caller's to say
     */
    public WebAnswer ask(Place place, String method, String path, Headers headers, byte[] body) throws IOException {
        byte[] question = Question.bytes(method, path, place.authority(), headers, body);
        return within(place.authority(), watch -> {
            List<InetSocketAddress> addresses = Connection.to(addresses(place, watch), place.port());
            try (Connection connection = Connection.open(addresses, limits.connectMillis(), watch)) {
                if (place.tls()) {
                    connection.overTls(tls.get(), place);
                }
                return answer(connection, question);
            }
        });
    }

    /** Asks a metadata endpoint: at its own address, whatever the policy says of that. */
    WebAnswer ask(MetadataEndpoint endpoint, String method, String path, Headers headers) throws IOException {
        byte[] question = Question.bytes(method, path, endpoint.authority(), headers, new byte[0]);
        return within(endpoint.authority(), watch -> {
            List<InetSocketAddress> addresses = List.of(metadata.apply(endpoint));
            try (Connection connection = Connection.open(addresses, METADATA_CONNECT_MILLIS, watch)) {
                return answer(connection, question);
            }
        });
    }

    /** Work that ends in time, and whose error names whom it asked. */
    private WebAnswer within(String authority, Work work) throws IOException {
        Watch watch = new Watch(ticker, limits.totalMillis());
        watch.start(task -> Thread.ofVirtual().name("web-watch").start(task));
        try {
            return work.ask(watch);
        } catch (IOException e) {
            String why = watch.late() ? "no whole answer in time" : Connection.reason(e);
            throw new IOException(authority + ": " + why, e);
        } finally {
            watch.end();
        }
    }

    private WebAnswer answer(Connection connection, byte[] question) throws IOException {
        HttpAnswer answer = connection.ask(question, limits.headBytes());
        if (answer.isCoded()) {
            throw new ProtocolException("a coded body, which was not asked for");
        }
        return new WebAnswer(answer.status(), answer.body(limits.bodyBytes()));
    }

    private List<InetAddress> addresses(Place place, Watch watch) throws IOException {
        return switch (Waiting.settled(policy.resolve(place), watch.leftMillis())) {
            case Answer.Ready<List<InetAddress>>(List<InetAddress> addresses) -> addresses;
            case Answer.Failed<List<InetAddress>>(String code) -> throw new IOException(code);
            case Answer.Pending<List<InetAddress>> late -> throw new IOException(late.lateCode());
        };
    }

    /** What waits for an answer. */
    @FunctionalInterface
    private interface Work {
        WebAnswer ask(Watch watch) throws IOException;
    }
}
