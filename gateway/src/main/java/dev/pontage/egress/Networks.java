package dev.pontage.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The private networks in which a provider may lie that no file names ({@code PONTAGE_PRIVATE_NETWORKS}).
 *
 * <p>They open only what is {@link AddressKind#PRIVATE}: a network around a metadata address opens no way to it.
 */
public record Networks(List<Network> list) {
    /** No network. */
    public static final Networks NONE = new Networks(List.of());

    /** Most networks in one list. */
    static final int LIMIT = 256;

    public Networks {
        list = List.copyOf(list);
    }

    /**
     * Reads networks in CIDR form (RFC 4632, RFC 4291), or single addresses, separated by commas or blanks.
     *
     * @throws IllegalArgumentException naming what is no network
     */
    public static Networks parse(String text) {
        List<Network> networks = new ArrayList<>();
        for (String word : text.split("[,\\s]+")) {
            if (!word.isEmpty()) {
                networks.add(Network.parse(word));
            }
        }
        if (networks.size() > LIMIT) {
            throw new IllegalArgumentException("more than " + LIMIT + " networks");
        }
        return new Networks(networks);
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    boolean contain(InetAddress address) {
        for (Network network : list) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** An address and how many of its first bits count. */
    public record Network(InetAddress address, int bits) {
        private static Network parse(String text) {
            int slash = text.indexOf('/');
            String host = slash < 0 ? text : text.substring(0, slash);
            try {
                boolean six = host.indexOf(':') >= 0 && host.indexOf('%') < 0;
                if (!six && !AddressPolicy.dottedQuad(host)) {
                    throw new IllegalArgumentException("a name, a zone, or fewer than four numbers");
                }
                InetAddress address = InetAddress.ofLiteral(host);
                int most = address.getAddress().length * Byte.SIZE;
                int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
                if (bits >= 1 && bits <= most) {
                    return new Network(address, bits);
                }
                throw new IllegalArgumentException("not that many bits");
            } catch (IllegalArgumentException reason) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no network such as 10.0.0.0/8 or fd00::/8", reason);
            }
        }

        private boolean contains(InetAddress other) {
            byte[] network = address.getAddress();
            byte[] bytes = other.getAddress();
            return network.length == bytes.length && AddressKind.samePrefix(bytes, network, bits);
        }
    }
}
