package dev.pontage.egress.credential;

import dev.pontage.base.Answer;
import dev.pontage.base.Product;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Headers;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Destination;
import dev.pontage.egress.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
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
        Deadline deadline = new Deadline(ticker, limits.totalMillis());
        List<InetAddress> found = addresses(place, deadline);
        IOException last = new IOException(place.authority() + " has no address");
        for (InetAddress address : found) {
            try (Socket socket = new Socket()) {
                connect(socket, new InetSocketAddress(address, place.port()), limits.connectMillis(), deadline);
                return place.tls()
                        ? overTls(socket, place, request(method, path, place.authority(), headers, body), deadline)
                        : exchange(socket, request(method, path, place.authority(), headers, body), deadline);
            } catch (NotConnected e) {
                last = e;
            } catch (IOException e) {
                throw new IOException(place.authority() + ": " + reason(e), e);
            }
        }
        throw new IOException(place.authority() + ": " + reason(last), last);
    }

    /** Asks a metadata endpoint: at its own address, whatever the policy says of that. */
    WebAnswer ask(MetadataEndpoint endpoint, String method, String path, Headers headers) throws IOException {
        Deadline deadline = new Deadline(ticker, limits.totalMillis());
        try (Socket socket = new Socket()) {
            connect(socket, metadata.apply(endpoint), METADATA_CONNECT_MILLIS, deadline);
            return exchange(socket, request(method, path, endpoint.authority(), headers, new byte[0]), deadline);
        } catch (IOException e) {
            throw new IOException(endpoint.authority() + ": " + reason(e), e);
        }
    }

    private List<InetAddress> addresses(Place place, Deadline deadline) throws IOException {
        return switch (settled(policy.resolve(place), deadline.leftMillis())) {
            case Answer.Ready<List<InetAddress>>(List<InetAddress> addresses) -> addresses;
            case Answer.Failed<List<InetAddress>>(String code) ->
                throw new IOException(place.authority() + ": " + code);
            case Answer.Pending<List<InetAddress>> late ->
                throw new IOException(place.authority() + ": " + late.lateCode());
        };
    }

    /** Waits for an answer; still pending if it does not come in time. */
    public static <T> Answer<T> settled(Answer<T> answer, long mostMillis) throws IOException {
        if (!(answer instanceof Answer.Pending<T> pending)) {
            return answer;
        }
        AtomicReference<Answer<T>> settled = new AtomicReference<>(pending);
        CountDownLatch done = new CountDownLatch(1);
        pending.then(value -> {
            settled.set(value);
            done.countDown();
        });
        try {
            // Whether it came is seen in what is settled.
            boolean _ = done.await(Math.min(mostMillis, pending.patienceMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return settled.get();
    }

    private static void connect(Socket socket, InetSocketAddress to, int millis, Deadline deadline) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(to, (int) Math.min(millis, deadline.leftMillis()));
        } catch (IOException e) {
            throw new NotConnected(e);
        }
    }

    private WebAnswer overTls(Socket plain, Place place, byte[] request, Deadline deadline) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.get().createSocket(plain, place.host(), place.port(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(new String[] {"http/1.1"});
            socket.setSSLParameters(parameters);
            return exchange(socket, request, deadline);
        }
    }

    private WebAnswer exchange(Socket socket, byte[] request, Deadline deadline) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        deadline.closeWhenOver(socket, done);
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            return new WebReader(socket.getInputStream(), limits).read();
        } catch (IOException e) {
            throw deadline.leftMillis() <= 1 ? new SocketTimeoutException("no whole answer in time") : e;
        } finally {
            done.countDown();
        }
    }

    private static byte[] request(String method, String path, String authority, Headers headers, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nhost: ")
                .append(authority)
                .append("\r\nuser-agent: ")
                .append(Product.WORD)
                .append("\r\naccept-encoding: identity\r\nconnection: close\r\n");
        boolean[] clean = {path.indexOf(' ') < 0 && visible(path)};
        headers.forEach((name, value) -> {
            clean[0] &= visible(name) && visible(value);
            head.append(name).append(": ").append(value).append("\r\n");
        });
        if (!clean[0]) {
            throw new IOException("a field of the question has a character that no field may have");
        }
        if (body.length > 0 || !method.equals("GET")) {
            head.append("content-length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        byte[] first = head.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[first.length + body.length];
        System.arraycopy(first, 0, whole, 0, first.length);
        System.arraycopy(body, 0, whole, first.length, body.length);
        return whole;
    }

    private static boolean visible(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static String reason(IOException e) {
        String said = e.getMessage();
        return said == null || said.isEmpty() ? e.getClass().getSimpleName() : said;
    }

    /** The next address may still answer: nothing was sent. */
    private static final class NotConnected extends IOException {
        NotConnected(IOException cause) {
            super("no connection (" + reason(cause) + ")", cause);
        }
    }
}
