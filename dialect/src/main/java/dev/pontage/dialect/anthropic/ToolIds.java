package dev.pontage.dialect.anthropic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the tool calls of one request as this protocol takes them: {@code ^[a-zA-Z0-9_-]+$}, none given twice.
 *
 * <p>One that is good stays; another is cleaned and told apart by a hash of what it was, so that a conversation's
 * earlier turns are the same bytes in every request, and caches hold. A result belongs to the first call of its id that
 * has none yet.
 */
final class ToolIds {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** What is kept of an id that has to be cleaned. */
    private static final int KEPT_CHARS = 40;

    private final Set<String> used = new HashSet<>();
    private final Map<String, Deque<String>> open = new HashMap<>();

    /** An assistant's turn begins: what earlier ones called can no longer be answered. */
    void turn() {
        open.clear();
    }

    /** A call is made; returns its id. */
    String call(String id) {
        String clean = clean(id);
        String unique = clean;
        for (int i = 2; !used.add(unique); i++) {
            unique = clean + "_" + i;
        }
        open.computeIfAbsent(id, _ -> new ArrayDeque<>()).add(unique);
        return unique;
    }

    /** A call is answered; returns its id, or null if there is no such call that waits. */
    @Nullable String result(String id) {
        Deque<String> waiting = open.get(id);
        return waiting == null ? null : waiting.poll();
    }

    static String clean(String id) {
        StringBuilder clean = new StringBuilder(id.length());
        for (int i = 0; i < id.length(); i++) {
            clean.append(isLegal(id.charAt(i)) ? id.charAt(i) : '_');
        }
        if (!id.isEmpty() && id.contentEquals(clean)) {
            return id;
        }
        clean.setLength(Math.min(KEPT_CHARS, clean.length()));
        return clean.append('_').append(Long.toHexString(hash(id))).toString();
    }

    private static boolean isLegal(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** FNV-1a, 64 bits, over UTF-16 units. */
    private static long hash(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
