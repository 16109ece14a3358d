package dev.pontage.egress;

import java.net.InetAddress;
import java.util.List;

/**
 * What an IP address is to us: somewhere in the world, somewhere in the house, or nowhere a request may go.
 *
 * <p>Everything that is not known to be public is not public. Sources: the IANA special-purpose address registries
 * (RFC 6890 and successors), and the vendors' pages for the metadata addresses of clouds.
 */
public enum AddressKind {
    /** A global unicast address. */
    PUBLIC,
    /** Loopback, private networks, shared address space: only where the operator's file says so. */
    PRIVATE,
    /** Link-local and metadata addresses, multicast, unspecified, reserved, tunnels to those: never. */
    NEVER;

    /** The first rule that matches holds. */
    private static final List<Rule> RULES = List.of(
            // Metadata services of clouds, wherever they lie.
            rule("169.254.0.0", 16, NEVER),
            rule("100.100.100.200", 32, NEVER),
            rule("168.63.129.16", 32, NEVER),
            rule("192.0.0.0", 24, NEVER),
            rule("fd00:ec2::", 32, NEVER),
            rule("fd20:ce::", 32, NEVER),
            // IPv4 (RFC 6890).
            rule("0.0.0.0", 8, NEVER),
            rule("10.0.0.0", 8, PRIVATE),
            rule("100.64.0.0", 10, PRIVATE),
            rule("127.0.0.0", 8, PRIVATE),
            rule("172.16.0.0", 12, PRIVATE),
            rule("192.0.2.0", 24, NEVER),
            rule("192.88.99.0", 24, NEVER),
            rule("192.168.0.0", 16, PRIVATE),
            rule("198.18.0.0", 15, PRIVATE),
            rule("198.51.100.0", 24, NEVER),
            rule("203.0.113.0", 24, NEVER),
            rule("224.0.0.0", 3, NEVER),
            rule("0.0.0.0", 0, PUBLIC),
            // IPv6: of global unicast addresses, some are not meant for hosts, or are tunnels.
            rule("::1", 128, PRIVATE),
            rule("fc00::", 7, PRIVATE),
            rule("2001::", 23, NEVER),
            rule("2001:db8::", 32, NEVER),
            rule("2002::", 16, NEVER),
            rule("3fff::", 20, NEVER),
            rule("2000::", 3, PUBLIC),
            rule("::", 0, NEVER));

    private static final byte[] NAT64 = InetAddress.ofLiteral("64:ff9b::").getAddress();
    private static final int NAT64_PREFIX_BITS = 96;

    /** The kind of an address. */
    public static AddressKind of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 16) {
            if (samePrefix(bytes, NAT64, NAT64_PREFIX_BITS)) {
                return of4(bytes, 12);
            }
            if (isatap(bytes) && of4(bytes, 12) != PUBLIC) {
                return NEVER;
            }
        }
        return judge(bytes);
    }

    private static AddressKind of4(byte[] bytes, int from) {
        byte[] embedded = new byte[4];
        System.arraycopy(bytes, from, embedded, 0, 4);
        AddressKind kind = judge(embedded);
        // A tunnel into the house is never what an operator meant to allow.
        return kind == PUBLIC ? PUBLIC : NEVER;
    }

    /** Whether the interface identifier carries an IPv4 address (RFC 5214, 6.1). */
    private static boolean isatap(byte[] bytes) {
        return (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && (bytes[11] & 0xff) == 0xfe;
    }

    private static AddressKind judge(byte[] bytes) {
        for (Rule rule : RULES) {
            if (rule.prefix().length == bytes.length && samePrefix(bytes, rule.prefix(), rule.bits())) {
                return rule.kind();
            }
        }
        return NEVER;
    }

    static boolean samePrefix(byte[] address, byte[] prefix, int bits) {
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != prefix[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((address[whole] ^ prefix[whole]) & (0xff00 >> rest) & 0xff) == 0;
    }

    private static Rule rule(String prefix, int bits, AddressKind kind) {
        return new Rule(InetAddress.ofLiteral(prefix).getAddress(), bits, kind);
    }

    @SuppressWarnings("ArrayRecordComponent") // A constant table that nobody compares.
    private record Rule(byte[] prefix, int bits, AddressKind kind) {}
}
