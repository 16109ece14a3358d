package dev.pontage.boot;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** A host and port to listen on. Port 0 lets the system choose. */
public record Address(String host, int port) {

    /** Reads {@code host:port}, {@code [v6]:port} or {@code :port} (all interfaces). */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is not HOST:PORT");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        int port;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not HOST:PORT", e);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        return new Address(host.isEmpty() ? "0.0.0.0" : host, port);
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** What else than this machine can reach it, in words; empty for loopback. */
    public Optional<String> reach() {
        if (isLoopback()) {
            return Optional.empty();
        }
        return Optional.of(
                isWildcard() ? "every interface of this machine, port " + port : host + ", not on loopback alone");
    }

    /** For a socket; the name of its host is looked up. */
    InetSocketAddress socket() {
        return new InetSocketAddress(host, port);
    }

    public Address withPort(int chosen) {
        return new Address(host, chosen);
    }

    /** How a client on this machine reaches it. */
    public String url() {
        String reachable = isWildcard() ? "127.0.0.1" : host;
        return "http://" + (reachable.indexOf(':') >= 0 ? "[" + reachable + "]" : reachable) + ":" + port;
    }

    private boolean isWildcard() {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
