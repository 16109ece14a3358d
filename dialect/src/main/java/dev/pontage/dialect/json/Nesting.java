package dev.pontage.dialect.json;

import java.util.Arrays;

/** The objects and arrays that are open around the place a {@link Scan} has reached. */
final class Nesting {
    /** Requests and answers nest five to seven deep; what is deeper pays for it by a copy. */
    private static final int FIRST_DEPTH = 7;

    /** How many are open. */
    int depth;

    private final int depthLimit;

    /** By depth, from 1: the place of each. */
    private Node[] nodes;

    private boolean[] arrays;
    private int[] indexes;
    private long[] starts;
    private long[] seen;

    Nesting(int depthLimit) {
        this.depthLimit = depthLimit;
        int levels = Math.min(depthLimit, FIRST_DEPTH) + 1;
        nodes = new Node[levels];
        arrays = new boolean[levels];
        indexes = new int[levels];
        starts = new long[levels];
        seen = new long[levels];
        nodes[0] = Node.OUTSIDE;
    }

    boolean isFull() {
        return depth == depthLimit;
    }

    void push(Node node, boolean array, long start) {
        depth++;
        if (depth == nodes.length) {
            deepen(Math.min(depthLimit + 1, nodes.length * 2));
        }
        nodes[depth] = node;
        arrays[depth] = array;
        indexes[depth] = 0;
        starts[depth] = start;
        seen[depth] = 0;
    }

    private void deepen(int levels) {
        nodes = Arrays.copyOf(nodes, levels);
        arrays = Arrays.copyOf(arrays, levels);
        indexes = Arrays.copyOf(indexes, levels);
        starts = Arrays.copyOf(starts, levels);
        seen = Arrays.copyOf(seen, levels);
    }

    /** The place of the innermost. */
    Node node() {
        return nodes[depth];
    }

    boolean inArray() {
        return arrays[depth];
    }

    /** Offset of the innermost one's bracket. */
    long start() {
        return starts[depth];
    }

    void nextElement() {
        indexes[depth]++;
    }

    /** Whether the innermost object has had this member; from now on it has. */
    boolean sawAgain(Node member) {
        boolean again = (seen[depth] & member.bit) != 0;
        seen[depth] |= member.bit;
        return again;
    }

    /** The position in the array this many arrays further out than the innermost, or -1. */
    int index(int outward) {
        int left = outward;
        for (int level = depth; level > 0; level--) {
            if (arrays[level] && left-- == 0) {
                return indexes[level];
            }
        }
        return -1;
    }

    /** The path to a value directly in the innermost, as far as the shape knows it. */
    String path(Node value) {
        StringBuilder path = new StringBuilder();
        for (int level = 1; level <= depth; level++) {
            Node container = nodes[level];
            Node inside = level < depth ? nodes[level + 1] : value;
            if (container == Node.OUTSIDE || container == Node.DEEP) {
                break;
            }
            if (arrays[level]) {
                path.append('[').append(indexes[level]).append(']');
            } else if (!inside.label.isEmpty()) {
                path.append(path.isEmpty() ? "" : ".").append(inside.label);
            }
        }
        return path.toString();
    }
}
