package dev.pontage.dialect.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts what makers want back with tool calls into a request whose client did not send it (C1).
 *
 * <p>What the client sent itself stays: where a turn has thoughts that anybody signed, it gets no others.
 */
public final class Restoring {
    /** Of so many calls at most, the newest, the state is looked for. */
    static final int CALLS_MOST = 512;

    private Restoring() {}

    /**
     * The ids of the calls that came without all that a maker could want, the newest first: of the loop that goes on,
     * since the user last spoke without answering calls. Makers want back no more, and what is kept for a while only
     * would change earlier turns some day, so that no cache found them again.
     */
    public static List<String> wanting(ChatRequest request) {
        Set<String> wanting = new LinkedHashSet<>();
        boolean spoke = false;
        boolean answered = false;
        for (Turn turn : request.turns().reversed()) {
            switch (turn.role()) {
                case SYSTEM -> {}
                case USER -> {
                    spoke = true;
                    answered |= turn.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
                }
                case ASSISTANT -> {
                    if (spoke && !answered) {
                        return List.copyOf(wanting);
                    }
                    spoke = false;
                    answered = false;
                    addCalls(turn, wanting);
                }
            }
        }
        return List.copyOf(wanting);
    }

    private static void addCalls(Turn turn, Set<String> wanting) {
        boolean thoughts = turn.parts().stream().anyMatch(Restoring::isSigned);
        for (Part part : turn.parts().reversed()) {
            if (part instanceof Part.ToolCall call
                    && !(thoughts && !call.signature().isEmpty())
                    && OpaqueState.isToldBy(call.id())
                    && wanting.size() < CALLS_MOST) {
                wanting.add(call.id());
            }
        }
    }

    /**
     * The request with these states, each in the newest call of its id, and in none of another tool.
     *
     * @param states by the calls' ids
     */
    public static ChatRequest with(ChatRequest request, Map<String, OpaqueState> states) {
        if (states.isEmpty()) {
            return request;
        }
        Map<String, OpaqueState> left = new HashMap<>(states);
        List<Turn> turns = new ArrayList<>(request.turns());
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).role() == Role.ASSISTANT) {
                turns.set(i, turn(turns.get(i), left));
            }
        }
        return request.withTurns(turns);
    }

    private static Turn turn(Turn turn, Map<String, OpaqueState> left) {
        Map<Integer, OpaqueState> found = new HashMap<>();
        for (int i = turn.parts().size() - 1; i >= 0; i--) {
            if (turn.parts().get(i) instanceof Part.ToolCall call) {
                OpaqueState state = left.get(call.id());
                if (state != null && state.tool().equals(call.name())) {
                    left.remove(call.id());
                    found.put(i, state);
                }
            }
        }
        return found.isEmpty() ? turn : new Turn(turn.role(), parts(turn, found));
    }

    private static List<Part> parts(Turn turn, Map<Integer, OpaqueState> found) {
        boolean thoughts = turn.parts().stream().noneMatch(Restoring::isSigned)
                && found.values().stream().anyMatch(state -> !state.thoughts().isEmpty());
        List<Part> first = new ArrayList<>();
        List<Part> rest = new ArrayList<>();
        for (int i = 0; i < turn.parts().size(); i++) {
            Part part = turn.parts().get(i);
            OpaqueState state = found.get(i);
            if (state != null && thoughts) {
                (state.leads() ? first : rest).addAll(state.thoughts());
            }
            if (state != null && part instanceof Part.ToolCall call) {
                rest.add(signed(call, state.signature()));
            } else if (!(thoughts && part instanceof Part.Thinking)) {
                rest.add(part); // a thought without a signature only repeats what comes back with one
            }
        }
        first.addAll(rest);
        return first;
    }

    private static Part.ToolCall signed(Part.ToolCall call, String signature) {
        return call.signature().isEmpty()
                ? new Part.ToolCall(call.id(), call.name(), call.arguments(), signature, call.mark())
                : call;
    }

    private static boolean isSigned(Part part) {
        return part instanceof Part.Redacted
                || (part instanceof Part.Thinking thinking
                        && !thinking.signature().isEmpty());
    }
}
