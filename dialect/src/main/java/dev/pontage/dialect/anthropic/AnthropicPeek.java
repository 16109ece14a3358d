package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peek.Feature;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Visitor;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The look at a request for a message (protocols 3.2).
 *
 * <p>One strict scan over the whole body, no object tree. An explicit null is an absent field. What we read must have
 * the right type, since an upstream that understood it otherwise would slip past limits and prices (F-61, F-62); what
 * we do not read is not judged.
 */
final class AnthropicPeek implements Visitor {
    /** Where there is no body there is nothing to look at. */
    static final Peek NO_BODY = new Peek("", Framing.WHOLE, false, 0, 1, 0, 0, 0, 0, Set.of(), List.of());

    /** The value of {@code model}, also if it is null or empty. */
    static final String MODEL_MARK = "model";

    static final String STREAM_MARK = "stream";
    private static final String VERSION_MARK = "anthropic_version";
    private static final String BETAS_MARK = "anthropic_beta";

    /** Just after the bracket that opens the body; the second name where the body has no member. */
    static final String ROOT_MARK = "{";

    static final String EMPTY_ROOT_MARK = "{}";

    /** JSON limits of F-60; the capture limit is the longest model name. */
    private static final Limits LIMITS = new Limits(64, 1_000_000, 64, 1_024, 512);

    /** Beyond it a ceiling is no number of tokens but an attempt at our arithmetic (F-62). */
    private static final long CEILING_LIMIT = Integer.MAX_VALUE;

    private long outputCeiling = -1;
    private long plainTextBytes;
    private long mediaTokens;
    private long mediaBound;
    private int items;
    private String model = "";
    private boolean stream;
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);
    private final List<Peek.Mark> marks = new ArrayList<>(4);

    // The source of the image or document at hand.
    private long sourceBytes;
    private boolean sourceIsText;
    private boolean sourceIsElsewhere;

    private int betasFrom;

    /** Reads a body of which {@code length} bytes count. */
    Peeked peek(byte[] body, int length) {
        Scan scan = new Scan(PeekShape.SHAPE, LIMITS, true, this);
        try {
            scan.feed(body, 0, length);
            scan.finish();
            if (scan.rootOpenEnd() < 0) {
                throw new Refused(Refusal.invalid("", "The request body must be a JSON object."));
            }
            return result(scan);
        } catch (Refused refused) {
            return new Peeked.Refused(refused.refusal);
        } catch (JsonError error) {
            return new Peeked.Refused(refusal(error));
        }
    }

    private Peek result(Scan scan) {
        int at = Math.toIntExact(scan.rootOpenEnd());
        marks.add(new Peek.Mark(scan.rootEmpty() ? EMPTY_ROOT_MARK : ROOT_MARK, at, at));
        return new Peek(
                model,
                stream ? Framing.EVENTS : Framing.WHOLE,
                true, // every stream of this protocol shows usage
                outputCeiling,
                1,
                scan.textBytes() + plainTextBytes,
                mediaTokens,
                mediaBound,
                items,
                features.isEmpty() ? Set.of() : Collections.unmodifiableSet(features),
                Collections.unmodifiableList(marks));
    }

    // ---- what the scan tells

    @Override
    public void value(Scan scan, int node) {
        boolean absent = scan.kind() == Kind.NULL;
        switch (node) {
            case PeekShape.MODEL -> mark(scan, MODEL_MARK);
            case PeekShape.STREAM -> mark(scan, STREAM_MARK);
            case PeekShape.VERSION -> mark(scan, VERSION_MARK);
            case PeekShape.BETAS -> mark(scan, BETAS_MARK);
            default -> {}
        }
        if (!absent) {
            scalar(scan, node);
        }
    }

    private void scalar(Scan scan, int node) {
        switch (node) {
            case PeekShape.MODEL -> model = modelName(scan);
            case PeekShape.STREAM -> stream = bool(scan);
            case PeekShape.MAX_TOKENS -> ceiling(scan);
            case PeekShape.MESSAGES, PeekShape.TOOLS -> throw wrong(scan, "an array");
            case PeekShape.SYSTEM, PeekShape.CONTENT -> {
                if (scan.kind() != Kind.STRING) {
                    throw wrong(scan, "a string or an array of blocks");
                }
            }
            case PeekShape.BLOCK_TYPE, PeekShape.INNER_TYPE -> block(scan);
            case PeekShape.SOURCE_TYPE, PeekShape.INNER_SOURCE_TYPE ->
                sourceIsText = scan.kind() == Kind.STRING && scan.stringEquals(PeekShape.TEXT_SOURCE);
            case PeekShape.SOURCE_DATA, PeekShape.INNER_SOURCE_DATA -> sourceBytes = scan.textLength();
            case PeekShape.SOURCE_URL, PeekShape.INNER_SOURCE_URL -> {
                sourceBytes = scan.textLength();
                sourceIsElsewhere = true;
            }
            case PeekShape.THINKING_TYPE -> {
                if (scan.kind() == Kind.STRING && !scan.stringEquals(PeekShape.DISABLED)) {
                    features.add(Feature.REASONING);
                }
            }
            case PeekShape.EFFORT -> features.add(Feature.REASONING);
            default -> {
                if (node >= PeekShape.FOREIGN) {
                    throw stored(scan);
                }
            }
        }
    }

    private void block(Scan scan) {
        if (scan.kind() != Kind.STRING) {
            throw wrong(scan, "a string");
        }
        if (scan.stringEquals(PeekShape.IMAGE)) {
            features.add(Feature.IMAGES);
        } else if (scan.stringEquals(PeekShape.DOCUMENT)) {
            features.add(Feature.FILES);
        }
    }

    @Override
    public void open(Scan scan, int node) {
        switch (node) {
            case PeekShape.MODEL -> throw wrong(scan, "a string");
            case PeekShape.STREAM -> throw wrong(scan, "a boolean");
            case PeekShape.MAX_TOKENS -> throw wrong(scan, "a whole number");
            case PeekShape.VERSION -> throw wrong(scan, "a string");
            case PeekShape.BETAS -> betasFrom = Math.toIntExact(scan.end()) - 1;
            case PeekShape.MESSAGES, PeekShape.TOOLS, PeekShape.SYSTEM, PeekShape.CONTENT -> {
                if (scan.kind() != Kind.ARRAY) {
                    throw wrong(scan, "an array");
                }
            }
            case PeekShape.MESSAGE -> items++;
            case PeekShape.TOOL -> {
                items++;
                features.add(Feature.TOOLS);
            }
            case PeekShape.FORMAT -> features.add(Feature.JSON_SCHEMA);
            case PeekShape.SOURCE, PeekShape.INNER_SOURCE -> {
                sourceBytes = 0;
                sourceIsText = false;
                sourceIsElsewhere = false;
            }
            default -> {
                if (node > PeekShape.FOREIGN) {
                    throw stored(scan);
                }
            }
        }
    }

    /** Data of a source is text or a medium, which only its other members tell, before it or after. */
    @Override
    public void close(Scan scan, int node) {
        if (node == PeekShape.BETAS) {
            marks.add(new Peek.Mark(BETAS_MARK, betasFrom, Math.toIntExact(scan.end())));
        } else if (node == PeekShape.SOURCE || node == PeekShape.INNER_SOURCE) {
            if (sourceIsText) {
                plainTextBytes += sourceBytes;
            } else {
                long tokens = Math.min(sourceBytes, Scan.MEDIA_TOKENS_LIMIT);
                mediaTokens += tokens;
                mediaBound += sourceIsElsewhere ? Scan.LONG_MEDIA_TOKENS_LIMIT : tokens;
            }
        }
    }

    private void mark(Scan scan, String name) {
        marks.add(new Peek.Mark(name, Math.toIntExact(scan.start()), Math.toIntExact(scan.end())));
    }

    // ---- values

    /** Zero fills a cache and writes nothing; servers of other vendors may take it for no limit at all. */
    private void ceiling(Scan scan) {
        long ceiling = scan.longValue(Long.MIN_VALUE);
        if (ceiling < 0 || ceiling > CEILING_LIMIT) {
            throw wrong(scan, "a whole number from 0 to " + CEILING_LIMIT);
        }
        outputCeiling = ceiling == 0 ? -1 : ceiling;
    }

    private static boolean bool(Scan scan) {
        return switch (scan.kind()) {
            case TRUE -> true;
            case FALSE -> false;
            case STRING, NUMBER, NULL, OBJECT, ARRAY -> throw wrong(scan, "a boolean");
        };
    }

    private static String modelName(Scan scan) {
        if (scan.kind() != Kind.STRING) {
            throw wrong(scan, "a string");
        }
        if (scan.truncated()) {
            throw wrong(scan, "at most " + LIMITS.captureBytes() + " bytes");
        }
        String name = scan.string();
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ' || name.charAt(i) == 0x7f || Character.isSurrogate(name.charAt(i))) {
                throw wrong(scan, "a name without blanks and control characters");
            }
        }
        return name;
    }

    // ---- refusals

    private static Refused wrong(Scan scan, String expected) {
        String path = scan.path();
        return new Refused(Refusal.invalid(path, path + ": expected " + expected + "."));
    }

    /** Refuses what names an object that an upstream keeps: two accounts on one credential must never meet (C8). */
    private static Refused stored(Scan scan) {
        String path = scan.path();
        String message = path + " is not supported: what a provider stores cannot be used through this gateway.";
        return new Refused(new Refusal(400, "unsupported_value", message).param(path));
    }

    private static Refusal refusal(JsonError error) {
        String message = "The JSON body of the request could not be accepted: " + error.getMessage() + ".";
        String code = switch (error.code()) {
            case DUPLICATE_NAME, ESCAPED_NAME, OTHER_CASE -> "ambiguous_field";
            case DEPTH, TOKENS, NUMBER_LENGTH, NAME_LENGTH -> "json_limit_exceeded";
            case SYNTAX, UTF8, CONTROL_CHARACTER, INCOMPLETE, TRAILING, BOM -> "invalid_json";
        };
        return new Refusal(400, code, message).param(error.path());
    }

    /** Ends a look early; made without a stack trace. */
    private static final class Refused extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(null, null, false, false);
            this.refusal = refusal;
        }
    }
}
