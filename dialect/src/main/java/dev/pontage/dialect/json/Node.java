package dev.pontage.dialect.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place of a compiled {@link Shape}, and what may stand beneath it.
 *
 * <p>Its links are never absent: beneath what no path names lies {@link #OUTSIDE}, or {@link #DEEP} where all is text,
 * each of which is its own child. So a scan needs no null check and no name comparison there.
 */
final class Node {
    /** One bit each in the set by which a scan finds a name given twice. */
    static final int CHILDREN_LIMIT = 63;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final Node OUTSIDE = new Node("", 0, 0);
    static final Node DEEP = new Node("", 0, Flag.DEEP_TEXT.bit);

    private static final Node[] NO_CHILDREN = {};

    /** The member's name, {@code []}, {@code *}, or empty where nothing is known. */
    final String label;

    /** What the visitor is told; 0 if nothing. */
    final int id;

    /** Bits of {@link Flag}. */
    final int flags;

    /** This place's bit among its named siblings; 0 for an element, any member, or the root. */
    long bit;

    /** What an element of an array here is. */
    Node elements;

    /** What a member is whose name no path gives. */
    Node others;

    /** Whether an object here has members that are known by name. */
    boolean hasNames;

    private final byte[] name;

    /** The name's first eight bytes, the first the lowest, and which of them count. */
    private final long head;

    private final long headMask;
    private Node[][] membersByLength = {};

    private Node(String label, int id, int flags) {
        this.label = label;
        this.id = id;
        this.flags = flags;
        this.name = Shape.utf8(label);
        byte[] eight = Arrays.copyOf(name, Long.BYTES);
        this.head = (long) LONGS.get(eight, 0);
        this.headMask = name.length >= Long.BYTES ? -1 : (1L << (8 * name.length)) - 1;
        this.elements = this;
        this.others = this;
    }

    /** The member of an object here whose decoded name is the bytes {@code [from, to)}. */
    Node member(byte[] b, int from, int to) {
        int length = to - from;
        if (length < membersByLength.length) {
            for (Node member : membersByLength[length]) {
                if (member.isNamed(b, from, length)) {
                    return member;
                }
            }
        }
        return others;
    }

    /** Compares eight bytes at once where so many follow, which is nearly always. */
    private boolean isNamed(byte[] b, int from, int length) {
        if (from > b.length - Long.BYTES) {
            return Arrays.equals(name, 0, length, b, from, from + length);
        }
        if (((long) LONGS.get(b, from) & headMask) != head) {
            return false;
        }
        return length <= Long.BYTES || Arrays.equals(name, 8, length, b, from + 8, from + length);
    }

    /**
     * The named member whose name these bytes are but for the case of letters, or null; asked only of a name that no
     * path gives. A long s and a Kelvin sign are letters' other case to readers that fold by Unicode (CaseFolding.txt).
     */
    @Nullable Node otherwiseSpelled(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] < 0) {
                byte[] folded = Shape.utf8(new String(b, from, to - from, StandardCharsets.UTF_8)
                        .replace('\u017f', 's')
                        .replace('\u212a', 'k'));
                return spelledInAnyCase(folded, 0, folded.length);
            }
        }
        return spelledInAnyCase(b, from, to);
    }

    private @Nullable Node spelledInAnyCase(byte[] b, int from, int to) {
        int length = to - from;
        if (length < membersByLength.length) {
            for (Node member : membersByLength[length]) {
                if (equalInAnyCase(member.name, b, from)) {
                    return member;
                }
            }
        }
        return null;
    }

    private static boolean equalInAnyCase(byte[] name, byte[] b, int from) {
        for (int i = 0; i < name.length; i++) {
            int difference = name[i] ^ b[from + i];
            int lower = name[i] | 0x20;
            if (difference != 0 && (difference != 0x20 || lower < 'a' || lower > 'z')) {
                return false;
            }
        }
        return true;
    }

    /** Whether anything is to be done about a value here, but to check it. */
    boolean isReported() {
        return (id | flags) != 0;
    }

    boolean has(Flag flag) {
        return (flags & flag.bit) != 0;
    }

    private void adopt(Node member, long memberBit) {
        int length = member.name.length;
        int known = membersByLength.length;
        if (length >= known) {
            membersByLength = Arrays.copyOf(membersByLength, length + 1);
            Arrays.fill(membersByLength, known, length + 1, NO_CHILDREN);
        }
        Node[] siblings = membersByLength[length];
        siblings = Arrays.copyOf(siblings, siblings.length + 1);
        siblings[siblings.length - 1] = member;
        membersByLength[length] = siblings;
        member.bit = memberBit;
        hasNames = true;
    }

    /** A place while the paths of its shape are being collected. */
    static final class Draft {
        private final String label;
        private final Map<String, Draft> children = new LinkedHashMap<>();
        private int id;
        private int flags;

        Draft(String label) {
            this.label = label;
        }

        Draft child(String segment) {
            return children.computeIfAbsent(segment, Draft::new);
        }

        void name(String path, int node, Flag... given) {
            if (id != 0) {
                throw new IllegalArgumentException("path " + path + " given twice");
            }
            id = node;
            for (Flag flag : given) {
                flags |= flag.bit;
            }
        }

        Node compile(boolean deep) {
            boolean deepHere = deep || (flags & Flag.DEEP_TEXT.bit) != 0;
            Node node = new Node(label, id, deepHere ? flags | Flag.DEEP_TEXT.bit : flags);
            node.elements = deepHere ? DEEP : OUTSIDE;
            node.others = node.elements;
            int members = 0;
            for (Draft child : children.values()) {
                Node compiled = child.compile(deepHere);
                switch (child.label) {
                    case "[]" -> node.elements = compiled;
                    case "*" -> node.others = compiled;
                    default -> node.adopt(compiled, 1L << members++);
                }
            }
            if (members > CHILDREN_LIMIT) {
                throw new IllegalArgumentException("more than " + CHILDREN_LIMIT + " members named in " + label);
            }
            return node;
        }
    }
}
