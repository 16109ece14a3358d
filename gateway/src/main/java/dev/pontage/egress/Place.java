package dev.pontage.egress;

import java.net.InetAddress;
import java.util.List;

/**
 * Where a base URL points, parsed once and found harmless as far as its text goes.
 *
 * @param host lower case, without brackets or a final dot
 * @param literal the address where the host is one, so that nothing needs to be looked up; else empty
 * @param privateAllowed whether it may turn out to be in the house, wherever there
 * @param houseOnly whether it must turn out to be there: what is asked without TLS is not asked of the world
 */
public record Place(
        boolean tls, String host, int port, List<InetAddress> literal, boolean privateAllowed, boolean houseOnly)
        implements Destination {
    public Place {
        literal = List.copyOf(literal);
    }

    /** As a {@code Host} field has it: brackets around IPv6, no default port. */
    public String authority() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? shown : shown + ":" + port;
    }
}
