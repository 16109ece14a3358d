package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peek.Feature;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Visitor;
import java.io.Serial;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One look at one request: one strict scan over the whole body, no object tree.
 *
 * <p>The model and the wish for a stream stand in the path and are given. An explicit null is an absent field. A field
 * that we read counts in both its spellings, and is refused where it comes in both, since the upstream could read the
 * other one (F-61, F-62); so is what names an object that the upstream stores (C8).
 */
final class GeminiPeek implements Visitor {
    /** The name of the marks of a model in a body, which the model in the path goes before. */
    static final String MODEL = "model";

    /** JSON limits of F-60; the capture limit is the longest name of a model, or beginning of an address. */
    private static final Limits LIMITS = new Limits(64, 1_000_000, 64, 1_024, 512);

    private static final int CANDIDATES_LIMIT = 128;

    private final String model;
    private final Framing framing;
    private final BitSet seen = new BitSet();
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);
    private final List<Peek.Mark> marks = new ArrayList<>(0);
    private long outputCeiling = -1;
    private int candidates = 1;
    private int items;

    private GeminiPeek(String model, Framing framing) {
        this.model = model;
        this.framing = framing;
    }

    /** Looks at a body of which {@code length} bytes count. */
    static Peeked peek(String model, Framing framing, byte[] body, int length) {
        return new GeminiPeek(model, framing).look(body, length);
    }

    private Peeked look(byte[] body, int length) {
        Scan scan = new Scan(PeekShape.SHAPE, LIMITS, true, this);
        try {
            scan.feed(body, 0, length);
            scan.finish();
            if (scan.rootOpenEnd() < 0) {
                throw new Refused(Refusal.invalid("", "The request body must be a JSON object."));
            }
        } catch (Refused refused) {
            return new Peeked.Refused(refused.refusal);
        } catch (JsonError error) {
            return new Peeked.Refused(refusal(error));
        }
        return new Peek(
                model,
                framing,
                true,
                outputCeiling,
                candidates,
                scan.textBytes(),
                scan.mediaTokens(),
                scan.mediaBound(),
                items,
                features.isEmpty() ? Set.of() : Collections.unmodifiableSet(features),
                Collections.unmodifiableList(marks));
    }

    @Override
    public void value(Scan scan, int node) {
        if (scan.kind() == Kind.NULL) {
            return;
        }
        int place = PeekShape.place(node);
        switch (place) {
            case PeekShape.MODEL -> {
                if (scan.kind() != Kind.STRING) {
                    throw wrong(scan, "a string");
                }
                marks.add(new Peek.Mark(MODEL, Math.toIntExact(scan.start()), Math.toIntExact(scan.end())));
            }
            case PeekShape.CEILING -> {
                once(scan, place);
                outputCeiling = Math.max(outputCeiling, whole(scan, 1, Integer.MAX_VALUE));
            }
            case PeekShape.CANDIDATES -> {
                once(scan, place);
                candidates = (int) whole(scan, 1, CANDIDATES_LIMIT);
            }
            case PeekShape.STORED -> throw stored(scan);
            case PeekShape.URI -> uri(scan);
            case PeekShape.MIME -> mime(scan);
            case PeekShape.CONTENT, PeekShape.SCHEMA -> opened(place);
            case PeekShape.GENERATION, PeekShape.TOOL, PeekShape.FUNCTION, PeekShape.THINKING ->
                throw wrong(scan, "an object");
            default -> {}
        }
    }

    @Override
    public void open(Scan scan, int node) {
        int place = PeekShape.place(node);
        switch (place) {
            case PeekShape.STORED -> throw stored(scan);
            case PeekShape.GENERATION -> once(scan, place);
            case PeekShape.MODEL, PeekShape.URI, PeekShape.MIME -> throw wrong(scan, "a string");
            case PeekShape.CEILING, PeekShape.CANDIDATES -> throw wrong(scan, "a whole number");
            default -> {
                if (scan.kind() == Kind.OBJECT) {
                    opened(place);
                }
            }
        }
    }

    private void opened(int place) {
        switch (place) {
            case PeekShape.CONTENT -> items++;
            case PeekShape.TOOL, PeekShape.FUNCTION -> {
                items++;
                features.add(Feature.TOOLS);
            }
            case PeekShape.SCHEMA -> features.add(Feature.JSON_SCHEMA);
            case PeekShape.THINKING -> features.add(Feature.REASONING);
            default -> {}
        }
    }

    private void once(Scan scan, int place) {
        if (seen.get(place)) {
            String path = scan.path();
            String message = "'" + path + "' is given twice, in both its spellings.";
            throw new Refused(new Refusal(400, "ambiguous_field", message).param(path));
        }
        seen.set(place);
    }

    private void uri(Scan scan) {
        if (scan.kind() != Kind.STRING) {
            throw wrong(scan, "a string");
        }
        if (GeminiTurnsReader.isStored(scan.string()) || !Part.Url.isOnTheWeb(scan.string())) {
            throw stored(scan);
        }
        features.add(Feature.FILES);
    }

    private void mime(Scan scan) {
        if (scan.kind() == Kind.STRING) {
            features.add(
                    switch (Words.medium(scan.string())) {
                        case IMAGE -> Feature.IMAGES;
                        case AUDIO -> Feature.AUDIO;
                        case VIDEO, DOCUMENT -> Feature.FILES;
                    });
        }
    }

    private long whole(Scan scan, long least, long most) {
        long value = scan.longValue(Long.MIN_VALUE);
        if (value < least || value > most) {
            throw wrong(scan, "a whole number from " + least + " to " + most);
        }
        return value;
    }

    private static Refused wrong(Scan scan, String expected) {
        String path = scan.path();
        return new Refused(Refusal.invalid(path, "Invalid value for '" + path + "': expected " + expected + "."));
    }

    private static Refused stored(Scan scan) {
        String path = scan.path();
        String message = "'" + path + "' is not supported: what a provider stores cannot be used through this gateway.";
        return new Refused(new Refusal(400, "unsupported_value", message).param(path));
    }

    private static Refusal refusal(JsonError error) {
        String message = "We could not accept the JSON body of your request: " + error.getMessage() + ".";
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
