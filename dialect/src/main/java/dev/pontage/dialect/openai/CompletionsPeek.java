package dev.pontage.dialect.openai;

import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;

/** The look at a request for a legacy completion, whose prompts may be many and may be tokens (protocols 1.3). */
final class CompletionsPeek extends RequestPeek {
    private static final int PROMPT = OWN;
    private static final int ELEMENT = OWN + 1;
    private static final int TOKEN = OWN + 2;

    /** Prompts of one request; answers are prompts times {@code n}, and that product must stay small. */
    private static final int PROMPTS_LIMIT = 2_048;

    private static final Shape SHAPE = Fields.shape(fields -> answers(fields)
            .at("prompt", PROMPT, Flag.TEXT)
            .at("prompt[]", ELEMENT, Flag.TEXT)
            .at("prompt[][]", TOKEN)
            .at("max_completion_tokens", MAX_COMPLETION_TOKENS)
            .text("suffix"));

    private int prompts;

    @Override
    Shape shape() {
        return SHAPE;
    }

    @Override
    int prompts() {
        return Math.max(1, prompts);
    }

    @Override
    void field(Scan scan, int node) {
        switch (node) {
            case PROMPT -> {
                if (scan.kind() != Kind.STRING) {
                    throw wrong(scan, "a string or an array");
                }
                items++;
            }
            case ELEMENT -> {
                if (scan.kind() == Kind.STRING) {
                    another(scan);
                } else {
                    token(scan);
                }
            }
            case TOKEN -> token(scan);
            default -> {}
        }
    }

    @Override
    void opened(Scan scan, int node) {
        if (node == ELEMENT && scan.kind() == Kind.ARRAY) {
            another(scan);
        } else if (node != PROMPT || scan.kind() != Kind.ARRAY) {
            throw wrong(scan, "a string or an array of strings or tokens");
        }
    }

    private void another(Scan scan) {
        items++;
        if (++prompts > PROMPTS_LIMIT) {
            throw wrong(scan, "at most " + PROMPTS_LIMIT + " prompts");
        }
    }

    private void token(Scan scan) {
        if (scan.kind() != Kind.NUMBER) {
            throw wrong(scan, "a token");
        }
        tokensAsNumbers++;
    }
}
