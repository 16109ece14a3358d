package dev.pontage.dialect.json;

import java.util.ArrayList;
import java.util.List;

/** Everything that one scan of one document told, as lines to compare. */
final class Told implements Visitor {
    /** Names that {@link RandomJson} writes, with every flag and every kind of segment. */
    static final Shape SHAPE = Shape.of(paths -> paths.at("", 1, Flag.CAPTURE)
            .at("a", 2, Flag.CAPTURE, Flag.TEXT)
            .at("b", 3, Flag.CAPTURE)
            .at("b.c", 4, Flag.TEXT, Flag.CAPTURE)
            .at("a[]", 5, Flag.CAPTURE)
            .at("a[].b", 6, Flag.MEDIA, Flag.CAPTURE)
            .at("text", 7, Flag.DEEP_TEXT, Flag.CAPTURE)
            .at("text.model", 8, Flag.CAPTURE)
            .at("x.*", 9, Flag.CAPTURE, Flag.TEXT)
            .at("x.*.a", 10, Flag.CAPTURE)
            .at("é", 11, Flag.CAPTURE)
            .at("[].a", 12, Flag.CAPTURE)
            .at("[][]", 13, Flag.CAPTURE)
            .at("b.c[].a", 14, Flag.CAPTURE)
            .at("c.text.x", 15, Flag.CAPTURE)
            .at("text.b", 16, Flag.MEDIA, Flag.CAPTURE));

    final List<String> lines = new ArrayList<>();

    /** Scans the document cut at the given places. */
    static Told of(byte[] document, Limits limits, boolean strict, int... cuts) {
        Told told = new Told();
        Scan scan = new Scan(SHAPE, limits, strict, told);
        try {
            int from = 0;
            for (int cut : cuts) {
                // Each piece stands alone in its own array, so that whoever still looks at an older one is found out.
                feed(scan, document, from, cut);
                from = cut;
            }
            feed(scan, document, from, document.length);
            scan.finish();
        } catch (JsonError error) {
            told.lines.add(error.code() + " at " + error.offset() + " in " + error.path());
        }
        told.lines.add(state(scan));
        return told;
    }

    private static void feed(Scan scan, byte[] document, int from, int to) {
        byte[] piece = new byte[to - from + 3];
        System.arraycopy(document, from, piece, 2, to - from);
        scan.feed(piece, 2, 2 + to - from);
        java.util.Arrays.fill(piece, (byte) '#');
    }

    /** What a scan shows between callbacks. */
    static String state(Scan scan) {
        return "text " + scan.textBytes() + " media " + scan.mediaTokens() + "/" + scan.mediaBound() + " tokens "
                + scan.tokens()
                + " pending "
                + scan.pendingNode() + "@" + scan.pendingStart() + " root " + scan.rootOpenEnd() + " "
                + scan.rootEmpty() + " done " + scan.done();
    }

    @Override
    public void value(Scan scan, int node) {
        boolean kept = scan.kind() == Kind.STRING || scan.kind() == Kind.NUMBER;
        lines.add("value " + place(scan, node) + " length " + scan.textLength()
                + (kept ? " '" + scan.string() + "' " + scan.truncated() : "") + " whole " + scan.longValue(-99)
                + " " + state(scan));
    }

    @Override
    public void open(Scan scan, int node) {
        lines.add("open " + place(scan, node));
    }

    @Override
    public void close(Scan scan, int node) {
        lines.add("close " + place(scan, node) + " empty " + scan.isEmpty());
    }

    private static String place(Scan scan, int node) {
        return node + " " + scan.kind() + " " + scan.start() + "-" + scan.end() + " [" + scan.index() + "]["
                + scan.index(1) + "] " + scan.path();
    }
}
