package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Tool;
import dev.pontage.dialect.chat.Turn;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of one request's tools as this protocol takes them, {@code [a-zA-Z0-9_-]{1,64}}, and the way back to the
 * client's (A38).
 *
 * <p>They follow from the request alone, so that who reads the answer makes the same.
 */
final class ToolNames {
    /** Leaves every name as it is. */
    static final ToolNames NONE = new ToolNames();

    private static final int LENGTH_LIMIT = 64;
    private static final int HASH_LENGTH = 8;

    private final Map<String, String> there = new HashMap<>();
    private final Map<String, String> back = new HashMap<>();

    private ToolNames() {}

    /** Of a request's tools, and of those that only its history names. */
    static ToolNames of(ChatRequest request) {
        ToolNames names = new ToolNames();
        // What will do as it is comes first, so that nothing else is mapped to it.
        for (int pass = 0; pass < 2; pass++) {
            for (Tool tool : request.tools()) {
                names.add(tool.name(), pass == 0);
            }
            for (Turn turn : request.turns()) {
                for (Part part : turn.parts()) {
                    if (part instanceof Part.ToolCall call) {
                        names.add(call.name(), pass == 0);
                    }
                }
            }
        }
        return names;
    }

    private void add(String name, boolean onlyFitting) {
        if (there.containsKey(name) || (onlyFitting && !fits(name))) {
            return;
        }
        String mapped = name;
        for (int i = 0; !fits(mapped) || back.containsKey(mapped); i++) {
            mapped = shortened(name, i);
        }
        there.put(name, mapped);
        back.put(mapped, name);
    }

    /** The protocol's name of a tool of the request. */
    String there(String name) {
        return there.getOrDefault(name, name);
    }

    /** The client's name of a tool that the model calls. */
    String back(String name) {
        return back.getOrDefault(name, name);
    }

    /** Whether a tool has this name in the protocol. */
    boolean isTaken(String name) {
        return back.containsKey(name);
    }

    private static boolean fits(String name) {
        if (name.isEmpty() || name.length() > LENGTH_LIMIT) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isAllowed(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String shortened(String name, int attempt) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), LENGTH_LIMIT - HASH_LENGTH - 1); i++) {
            clean.append(isAllowed(name.charAt(i)) ? name.charAt(i) : '_');
        }
        String hashed = attempt == 0 ? name : name + '\n' + attempt;
        return clean.append('_').append(Hashes.of(hashed, HASH_LENGTH)).toString();
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
