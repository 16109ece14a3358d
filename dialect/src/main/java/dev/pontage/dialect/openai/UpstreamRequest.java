package dev.pontage.dialect.openai;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Splice;
import dev.pontage.dialect.json.Splices;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is changed in a client's request before it goes to an upstream that speaks this dialect too; all else stays,
 * byte for byte (S4.15, F-64).
 *
 * <p>Places come from the peek's marks. A member's name and comma are found by stepping from the mark over the blanks
 * beside it; nothing is read a second time.
 */
final class UpstreamRequest {
    private static final byte[] TRUE = OpenAi.utf8("true");
    private static final byte[] FALSE = OpenAi.utf8("false");
    private static final byte[] SYSTEM = OpenAi.utf8("\"system\"");
    private static final byte[] MAX_TOKENS = OpenAi.utf8("\"max_tokens\"");
    private static final byte[] ONLY_INCLUDE_USAGE = OpenAi.utf8("{\"include_usage\":true}");
    private static final byte[] NOTHING = {};

    private final Operation.Kind kind;
    private final Peek peek;
    private final byte[] body;
    private final String upstreamModel;
    private final Set<Quirk> quirks;
    private final List<Splice> splices = new ArrayList<>(4);
    private final List<Loss> losses = new ArrayList<>(0);
    private final List<Peek.Mark> removed = new ArrayList<>(0);

    /** Members to insert at the head of the body, joined by commas. */
    private final StringBuilder head = new StringBuilder(0);

    UpstreamRequest(Operation.Kind kind, Peek peek, byte[] body, String upstreamModel, Set<Quirk> quirks) {
        this.kind = kind;
        this.peek = peek;
        this.body = body;
        this.upstreamModel = upstreamModel;
        this.quirks = quirks;
    }

    Conversion.Same convert(String path, Conversion.Passages passages) {
        model();
        if (peek.stream()) {
            stream();
        }
        switch (kind) {
            case CHAT, COMPLETIONS -> {
                usage();
                if (quirks.contains(Quirk.MAX_TOKENS_ONLY)) {
                    ceiling();
                }
            }
            case RESPONSES -> store();
            case EMBEDDINGS, MODERATIONS, COUNT_TOKENS, MODELS, MODEL, RECEIPT -> {}
        }
        if (quirks.contains(Quirk.DEVELOPER_IS_SYSTEM)) {
            roles();
        }
        removeMembers();
        insertHead();
        return new Conversion.Same(Splices.of(splices), path, Map.of(), losses, peek.framing(), passages);
    }

    private void model() {
        Peek.Mark mark = peek.mark(Marks.MODEL);
        if (upstreamModel.isEmpty() || upstreamModel.equals(peek.model())) {
            return;
        }
        byte[] name = JsonText.quote(upstreamModel);
        if (mark == null) {
            insert("model", new String(name, StandardCharsets.UTF_8));
        } else {
            replace(mark, name);
        }
    }

    /** A stream that the client left open and the provider's defaults ask for. */
    private void stream() {
        Peek.Mark mark = peek.mark(Marks.STREAM);
        if (mark == null) {
            insert("stream", "true");
        } else if (!starts(mark, 't')) {
            replace(mark, TRUE);
        }
    }

    /** Usage is always asked for in a stream (C3, F-20). */
    private void usage() {
        if (!peek.stream()) {
            return;
        }
        Peek.Mark options = peek.mark(Marks.STREAM_OPTIONS);
        if (quirks.contains(Quirk.NO_STREAM_OPTIONS)) {
            if (options != null) {
                remove(options, Marks.STREAM_OPTIONS);
                losses.add(new Loss(Marks.STREAM_OPTIONS));
            }
            return;
        }
        if (options == null) {
            insert(Marks.STREAM_OPTIONS, "{\"include_usage\":true}");
        } else if (starts(options, 'n')) {
            replace(options, ONLY_INCLUDE_USAGE);
        } else {
            includeUsage(options);
        }
    }

    private void includeUsage(Peek.Mark options) {
        Peek.Mark include = peek.mark(Marks.INCLUDE_USAGE);
        if (include == null) {
            int at = options.from() + 1;
            boolean empty = body[skipBlanks(at)] == '}';
            splices.add(new Splice(at, at, JsonText.firstMember("include_usage", "true", empty)));
        } else if (!starts(include, 't')) {
            replace(include, TRUE);
        }
    }

    /** Nothing is kept for anybody until it can be told apart whose it is (C8). */
    private void store() {
        Peek.Mark mark = peek.mark(Marks.STORE);
        if (mark == null) {
            insert(Marks.STORE, "false");
        } else if (!starts(mark, 'f')) {
            replace(mark, FALSE);
        }
    }

    /** {@code max_completion_tokens} becomes {@code max_tokens}; where both are given it wins, and only it goes up. */
    private void ceiling() {
        Peek.Mark completion = peek.mark(Marks.MAX_COMPLETION_TOKENS);
        if (completion == null) {
            return;
        }
        Peek.Mark plain = peek.mark(Marks.MAX_TOKENS);
        if (plain == null) {
            int to = nameEnd(completion);
            splices.add(new Splice(nameStart(to, Marks.MAX_COMPLETION_TOKENS), to, MAX_TOKENS));
            return;
        }
        if (!starts(completion, 'n')) {
            byte[] value = new byte[completion.to() - completion.from()];
            System.arraycopy(body, completion.from(), value, 0, value.length);
            replace(plain, value);
        }
        remove(completion, Marks.MAX_COMPLETION_TOKENS);
    }

    private void roles() {
        for (Peek.Mark mark : peek.marks()) {
            if (mark.name().equals(Marks.DEVELOPER)) {
                replace(mark, SYSTEM);
            }
        }
    }

    // ---- ways to change a body

    private void replace(Peek.Mark mark, byte[] value) {
        splices.add(new Splice(mark.from(), mark.to(), value));
    }

    private void insert(String name, String value) {
        head.append(head.isEmpty() ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value);
    }

    private void insertHead() {
        if (head.isEmpty()) {
            return;
        }
        Peek.Mark root = peek.mark(Marks.ROOT);
        Peek.Mark empty = peek.mark(Marks.EMPTY_ROOT);
        if (root != null) {
            splices.addFirst(
                    Splice.insert(root.from(), OpenAi.utf8(head.append(',').toString())));
        } else if (empty != null) {
            splices.addFirst(Splice.insert(empty.from(), OpenAi.utf8(head.toString())));
        }
    }

    private void remove(Peek.Mark value, String name) {
        removed.add(new Peek.Mark(name, nameStart(nameEnd(value), name), value.to()));
    }

    /** Takes out members with one comma each; neighbours go together, since they share one. */
    private void removeMembers() {
        removed.sort(Comparator.comparingInt(Peek.Mark::from));
        for (int i = 0; i < removed.size(); i++) {
            int from = removed.get(i).from();
            int to = removed.get(i).to();
            int after = skipBlanks(to);
            while (i + 1 < removed.size()
                    && body[after] == ','
                    && skipBlanks(after + 1) == removed.get(i + 1).from()) {
                to = removed.get(++i).to();
                after = skipBlanks(to);
            }
            int before = skipBlanksBack(from - 1);
            if (body[after] == ',') {
                to = after + 1;
            } else if (body[before] == ',') {
                from = before;
            }
            splices.add(new Splice(from, to, NOTHING));
        }
    }

    /** Just after the closing quote of the name of the member with this value. */
    private int nameEnd(Peek.Mark value) {
        int at = value.from() - 1;
        while (body[at] != '"') {
            at--;
        }
        return at + 1;
    }

    /** A name that we read is spelled without escapes, else the peek would have refused it. */
    private static int nameStart(int nameEnd, String name) {
        return nameEnd - name.length() - 2;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (isBlank(body[at])) {
            at++;
        }
        return at;
    }

    private int skipBlanksBack(int from) {
        int at = from;
        while (isBlank(body[at])) {
            at--;
        }
        return at;
    }

    private boolean starts(Peek.Mark mark, char first) {
        return body[mark.from()] == first;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
