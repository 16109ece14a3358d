package dev.pontage.dialect.json;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The places in a document that somebody wants to hear of: a tree of paths, compiled once and shared by all scans.
 *
 * <p>A path is member names joined by dots; {@code []} stands for any element of an array and {@code *} for any member
 * that no other path names here: {@code choices[].delta.content}, {@code [].usage}, {@code metadata.*}. The empty path
 * is the document itself. A name cannot contain {@code .}, {@code [}, {@code ]} or be {@code *}.
 */
public final class Shape {
    private final Node root;

    private Shape(Node root) {
        this.root = root;
    }

    /**
     * Compiles the paths.
     *
     * @throws IllegalArgumentException if a path is malformed, or a path or a place's number is given twice, or an
     *     object has more than {@value Node#CHILDREN_LIMIT} named members
     */
    public static Shape of(Consumer<Paths> paths) {
        Paths collected = new Paths();
        paths.accept(collected);
        return new Shape(collected.root.compile(false));
    }

    Node root() {
        return root;
    }

    /** Collects the paths of a shape. */
    public static final class Paths {
        private final Node.Draft root = new Node.Draft("");
        private final Set<Integer> nodes = new HashSet<>();

        private Paths() {}

        /**
         * Names one place.
         *
         * @param node what the visitor is told: a positive number that no other path of the shape has
         */
        public Paths at(String path, int node, Flag... flags) {
            if (node < 1 || !nodes.add(node)) {
                throw new IllegalArgumentException("number " + node + " of " + path + " is taken or not positive");
            }
            Node.Draft place = root;
            int from = 0;
            while (from < path.length()) {
                int to = segmentEnd(path, from);
                place = place.child(path.substring(from, to));
                from = nextSegment(path, to);
            }
            place.name(path, node, flags);
            return this;
        }

        private static int segmentEnd(String path, int from) {
            if (path.startsWith("[]", from)) {
                return from + 2;
            }
            int to = from;
            while (to < path.length() && path.charAt(to) != '.' && path.charAt(to) != '[') {
                to++;
            }
            if (to == from || path.substring(from, to).indexOf(']') >= 0) {
                throw new IllegalArgumentException("malformed path " + path);
            }
            return to;
        }

        private static int nextSegment(String path, int at) {
            boolean dot = at < path.length() && path.charAt(at) == '.';
            boolean misplaced = dot
                    ? at + 1 == path.length() || path.charAt(at + 1) == '['
                    : at < path.length() && path.charAt(at) != '[';
            if (misplaced) {
                throw new IllegalArgumentException("malformed path " + path);
            }
            return dot ? at + 1 : at;
        }
    }

    static byte[] utf8(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
