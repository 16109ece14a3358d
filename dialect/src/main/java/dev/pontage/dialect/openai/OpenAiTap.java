package dev.pontage.dialect.openai;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.tap.Reading;
import dev.pontage.dialect.tap.Tap;

/** The passages of this dialect's answers: which reading fits which operation. */
final class OpenAiTap {
    private static final byte[] AS_IT_IS = {};

    private OpenAiTap() {}

    /** {@code shownModel}: the name that replaces the upstream's; empty leaves that as it is (C4). */
    static Conversion.Passages passages(Operation.Kind kind, Peek peek, String shownModel) {
        byte[] literal = shownModel.isEmpty() ? AS_IT_IS : JsonText.quote(shownModel);
        boolean usageAsked = peek.usageAsked();
        return streamed -> Tap.of(reading(kind, literal.length > 0, usageAsked), literal, streamed);
    }

    /** The passage of an answer that goes on as it is. */
    static Passage unchanged(Operation.Kind kind, boolean streamed) {
        return Tap.of(reading(kind, false, true), AS_IT_IS, streamed);
    }

    private static Reading reading(Operation.Kind kind, boolean showsAskedModel, boolean usageAsked) {
        return switch (kind) {
            case CHAT, COMPLETIONS, EMBEDDINGS, MODERATIONS -> new ChatReading(kind, showsAskedModel, usageAsked);
            case RESPONSES -> new ResponsesReading(showsAskedModel);
            case COUNT_TOKENS, MODELS, MODEL, RECEIPT -> throw new IllegalArgumentException(kind + " has no upstream");
        };
    }
}
