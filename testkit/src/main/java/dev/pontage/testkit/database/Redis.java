package dev.pontage.testkit.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A logical database of a Redis server.
 *
 * @param host the server's address
 * @param port the server's port
 * @param database the logical database, 0 to 15
 */
public record Redis(String host, int port, int database) {
    /** The URL that clients take. */
    public String url() {
        return "redis://" + host + ":" + port + "/" + database;
    }

    /**
     * Sends one command by the inline protocol, arguments without white space, and returns the first line of its reply.
     */
    public String command(String... words) {
        try (Socket socket = new Socket(InetAddress.ofLiteral(host), port);
                BufferedReader replies =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String lines = "SELECT " + database + "\r\n" + String.join(" ", words) + "\r\n";
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
            String _ = replies.readLine();
            String reply = replies.readLine();
            if (reply == null) {
                throw new IOException("Redis closed the connection");
            }
            return reply;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A server that one test has for itself. */
    public interface Own extends AutoCloseable {
        /** Its database 0. */
        Redis redis();

        /** Stops it; connecting is refused from here on. */
        void stop();

        /** Starts it again on the same port, empty. */
        void startAgain();

        @Override
        void close();
    }
}
