package dev.pontage.egress.fetch;

import dev.pontage.base.Answer;
import dev.pontage.base.Product;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Destination;
import dev.pontage.egress.Place;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One GET of one URL: judged, resolved once, connected to a checked address with {@code Host} and SNI of the name.
 * Carries nothing of the client's, and nothing of ours but the product's name.
 */
final class Hop implements Closeable {
    private final Socket socket;
    private final Watch watch;
    private final GetAnswer answer;

    private Hop(Socket socket, Watch watch, GetAnswer answer) {
        this.socket = socket;
        this.watch = watch;
        this.answer = answer;
    }

    /** What a hop is made with. */
    record Means(AddressPolicy policy, Supplier<SSLSocketFactory> tls, FetchLimits limits) {}

    /** Asks, and reads the answer's head. */
    static Hop open(Means means, URI url, Watch watch) throws IOException, Unfetched {
        Place place = place(means.policy(), url);
        IOException last = new IOException("no address");
        for (InetAddress address : addresses(means.policy(), place, watch)) {
            Socket socket = new Socket();
            watch.add(socket);
            try {
                int millis = (int) Math.min(means.limits().connectMillis(), watch.leftMillis());
                socket.connect(new InetSocketAddress(address, place.port()), millis);
            } catch (IOException e) {
                last = e;
                watch.remove(socket);
                socket.close();
                continue;
            }
            return asked(means, place, url, socket, watch);
        }
        throw last;
    }

    private static Hop asked(Means means, Place place, URI url, Socket plain, Watch watch)
            throws IOException, Unfetched {
        try {
            Socket socket = place.tls() ? overTls(means.tls().get(), place, plain) : plain;
            socket.getOutputStream().write(request(place, url));
            socket.getOutputStream().flush();
            return new Hop(
                    plain,
                    watch,
                    GetAnswer.read(socket.getInputStream(), means.limits().headBytes()));
        } catch (IOException | Unfetched | RuntimeException e) {
            watch.remove(plain);
            plain.close();
            throw e;
        }
    }

    GetAnswer answer() {
        return answer;
    }

    @Override
    public void close() throws IOException {
        watch.remove(socket);
        socket.close();
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

    private static List<InetAddress> addresses(AddressPolicy policy, Place place, Watch watch)
            throws IOException, Unfetched {
        Answer<List<InetAddress>> answer = policy.resolve(place);
        if (answer instanceof Answer.Pending<List<InetAddress>> pending) {
            CompletableFuture<Answer<List<InetAddress>>> settled = new CompletableFuture<>();
            pending.then(settled::complete);
            try {
                answer = settled.get(Math.min(watch.leftMillis(), pending.patienceMillis()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                throw new IOException("no addresses in time", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        return switch (answer) {
            case Answer.Ready<List<InetAddress>>(List<InetAddress> addresses) -> addresses;
            // One sentence for all reasons: what our names and networks are is no client's business.
            case Answer.Failed<List<InetAddress>> failed ->
                throw Unfetched.because("its host has no address that may be asked");
            case Answer.Pending<List<InetAddress>> never -> throw new IllegalStateException("not settled");
        };
    }

    private static Socket overTls(SSLSocketFactory factory, Place place, Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, place.host(), place.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static byte[] request(Place place, URI url) {
        String sent = url.getRawPath() == null ? "" : url.getRawPath();
        String path = sent.startsWith("/") ? sent : "/" + sent;
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return ("GET " + path + query + " HTTP/1.1\r\nhost: " + place.authority() + "\r\nuser-agent: " + Product.NAME
                        + "/" + Product.VERSION
                        + "\r\naccept: */*\r\naccept-encoding: identity\r\nconnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
