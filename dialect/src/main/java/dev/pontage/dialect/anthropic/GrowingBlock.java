package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import org.jspecify.annotations.Nullable;

/** A block of a stream while it grows: how it begins, what of it waits to be written, and whether it may end. */
final class GrowingBlock {
    private final Kind kind;
    private final Json.Obj start;
    private final int call;
    private final StringBuilder waiting = new StringBuilder();
    private String signature = "";

    // Of a call's arguments: where in a JSON text they have come to.
    private int depth;
    private boolean began;
    private boolean inString;
    private boolean escaped;

    private GrowingBlock(Kind kind, Json.Obj start, int call) {
        this.kind = kind;
        this.start = start;
        this.call = call;
    }

    static GrowingBlock of(Kind kind) {
        return new GrowingBlock(kind, kind == Kind.TEXT ? Blocks.text("") : Blocks.thinking("", ""), -1);
    }

    static GrowingBlock redacted(String data) {
        return new GrowingBlock(Kind.REDACTED, Blocks.redacted(data), -1);
    }

    static GrowingBlock call(ChatEvent.ToolBegun begun) {
        return new GrowingBlock(Kind.CALL, Blocks.call(begun.id(), begun.name(), Json.Obj.EMPTY), begun.call());
    }

    Kind kind() {
        return kind;
    }

    boolean isCall(int number) {
        return kind == Kind.CALL && call == number;
    }

    Json.Obj start() {
        return start;
    }

    void grow(String piece) {
        waiting.append(piece);
        if (kind == Kind.CALL) {
            follow(piece);
        }
    }

    void sign(String text) {
        signature = text;
    }

    boolean isSigned() {
        return !signature.isEmpty();
    }

    /** Whether nothing more can come, given that another block has begun. */
    boolean mayEnd() {
        return kind != Kind.CALL || (began && depth == 0);
    }

    /** What has not been written yet; null if there is nothing. */
    @Nullable Json takeDelta() {
        if (waiting.isEmpty()) {
            return null;
        }
        String piece = waiting.toString();
        waiting.setLength(0);
        Members delta = new Members();
        return switch (kind) {
            case TEXT -> delta.put("type", "text_delta").put("text", piece).obj();
            case THINKING ->
                delta.put("type", "thinking_delta").put("thinking", piece).obj();
            case CALL ->
                delta.put("type", "input_json_delta").put("partial_json", piece).obj();
            case REDACTED -> throw new IllegalStateException("sealed thoughts come whole");
        };
    }

    @Nullable Json signatureDelta() {
        return signature.isEmpty()
                ? null
                : new Members()
                        .put("type", "signature_delta")
                        .put("signature", signature)
                        .obj();
    }

    private void follow(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (inString) {
                inString = escaped || c != '"';
                escaped = !escaped && c == '\\';
            } else {
                switch (c) {
                    case '"' -> inString = true;
                    case '{', '[' -> {
                        began = true;
                        depth++;
                    }
                    case '}', ']' -> depth--;
                    default -> {}
                }
            }
        }
    }

    /** The kinds of block that an answer has here. */
    enum Kind {
        TEXT,
        THINKING,
        REDACTED,
        CALL
    }
}
