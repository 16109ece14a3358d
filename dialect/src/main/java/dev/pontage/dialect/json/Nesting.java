package dev.pontage.dialect.json;

import java.util.Arrays;

/** The objects and arrays that are open around the place a {@link Scan} has reached. */
final class Nesting {
    /** How many are open. */
    int depth;

    /** By depth, from 1: the place of each. */
    private final Node[] nodes;

    private final boolean[] arrays;
    private final int[] indexes;
    private final long[] starts;
    private final long[] seen;

    Nesting(int depthLimit) {
        nodes = new Node[depthLimit + 1];
        arrays = new boolean[depthLimit + 1];
        indexes = new int[depthLimit + 1];
        starts = new long[depthLimit + 1];
        seen = new long[depthLimit + 1];
        Arrays.fill(nodes, Node.OUTSIDE);
    }

    boolean isFull() {
        return depth == nodes.length - 1;
    }

    void push(Node node, boolean array, long start) {
        depth++;
        nodes[depth] = node;
        arrays[depth] = array;
        indexes[depth] = 0;
        starts[depth] = start;
        seen[depth] = 0;
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
