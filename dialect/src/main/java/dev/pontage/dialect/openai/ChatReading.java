package dev.pontage.dialect.openai;

import dev.pontage.dialect.Operation;
import dev.pontage.dialect.frame.Sse;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.tap.ErrorWords;
import java.util.BitSet;

/**
 * The reading of chat completions and legacy completions, and of embeddings and moderations, which have fewer fields
 * (protocols 1.3, section 6).
 */
final class ChatReading extends OpenAiReading {
    private static final int CHOICE = 3;
    private static final int INDEX = 4;
    private static final int FINISH = 5;
    private static final int REASONING_CONTENT = 6;
    private static final int REASONING = 8;
    private static final int CALL = 10;
    private static final int AUDIO = 14;
    private static final int OBJECT = 19;

    /** What the other operations answer with. */
    private static final int EMBEDDING = 16;

    private static final int MODERATION = 17;

    /** From here on: delivered text. */
    private static final int TEXT = 1_000;

    private static final int TOP_USAGE = USAGE;
    private static final int GROQ_USAGE = USAGE + OpenAiUsage.NODES;
    private static final int MOONSHOT_USAGE = USAGE + 2 * OpenAiUsage.NODES;

    /** Choices beyond it are not told apart. */
    private static final int CHOICES_LIMIT = 1 << 18;

    private static final byte[] ERROR_WORD = OpenAi.utf8("error");

    private static final Shape SHAPE = Shape.of(paths -> {
        paths.at("", ROOT)
                .at("model", MODEL)
                .at("object", OBJECT, Flag.CAPTURE)
                .at("choices[]", CHOICE)
                .at("choices[].index", INDEX)
                .at("choices[].finish_reason", FINISH)
                .at("choices[].text", TEXT, Flag.TEXT);
        paths.at("data[]", EMBEDDING).at("results[]", MODERATION);
        message(paths, "choices[].delta", 0);
        message(paths, "choices[].message", 1);
        ErrorWords.at(paths, "error", ERROR);
        ErrorWords.atTop(paths, TOP);
        OpenAiUsage.at(paths, "usage", TOP_USAGE);
        OpenAiUsage.at(paths, "x_groq.usage", GROQ_USAGE);
        OpenAiUsage.at(paths, "choices[].usage", MOONSHOT_USAGE);
    });

    private final int item;
    private final boolean usageAsked;
    private final BitSet begun = new BitSet();
    private final BitSet finished = new BitSet();
    private boolean usageSaidLast;
    private boolean anyChoice;
    private boolean anyItem;
    private boolean errorObject;
    private int index;
    private int position;
    private boolean finish;
    private boolean reasoningContent;
    private long reasoningBytes;

    ChatReading(Operation.Kind kind, boolean showsAskedModel, boolean usageAsked) {
        super(showsAskedModel);
        item = switch (kind) {
            case CHAT, COMPLETIONS -> CHOICE;
            case EMBEDDINGS -> EMBEDDING;
            case MODERATIONS -> MODERATION;
            case RESPONSES, COUNT_TOKENS, MODELS, MODEL, RECEIPT ->
                throw new IllegalArgumentException(kind + " has none");
        };
        this.usageAsked = usageAsked;
    }

    /** {@code place} 0 or 1 tells apart the two places where a message can stand. */
    private static void message(Shape.Paths paths, String path, int place) {
        int text = TEXT + 10 + 20 * place;
        paths.at(path + ".reasoning_content", REASONING_CONTENT + place, Flag.TEXT)
                .at(path + ".reasoning", REASONING + place)
                .at(path + ".tool_calls[]", CALL + place)
                .at(path + ".function_call", CALL + 2 + place)
                .at(path + ".audio.data", AUDIO + place)
                .at(path + ".content", text, Flag.TEXT)
                .at(path + ".content[].text", text + 1, Flag.TEXT)
                .at(path + ".content[].thinking", text + 2, Flag.TEXT)
                .at(path + ".content[].thinking[].text", text + 3, Flag.TEXT)
                .at(path + ".refusal", text + 4, Flag.TEXT)
                .at(path + ".tool_calls[].function.arguments", text + 5, Flag.TEXT)
                .at(path + ".tool_calls[].custom.input", text + 6, Flag.TEXT)
                .at(path + ".function_call.arguments", text + 7, Flag.TEXT)
                .at(path + ".audio.transcript", text + 8, Flag.TEXT);
    }

    @Override
    protected Shape shape() {
        return SHAPE;
    }

    @Override
    protected void begin() {
        super.begin();
        anyChoice = false;
        errorObject = false;
        position = 0;
        reasoningContent = false;
        reasoningBytes = 0;
    }

    @Override
    void scalar(Scan scan, int node) {
        if (node >= TEXT) {
            meaning |= scan.textLength() > 0;
            return;
        }
        switch (node) {
            case INDEX -> index = Math.clamp(scan.longValue(index), 0, CHOICES_LIMIT);
            case FINISH -> finish = scan.kind() != Kind.NULL;
            case REASONING_CONTENT, REASONING_CONTENT + 1 -> {
                reasoningContent |= scan.textLength() > 0;
                meaning |= scan.textLength() > 0;
            }
            case REASONING, REASONING + 1 -> {
                reasoningBytes += scan.textLength();
                meaning |= scan.textLength() > 0;
            }
            case AUDIO, AUDIO + 1 -> meaning |= scan.textLength() > 0;
            case OBJECT -> errorObject |= scan.kind() == Kind.STRING && scan.stringEquals(ERROR_WORD);
            default -> {}
        }
    }

    @Override
    void opened(Scan scan, int node) {
        anyItem |= node == item;
        if (node == CHOICE) {
            anyChoice = true;
            finish = false;
            index = Math.min(position++, CHOICES_LIMIT);
        } else if (node >= CALL && node < AUDIO) {
            meaning = true;
        }
    }

    @Override
    void closed(Scan scan, int node) {
        if (node == CHOICE) {
            begun.set(index);
            if (finish) {
                finished.set(index);
                meaning = true;
            }
        }
    }

    @Override
    protected Verdict judge(Sse sse, boolean removable) {
        boolean usageOnly = usageObject && !anyChoice;
        usage.settle();
        if (failed() || sse.nameEquals(ERROR_WORD)) {
            return Verdict.FAILED;
        }
        usageSaidLast |= usageOnly;
        return usageOnly && !usageAsked && removable ? Verdict.DROP : Verdict.PASS;
    }

    @Override
    protected boolean failed() {
        return super.failed() || errorObject;
    }

    /** Some servers write reasoning under both its names: it counts once. */
    @Override
    protected long countText(Scan scan) {
        return scan.textBytes() + (reasoningContent ? 0 : reasoningBytes);
    }

    @Override
    protected long countSoFar(Scan scan) {
        int pending = scan.pendingNode();
        boolean inReasoning = pending == REASONING || pending == REASONING + 1;
        return countText(scan) + (inReasoning && !reasoningContent ? scan.textLength() : 0);
    }

    @Override
    protected boolean endsWithMarker() {
        return true;
    }

    @Override
    protected boolean hollow() {
        return !anyItem;
    }

    @Override
    protected boolean complete() {
        return usageSaidLast || (!begun.isEmpty() && begun.equals(finished));
    }
}
