package dev.pontage.dialect.openai;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.json.Visitor;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One look at one request: what all requests of this dialect say alike.
 *
 * <p>One strict scan over the whole body, no object tree. An explicit null is an absent field (protocols 1.2). What we
 * read must have the right type, since an upstream that understood it otherwise would slip past limits and prices
 * (F-61, F-62); what we do not read is not judged.
 */
abstract sealed class RequestPeek implements Visitor permits ChatPeek, CompletionsPeek, InputPeek, ResponsesPeek {
    static final int MODEL = 1;
    static final int STREAM = 2;
    static final int STREAM_OPTIONS = 3;
    static final int INCLUDE_USAGE = 4;
    static final int MAX_TOKENS = 5;
    static final int MAX_COMPLETION_TOKENS = 6;
    static final int N = 7;
    static final int BEST_OF = 8;
    static final int STORE = 9;

    /** The first number that a kind of request may use itself. */
    static final int OWN = 20;

    /** JSON limits of F-60; the capture limit is the longest model name. */
    private static final Limits LIMITS = new Limits(64, 1_000_000, 64, 1_024, 512);

    private static final int ANSWERS_LIMIT = 128;

    /** Beyond it a ceiling is no number of tokens but an attempt at our arithmetic (F-62). */
    private static final long CEILING_LIMIT = Integer.MAX_VALUE;

    private static final byte[] DEVELOPER = OpenAi.utf8("developer");

    long outputCeiling = -1;
    long tokensAsNumbers;
    int items;
    private String model = "";
    private boolean stream;
    private boolean usageAsked;
    private int n = 1;
    private int bestOf = 1;
    private final Set<Peek.Feature> features = EnumSet.noneOf(Peek.Feature.class);
    private final List<Peek.Mark> marks = new ArrayList<>(8);

    /** Reads a body of which {@code length} bytes count. */
    final Peeked peek(byte[] body, int length) {
        Scan scan = new Scan(shape(), LIMITS, true, this);
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

    abstract Shape shape();

    /** A scalar that is not null at a place of this kind of request. */
    void field(Scan scan, int node) {}

    /** An object or array at a place of this kind of request. */
    void opened(Scan scan, int node) {}

    /** How many answers one {@code n} stands for. */
    int prompts() {
        return 1;
    }

    /** Whether the client sees usage in a stream without asking. */
    boolean usageAlways() {
        return false;
    }

    static Fields common(Fields fields) {
        return fields.at("model", MODEL, Flag.CAPTURE);
    }

    static Fields streaming(Fields fields) {
        return common(fields)
                .at("stream", STREAM)
                .at("stream_options", STREAM_OPTIONS)
                .at("stream_options.include_usage", INCLUDE_USAGE);
    }

    static Fields answers(Fields fields) {
        return streaming(fields).at("n", N).at("best_of", BEST_OF).at("max_tokens", MAX_TOKENS);
    }

    @Override
    public final void value(Scan scan, int node) {
        boolean absent = scan.kind() == Kind.NULL;
        switch (node) {
            case MODEL -> {
                mark(scan, Marks.MODEL);
                if (!absent) {
                    model = modelName(scan);
                }
            }
            case STREAM -> {
                mark(scan, Marks.STREAM);
                stream = !absent && bool(scan);
            }
            case STREAM_OPTIONS -> {
                if (!absent) {
                    throw wrong(scan, "an object");
                }
                mark(scan, Marks.STREAM_OPTIONS);
            }
            case INCLUDE_USAGE -> {
                mark(scan, Marks.INCLUDE_USAGE);
                usageAsked = !absent && bool(scan);
            }
            case STORE -> {
                mark(scan, Marks.STORE);
                if (!absent && bool(scan)) {
                    throw stored(scan);
                }
            }
            case N -> n = absent ? 1 : (int) whole(scan, 1, ANSWERS_LIMIT);
            case BEST_OF -> bestOf = absent ? 1 : (int) whole(scan, 1, ANSWERS_LIMIT);
            case MAX_TOKENS -> {
                mark(scan, Marks.MAX_TOKENS);
                ceiling(scan, absent);
            }
            case MAX_COMPLETION_TOKENS -> {
                mark(scan, Marks.MAX_COMPLETION_TOKENS);
                ceiling(scan, absent);
            }
            default -> {
                if (!absent) {
                    scalar(scan, node);
                }
            }
        }
    }

    private void scalar(Scan scan, int node) {
        if (node < Fields.IMAGES) {
            field(scan, node);
        } else if (node < Fields.AUDIO) {
            uses(Peek.Feature.IMAGES);
        } else if (node < Fields.FILES) {
            uses(Peek.Feature.AUDIO);
        } else if (node < Fields.FOREIGN) {
            uses(Peek.Feature.FILES);
        } else {
            throw stored(scan);
        }
    }

    @Override
    public final void open(Scan scan, int node) {
        switch (node) {
            case MODEL -> throw wrong(scan, "a string");
            case STREAM, INCLUDE_USAGE, STORE -> throw wrong(scan, "a boolean");
            case N, BEST_OF, MAX_TOKENS, MAX_COMPLETION_TOKENS -> throw wrong(scan, "a whole number");
            case STREAM_OPTIONS -> {
                if (scan.kind() == Kind.ARRAY) {
                    throw wrong(scan, "an object");
                }
            }
            default -> {
                if (node >= Fields.FOREIGN && node < Fields.FOREIGN_SCALAR) {
                    throw stored(scan);
                }
                opened(scan, node);
            }
        }
    }

    @Override
    public final void close(Scan scan, int node) {
        if (node == STREAM_OPTIONS) {
            mark(scan, Marks.STREAM_OPTIONS);
        } else {
            closed(scan, node);
        }
    }

    /** An object or array of this kind of request is complete. */
    void closed(Scan scan, int node) {}

    private Peek result(Scan scan) {
        int at = Math.toIntExact(scan.rootOpenEnd());
        marks.add(new Peek.Mark(scan.rootEmpty() ? Marks.EMPTY_ROOT : Marks.ROOT, at, at));
        return new Peek(
                model,
                stream ? Framing.EVENTS : Framing.WHOLE,
                usageAsked || usageAlways(),
                outputCeiling,
                Math.max(n, bestOf) * prompts(),
                scan.textBytes(),
                scan.mediaTokens() + tokensAsNumbers,
                scan.mediaBound() + tokensAsNumbers,
                items,
                features.isEmpty() ? Set.of() : Collections.unmodifiableSet(features),
                Collections.unmodifiableList(marks));
    }

    // ---- what the kinds of request share

    final void uses(Peek.Feature feature) {
        features.add(feature);
    }

    final void mark(Scan scan, String name) {
        marks.add(new Peek.Mark(name, Math.toIntExact(scan.start()), Math.toIntExact(scan.end())));
    }

    /** A role; one that some upstreams do not know is marked. */
    final void role(Scan scan) {
        if (scan.kind() == Kind.STRING && scan.stringEquals(DEVELOPER)) {
            mark(scan, Marks.DEVELOPER);
        }
    }

    /**
     * A ceiling; of several the highest counts here, for which of them an upstream obeys is not ours to know. Zero is
     * none: some servers take it for no limit at all.
     */
    final void ceiling(Scan scan, boolean absent) {
        long ceiling = absent ? 0 : whole(scan, 0, CEILING_LIMIT);
        if (ceiling > 0) {
            outputCeiling = Math.max(outputCeiling, ceiling);
        }
    }

    final boolean bool(Scan scan) {
        return switch (scan.kind()) {
            case TRUE -> true;
            case FALSE -> false;
            case STRING, NUMBER, NULL, OBJECT, ARRAY -> throw wrong(scan, "a boolean");
        };
    }

    final long whole(Scan scan, long least, long most) {
        long value = scan.longValue(Long.MIN_VALUE);
        if (value < least || value > most) {
            throw wrong(scan, "a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** Refuses a value of a type that this field cannot have. */
    final Refused wrong(Scan scan, String expected) {
        String path = scan.path();
        return new Refused(Refusal.invalid(path, "Invalid value for '" + path + "': expected " + expected + "."));
    }

    /** Refuses what names an object that an upstream keeps: two accounts on one credential must never meet (C8). */
    final Refused stored(Scan scan) {
        String path = scan.path();
        String message = "'" + path + "' is not supported: what a provider stores cannot be used through this gateway.";
        return new Refused(new Refusal(400, "unsupported_value", message).param(path));
    }

    private String modelName(Scan scan) {
        if (scan.kind() != Kind.STRING) {
            throw wrong(scan, "a string");
        }
        if (scan.truncated()) {
            throw wrong(scan, "at most " + LIMITS.captureBytes() + " bytes");
        }
        String name = scan.string();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ' ' || Character.isISOControl(c) || Character.isSurrogate(c)) {
                throw wrong(scan, "a name without blanks and control characters");
            }
        }
        return name;
    }

    private static Refusal refusal(JsonError error) {
        String message = "We could not accept the JSON body of your request: " + error.getMessage() + ".";
        Refusal refusal = switch (error.code()) {
            case DUPLICATE_NAME, ESCAPED_NAME, OTHER_CASE -> new Refusal(400, "ambiguous_field", message);
            case DEPTH, TOKENS, NUMBER_LENGTH, NAME_LENGTH -> new Refusal(400, "json_limit_exceeded", message);
            case SYNTAX, UTF8, CONTROL_CHARACTER, INCOMPLETE, TRAILING, BOM ->
                new Refusal(400, "invalid_json", message);
        };
        return refusal.param(error.path());
    }

    /** Ends a look early; made without a stack trace. */
    static final class Refused extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(null, null, false, false);
            this.refusal = refusal;
        }
    }
}
