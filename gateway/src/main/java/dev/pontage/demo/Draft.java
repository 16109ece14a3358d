package dev.pontage.demo;

import java.util.List;

/**
 * The content of one answer, in no protocol's shape. Text and refusal exclude each other.
 *
 * @param reasoning empty for none
 * @param text empty for none
 * @param refusal empty for none
 * @param calls tools to be called
 * @param cut whether the ceiling ended it
 */
record Draft(String reasoning, String text, String refusal, List<Call> calls, boolean cut) {
    Draft {
        calls = List.copyOf(calls);
    }

    long reasoningTokens() {
        return Tokens.of(reasoning);
    }

    /** Tokens of everything, reasoning included. */
    long tokens() {
        long bytes = Tokens.bytes(text) + Tokens.bytes(refusal);
        for (Call call : calls) {
            bytes += Tokens.bytes(call.arguments());
        }
        return reasoningTokens() + (bytes + 3) / 4;
    }

    /**
     * One tool to be called.
     *
     * @param arguments JSON text, which the ceiling may have cut
     */
    record Call(String id, String name, String arguments) {}
}
