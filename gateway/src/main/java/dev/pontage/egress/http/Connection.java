package dev.pontage.egress.http;

import dev.pontage.egress.Place;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection for one question. It waits, so it is for threads that may; a {@link Watch} bounds its time.
 *
 * <p>Which addresses may be connected to its owner has asked the address policy before.
 */
public final class Connection implements Closeable {
    private final Socket plain;
    private final Watch watch;
    private Socket spoken;

    private Connection(Socket plain, Watch watch) {
        this.plain = plain;
        this.watch = watch;
        spoken = plain;
    }

    /**
     * Connects to the first of these addresses that takes a connection.
     *
     * @throws IOException what the last of them said to it
     */
    public static Connection open(List<InetSocketAddress> addresses, int connectMillis, Watch watch)
            throws IOException {
        IOException last = new IOException("no address");
        for (InetSocketAddress address : addresses) {
            Socket socket = new Socket();
            watch.add(socket);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(address, (int) Math.min(connectMillis, watch.leftMillis()));
                return new Connection(socket, watch);
            } catch (IOException e) {
                last = new IOException("no connection (" + reason(e) + ")", e);
                watch.remove(socket);
                socket.close();
            }
        }
        throw last;
    }

    /** The addresses as they are connected to. */
    public static List<InetSocketAddress> to(List<InetAddress> addresses, int port) {
        return addresses.stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    /** From here on over TLS, with a server that proves the place's name. */
    public void overTls(SSLSocketFactory factory, Place place) throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, place.host(), place.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        spoken = socket;
    }

    /**
     * Asks, and reads the head of the answer.
     *
     * @param headBytes the most of it; the lines between chunks of its body count, too
     */
    public HttpAnswer ask(byte[] question, int headBytes) throws IOException {
        spoken.getOutputStream().write(question);
        spoken.getOutputStream().flush();
        return HttpAnswer.read(spoken.getInputStream(), headBytes);
    }

    @Override
    public void close() throws IOException {
        watch.remove(plain);
        plain.close();
    }

    /** What an exception of the network says, or is called where it says nothing. */
    public static String reason(IOException e) {
        String said = e.getMessage();
        return said == null || said.isEmpty() ? e.getClass().getSimpleName() : said;
    }
}
