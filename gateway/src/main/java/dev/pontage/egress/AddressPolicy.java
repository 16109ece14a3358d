package dev.pontage.egress;

import dev.pontage.base.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides which addresses the gateway connects to (S-19, failures.md 3.6).
 *
 * <p>A URL is parsed once, a name is resolved once, every address of it is checked, and the caller connects to a
 * checked address, never to the name. Nothing here follows redirects or reads proxies from the environment. A literal
 * address costs no look-up.
 */
public final class AddressPolicy {
    /** Codes of {@link #resolve} failures. */
    public static final String NOT_ALLOWED = "address_not_allowed";

    /** The address is one of our own listeners: what is sent there comes back to us. */
    public static final String OWN_LISTENER = "own_listener";

    /** Ports where something else than HTTP listens that takes orders from whoever connects. */
    private static final Set<Integer> FOREIGN_PORTS = Set.of(
            0, 19, 20, 21, 22, 23, 25, 53, 69, 110, 111, 119, 123, 135, 139, 143, 161, 179, 389, 445, 465, 512, 513,
            514, 515, 587, 636, 873, 993, 995, 1433, 1521, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 4369, 5432,
            5672, 5900, 5984, 6379, 6443, 9042, 9092, 10250, 11211, 27017);

    private static final Set<String> FOREIGN_NAMES = Set.of("metadata", "metadata.google.internal", "instance-data");

    private final Resolver resolver;
    private final Supplier<List<InetSocketAddress>> ownListeners;
    private final Networks networks;

    /** Opens no private network but to providers of the operator's files. */
    public AddressPolicy(Resolver resolver, Supplier<List<InetSocketAddress>> ownListeners) {
        this(resolver, ownListeners, Networks.NONE);
    }

    /**
     * @param ownListeners where this process listens itself: a call there would be a loop or a way to its own admin
     *     side
     * @param networks private networks that are open to every provider
     */
    public AddressPolicy(Resolver resolver, Supplier<List<InetSocketAddress>> ownListeners, Networks networks) {
        this.resolver = resolver;
        this.ownListeners = ownListeners;
        this.networks = networks;
    }

    /** Judges the text of a base URL that is about to be used. */
    public Destination destination(URI base, boolean privateAllowed) {
        return judge(base, privateAllowed, networks);
    }

    /** Judges host and port of an egress proxy that is about to be used; it is spoken to without TLS. */
    public Destination proxy(String host, int port, boolean privateAllowed) {
        return judge(false, host, port, new Leave(privateAllowed, false, networks));
    }

    /** Judges the text of a base URL that is about to be saved, where no private network is open to every provider. */
    public static Destination judge(URI base, boolean privateAllowed) {
        return judge(base, privateAllowed, Networks.NONE);
    }

    private static Destination judge(URI base, boolean privateAllowed, Networks networks) {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !scheme.equals("http")) {
            return new Destination.Forbidden("only https and http are spoken");
        }
        boolean houseOnly = !tls && !privateAllowed;
        if (houseOnly && networks.isEmpty()) {
            return new Destination.Forbidden("plain http is for providers that may be private");
        }
        String authority = base.getRawAuthority();
        if (authority == null || authority.isEmpty()) {
            return new Destination.Forbidden("no host");
        }
        if (authority.indexOf('@') >= 0) {
            return new Destination.Forbidden("a user name before the host");
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            return new Destination.Forbidden("a query or a fragment in a base URL");
        }
        int colon = authority.lastIndexOf(':');
        if (colon < authority.lastIndexOf(']')) {
            colon = -1;
        }
        int port = colon < 0 ? (tls ? 443 : 80) : port(authority.substring(colon + 1));
        String host = colon < 0 ? authority : authority.substring(0, colon);
        return judge(tls, host, port, new Leave(privateAllowed, houseOnly, networks));
    }

    /** Host: IPv6 in brackets. */
    private static Destination judge(boolean tls, String spelled, int port, Leave leave) {
        if (port < 1 || port > 65_535 || FOREIGN_PORTS.contains(port)) {
            return new Destination.Forbidden("a port that is not for HTTP");
        }
        if (spelled.startsWith("[")) {
            return six(tls, spelled, port, leave);
        }
        String host = spelled.toLowerCase(Locale.ROOT);
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (!plain(host)) {
            return new Destination.Forbidden("a host name of other characters than a-z, 0-9, hyphen, dot");
        }
        if (FOREIGN_NAMES.contains(host)) {
            return new Destination.Forbidden("a metadata service");
        }
        if (!endsInNumber(host)) {
            return new Place(tls, host, port, List.of(), leave.privateAllowed(), leave.houseOnly());
        }
        if (!dottedQuad(host)) {
            return new Destination.Forbidden("an address that is not spelled as four decimal numbers");
        }
        return literal(tls, host, port, InetAddress.ofLiteral(host), leave);
    }

    /**
     * The addresses to connect to, every one of them checked.
     *
     * <p>Fails with {@link #NOT_ALLOWED} if one of them is not allowed, though others were: a name with two faces is
     * not trusted with either. Fails with {@link #OWN_LISTENER} if all are allowed but for one where we listen.
     */
    public Answer<List<InetAddress>> resolve(Place place) {
        if (!place.literal().isEmpty()) {
            return check(place, place.literal());
        }
        return switch (resolver.resolve(place.host())) {
            case Answer.Ready<List<InetAddress>>(List<InetAddress> found) -> check(place, found);
            case Answer.Failed<List<InetAddress>> failed -> failed;
            case Answer.Pending<List<InetAddress>> pending -> {
                Answer.Pending<List<InetAddress>> checked =
                        new Answer.Pending<>(pending.patienceMillis(), pending.lateCode());
                pending.then(answer -> {
                    switch (answer) {
                        case Answer.Ready<List<InetAddress>>(List<InetAddress> found) -> settle(checked, place, found);
                        case Answer.Failed<List<InetAddress>>(String code) -> checked.fail(code);
                        case Answer.Pending<List<InetAddress>> never -> throw new IllegalStateException("not settled");
                    }
                });
                yield checked;
            }
        };
    }

    private void settle(Answer.Pending<List<InetAddress>> checked, Place place, List<InetAddress> found) {
        String refusal = refusal(place, found);
        if (refusal.isEmpty()) {
            checked.complete(found);
        } else {
            checked.fail(refusal);
        }
    }

    private Answer<List<InetAddress>> check(Place place, List<InetAddress> found) {
        String refusal = refusal(place, found);
        return refusal.isEmpty() ? new Answer.Ready<>(found) : new Answer.Failed<>(refusal);
    }

    /** Empty if we may connect to every one of them. */
    private String refusal(Place place, List<InetAddress> found) {
        boolean own = false;
        for (InetAddress address : found) {
            boolean allowed = switch (AddressKind.of(address)) {
                case PUBLIC -> !place.houseOnly();
                case PRIVATE -> place.privateAllowed() || networks.contain(address);
                case NEVER -> false;
            };
            if (!allowed) {
                return NOT_ALLOWED;
            }
            own |= isOwn(address, place.port());
        }
        return own ? OWN_LISTENER : found.isEmpty() ? NOT_ALLOWED : "";
    }

    private boolean isOwn(InetAddress address, int port) {
        for (InetSocketAddress own : ownListeners.get()) {
            if (own.getPort() == port
                    && (own.getAddress().equals(address)
                            || (own.getAddress().isAnyLocalAddress() && isOfThisMachine(address)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return true;
        }
    }

    private static Destination six(boolean tls, String spelled, int port, Leave leave) {
        String inner = spelled.endsWith("]") ? spelled.substring(1, spelled.length() - 1) : "";
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            // No zone: a link-local address is refused anyway.
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
                return new Destination.Forbidden("an IPv6 address of other characters than hexadecimal digits");
            }
        }
        if (inner.indexOf(':') < 0) {
            return new Destination.Forbidden("brackets around something else than an IPv6 address");
        }
        try {
            return literal(tls, inner.toLowerCase(Locale.ROOT), port, InetAddress.ofLiteral(inner), leave);
        } catch (IllegalArgumentException garbled) {
            return new Destination.Forbidden("not an IPv6 address");
        }
    }

    private static Destination literal(boolean tls, String host, int port, InetAddress address, Leave leave) {
        Place place = new Place(tls, host, port, List.of(address), leave.privateAllowed(), leave.houseOnly());
        return switch (AddressKind.of(address)) {
            case PUBLIC -> leave.houseOnly() ? new Destination.Forbidden("plain http to a public address") : place;
            case PRIVATE ->
                leave.privateAllowed() || leave.networks().contain(address)
                        ? place
                        : new Destination.Forbidden("a private address");
            case NEVER -> new Destination.Forbidden("an address that nothing may be asked of");
        };
    }

    private static int port(String digits) {
        int port = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9' || i >= 5) {
                return -1;
            }
            port = port * 10 + (c - '0');
        }
        return digits.isEmpty() ? -1 : port;
    }

    private static boolean plain(String host) {
        if (host.isEmpty() || host.length() > 253 || host.startsWith(".") || host.contains("..")) {
            return false;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
            if (!fine) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether resolvers would take it for an IPv4 address in one of its many spellings (WHATWG URL, "ends in a
     * number").
     */
    private static boolean endsInNumber(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        boolean digits = last.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean hexadecimal =
                last.startsWith("0x") && last.substring(2).chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return digits || hexadecimal;
    }

    static boolean dottedQuad(String host) {
        String[] parts = host.split("\\.", -1);
        for (String part : parts) {
            boolean fine = !part.isEmpty()
                    && part.length() <= 3
                    && part.chars().allMatch(c -> c >= '0' && c <= '9')
                    && (part.length() == 1 || part.charAt(0) != '0')
                    && Integer.parseInt(part) <= 255;
            if (!fine) {
                return false;
            }
        }
        return parts.length == 4;
    }

    /** What a provider may: {@code houseOnly} takes the world from it, {@code networks} is open to all. */
    private record Leave(boolean privateAllowed, boolean houseOnly, Networks networks) {}
}
