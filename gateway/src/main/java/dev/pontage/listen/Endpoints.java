package dev.pontage.listen;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Operation;
import dev.pontage.exchange.Handler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What answers at which method and path: the operations of the dialects under their prefixes, and the routes of the
 * control plane.
 *
 * <p>Literal parts of a path are compared as sent, byte for byte: an encoded letter or slash in them is another path. A
 * parameter in the middle is one segment; the last one takes the rest, slashes included, since names of models have
 * them. Of two patterns the one with more literal segments is asked first, then the one with more literal text.
 */
public final class Endpoints {
    private final Map<String, Methods> literal = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<Prefix> prefixes = new ArrayList<>();

    /** @throws IllegalArgumentException if two would answer the same method and path */
    public Endpoints(List<Dialect> dialects, List<Handler> handlers) {
        for (Dialect dialect : dialects) {
            for (String prefix : dialect.prefixes()) {
                prefixes.add(new Prefix(prefix, dialect));
                for (Operation operation : dialect.operations()) {
                    add(prefix + operation.path(), operation.method(), new Endpoint.Call(dialect, operation, ""));
                }
            }
        }
        for (Handler handler : handlers) {
            add(handler.path(), handler.method(), new Endpoint.Control(handler));
        }
        prefixes.sort(Comparator.comparingInt((Prefix prefix) -> prefix.path().length())
                .reversed());
        patterns.sort(Comparator.comparingInt(Pattern::literalSegments)
                .thenComparingInt(Pattern::literalChars)
                .reversed());
    }

    private void add(String path, String method, Endpoint endpoint) {
        methodsOf(path).add(path, method, endpoint);
    }

    private Methods methodsOf(String path) {
        if (path.indexOf('{') < 0) {
            return literal.computeIfAbsent(path, fresh -> new Methods());
        }
        for (Pattern known : patterns) {
            if (known.path().equals(path)) {
                return known.methods();
            }
        }
        Pattern pattern = Pattern.of(path);
        patterns.add(pattern);
        return pattern.methods();
    }

    /** What answers there; one hash where the path has no parameter. */
    Endpoint find(String method, String path) {
        Methods methods = literal.get(path);
        if (methods != null) {
            return methods.find(method, path, "", this);
        }
        for (Pattern pattern : patterns) {
            String raw = pattern.argument(path);
            if (raw != null) {
                return pattern.methods().find(method, path, raw, this);
            }
        }
        return new Endpoint.Nowhere(dialectAt(path));
    }

    /** The dialect of the longest prefix that holds {@code path}, or null. */
    @Nullable Dialect dialectAt(String path) {
        for (Prefix prefix : prefixes) {
            if (prefix.holds(path)) {
                return prefix.dialect();
            }
        }
        return null;
    }

    private record Prefix(String path, Dialect dialect) {
        boolean holds(String other) {
            return other.startsWith(path) && (other.length() == path.length() || other.charAt(path.length()) == '/');
        }
    }

    /** The endpoints of one path. */
    private static final class Methods {
        private final Map<String, Endpoint> byMethod = new HashMap<>();

        void add(String path, String method, Endpoint endpoint) {
            Endpoint before = byMethod.putIfAbsent(method, endpoint);
            if (before != null) {
                byMethod.put(method, both(before, endpoint, method + " " + path));
            }
        }

        /** Two dialects may have the same path; one dialect may have it only once. */
        private static Endpoint both(Endpoint before, Endpoint endpoint, String where) {
            if (endpoint instanceof Endpoint.Call added) {
                List<Endpoint.Call> calls = callsOf(before);
                boolean other = calls.stream()
                        .noneMatch(call ->
                                call.dialect().name().equals(added.dialect().name()));
                if (!calls.isEmpty() && other) {
                    return new Endpoint.Shared(
                            Stream.concat(calls.stream(), Stream.of(added)).toList());
                }
            }
            throw new IllegalArgumentException("two endpoints answer " + where);
        }

        private static List<Endpoint.Call> callsOf(Endpoint endpoint) {
            return switch (endpoint) {
                case Endpoint.Call call -> List.of(call);
                case Endpoint.Shared shared -> shared.calls();
                case Endpoint other -> List.of();
            };
        }

        Endpoint find(String method, String path, String rawArgument, Endpoints all) {
            // HEAD is GET whose answer's body is not sent (RFC 9110, 9.3.2), and the transport leaves it out.
            Endpoint found = byMethod.get(method.equals("HEAD") ? "GET" : method);
            if (found == null) {
                return new Endpoint.OtherMethods(all.dialectAt(path), allowed());
            }
            List<Endpoint.Call> calls = rawArgument.isEmpty() ? List.of() : callsOf(found);
            if (calls.isEmpty()) {
                return found;
            }
            String argument = Target.decoded(rawArgument);
            if (argument == null) {
                return new Endpoint.Nowhere(calls.getFirst().dialect());
            }
            List<Endpoint.Call> with = calls.stream()
                    .map(call -> new Endpoint.Call(call.dialect(), call.operation(), argument))
                    .toList();
            return with.size() == 1 ? with.getFirst() : new Endpoint.Shared(with);
        }

        private String allowed() {
            TreeSet<String> methods = new TreeSet<>(byMethod.keySet());
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            return String.join(", ", methods);
        }
    }

    /** A path with parameters, cut at its braces into literal pieces. */
    private record Pattern(String path, List<String> pieces, Methods methods) {

        static Pattern of(String path) {
            List<String> pieces = new ArrayList<>();
            int from = 0;
            for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', from)) {
                pieces.add(path.substring(from, open));
                from = path.indexOf('}', open) + 1;
            }
            pieces.add(path.substring(from));
            return new Pattern(path, List.copyOf(pieces), new Methods());
        }

        int literalSegments() {
            int segments = 0;
            for (String segment : path.split("/", -1)) {
                segments += segment.indexOf('{') < 0 ? 1 : 0;
            }
            return segments;
        }

        int literalChars() {
            return pieces.stream().mapToInt(String::length).sum();
        }

        /** The last parameter as sent, or null if the path is another. */
        @Nullable String argument(String sent) {
            String tail = pieces.getLast();
            if (!sent.startsWith(pieces.getFirst()) || !sent.endsWith(tail)) {
                return null;
            }
            int at = pieces.getFirst().length();
            for (int i = 1; i < pieces.size() - 1; i++) {
                int end = sent.indexOf(pieces.get(i), at);
                if (end <= at || sent.substring(at, end).indexOf('/') >= 0) {
                    return null;
                }
                at = end + pieces.get(i).length();
            }
            int end = sent.length() - tail.length();
            return at < end ? sent.substring(at, end) : null;
        }
    }
}
