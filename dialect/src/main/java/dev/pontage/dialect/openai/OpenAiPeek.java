package dev.pontage.dialect.openai;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import java.util.List;
import java.util.Set;

/** The peek at a request: which look fits which operation. */
final class OpenAiPeek {
    /** Where there is no body there is nothing to look at. */
    private static final Peek NO_BODY = new Peek("", Framing.WHOLE, false, 0, 1, 0, 0, 0, 0, Set.of(), List.of());

    private OpenAiPeek() {}

    static Peeked peek(Operation.Kind kind, byte[] body, int length) {
        return switch (kind) {
            case CHAT -> new ChatPeek().peek(body, length);
            case COMPLETIONS -> new CompletionsPeek().peek(body, length);
            case EMBEDDINGS, MODERATIONS -> new InputPeek().peek(body, length);
            case RESPONSES -> new ResponsesPeek().peek(body, length);
            case COUNT_TOKENS, MODELS, MODEL, RECEIPT -> NO_BODY;
        };
    }
}
