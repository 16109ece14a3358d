package dev.pontage.provider;

/**
 * How a provider's connections are made.
 *
 * @param caPem certificates that vouch for it in place of the system's, PEM; empty for the system's
 * @param proxyHost an HTTP CONNECT proxy; empty for none
 * @param proxyPort its port; 0 without a proxy
 * @param maxConnections the most connections of this process, all event loops together
 * @param maxWaiting the most exchanges that wait for one
 */
public record Transport(String caPem, String proxyHost, int proxyPort, int maxConnections, int maxWaiting) {

    public static final Transport DEFAULT = new Transport("", "", 0, 4096, 4096);
}
