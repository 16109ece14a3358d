package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.json.Malformed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Ids of one request's tool calls as this protocol takes them, {@code [a-zA-Z0-9_.:-]{1,64}} and each once; Mistral's
 * models want nine letters and digits (protocols 9.3; A40, K09).
 *
 * <p>An id that will do stays. Which results are whose is told by the order of calls and results: a result belongs to a
 * call of the turn before it.
 */
final class ToolIds {
    private static final int LENGTH_LIMIT = 64;
    private static final int HASH_LENGTH = 8;
    private static final int SHORT_LENGTH = 9;

    private final boolean wantsShort;
    private final Set<String> given = new HashSet<>();

    /** Of the last turn's calls: what became of each id, in order, as long as no result has taken it. */
    private final Map<String, Deque<String>> open = new HashMap<>();

    ToolIds(boolean wantsShort) {
        this.wantsShort = wantsShort;
    }

    /** A turn of the model begins: what the one before it called and nobody answered stays unanswered. */
    void beginTurn() {
        open.clear();
    }

    String call(String id) {
        String mapped = id;
        for (int i = 0; !fits(mapped) || !given.add(mapped); i++) {
            mapped = shortened(id, i);
        }
        open.computeIfAbsent(id, _ -> new ArrayDeque<>()).add(mapped);
        return mapped;
    }

    /**
     * The id of the call that a result answers.
     *
     * @throws Malformed if the turn before has no such call that is still unanswered (K08)
     */
    String result(String id) {
        Deque<String> calls = open.get(id);
        if (calls == null || calls.isEmpty()) {
            throw new Malformed("messages", "has a tool result without a tool call just before it that it answers");
        }
        return calls.remove();
    }

    private boolean fits(String id) {
        if (id.isEmpty() || (wantsShort ? id.length() != SHORT_LENGTH : id.length() > LENGTH_LIMIT)) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isAllowed(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private String shortened(String id, int attempt) {
        String hashed = attempt == 0 ? id : id + '\n' + attempt;
        if (wantsShort) {
            return Hashes.of(hashed, SHORT_LENGTH);
        }
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < Math.min(id.length(), LENGTH_LIMIT - HASH_LENGTH - 1); i++) {
            clean.append(isAllowed(id.charAt(i)) ? id.charAt(i) : '_');
        }
        return clean.append('_').append(Hashes.of(hashed, HASH_LENGTH)).toString();
    }

    private boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (!wantsShort && "_.:-".indexOf(c) >= 0);
    }
}
