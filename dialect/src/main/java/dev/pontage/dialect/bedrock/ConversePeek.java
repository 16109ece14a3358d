package dev.pontage.dialect.bedrock;

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
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One look at a Converse request (protocols 5.2).
 *
 * <p>The model and the wish for a stream stand in the path, so the client's members are never changed; what is marked
 * is where others go. One strict scan, no object tree.
 */
final class ConversePeek implements Visitor {
    /** JSON limits of F-60. */
    private static final Limits LIMITS = new Limits(64, 1_000_000, 64, 1_024, 512);

    /** Just after the bracket that opens the body; the second name where the body has no member. */
    static final String ROOT_MARK = "{";

    static final String EMPTY_ROOT_MARK = "{}";

    private static final long CEILING_LIMIT = Integer.MAX_VALUE;

    private static final int MAX_TOKENS = 1;
    private static final int MESSAGE = 2;
    private static final int MESSAGES = 3;
    private static final int TOOL = 4;
    private static final int SCHEMA = 5;
    private static final int REASONING = 6;
    private static final int IMAGE = 10;
    private static final int DOCUMENT = 20;
    private static final int AUDIO = 30;
    private static final int STORED = 40;
    private static final int GUARDRAIL = 50;
    private static final int TEXT = 100;

    private static final Shape SHAPE = Shape.of(paths -> {
        paths.at("inferenceConfig.maxTokens", MAX_TOKENS)
                .at("messages", MESSAGES)
                .at("messages[]", MESSAGE)
                .at("toolConfig.tools", TOOL - 1 + TEXT, Flag.DEEP_TEXT)
                .at("toolConfig.tools[]", TOOL, Flag.DEEP_TEXT)
                .at("outputConfig.textFormat", SCHEMA, Flag.DEEP_TEXT)
                .at("outputConfig.effort", REASONING)
                .at("additionalModelRequestFields.thinking", REASONING + 1)
                .at("additionalModelRequestFields.reasoning_config", REASONING + 2)
                .at("additionalModelRequestFields.reasoningConfig", REASONING + 3)
                .at("system[].*", TEXT, Flag.DEEP_TEXT)
                .at("guardrailConfig", GUARDRAIL)
                .at("promptVariables", TEXT + 1, Flag.DEEP_TEXT);
        blocks(paths, "messages[].content[]", 0);
        blocks(paths, "messages[].content[].toolResult.content[]", 1);
    });

    private final Set<Peek.Feature> features = EnumSet.noneOf(Peek.Feature.class);
    private long outputCeiling = -1;
    private int items;

    private ConversePeek() {}

    /** What is no medium may be text to the model, whatever its name, so it is counted as such. */
    private static void blocks(Shape.Paths paths, String path, int place) {
        paths.at(path + ".*", TEXT + 10 + place, Flag.DEEP_TEXT)
                .at(path + ".image", IMAGE + 2 * place)
                .at(path + ".image.source.bytes", IMAGE + 2 * place + 1, Flag.MEDIA)
                .at(path + ".image.source.s3Location", STORED + 4 * place)
                .at(path + ".document", DOCUMENT + 2 * place)
                .at(path + ".document.source.bytes", DOCUMENT + 2 * place + 1, Flag.MEDIA)
                .at(path + ".document.source.s3Location", STORED + 4 * place + 1)
                .at(path + ".document.*", TEXT + 20 + place, Flag.DEEP_TEXT)
                .at(path + ".document.source.*", TEXT + 30 + place, Flag.DEEP_TEXT)
                .at(path + ".audio", AUDIO + 4 * place)
                .at(path + ".audio.source.bytes", AUDIO + 4 * place + 1, Flag.MEDIA)
                .at(path + ".audio.source.s3Location", STORED + 4 * place + 2)
                .at(path + ".video", AUDIO + 4 * place + 2)
                .at(path + ".video.source.bytes", AUDIO + 4 * place + 3, Flag.MEDIA)
                .at(path + ".video.source.s3Location", STORED + 4 * place + 3);
    }

    static Peeked peek(String model, Framing framing, byte[] body, int length) {
        ConversePeek peek = new ConversePeek();
        Scan scan = new Scan(SHAPE, LIMITS, true, peek);
        try {
            scan.feed(body, 0, length);
            scan.finish();
            if (scan.rootOpenEnd() < 0) {
                return new Peeked.Refused(Refusal.invalid("", "The request body must be a JSON object."));
            }
        } catch (Refused refused) {
            return new Peeked.Refused(refused.refusal);
        } catch (JsonError error) {
            return new Peeked.Refused(refusal(error));
        }
        return new Peek(
                model,
                framing,
                framing.streamed(), // a stream always tells its usage
                peek.outputCeiling,
                1,
                scan.textBytes(),
                scan.mediaTokens(),
                scan.mediaBound(),
                peek.items,
                Collections.unmodifiableSet(peek.features),
                List.of(root(scan)));
    }

    private static Peek.Mark root(Scan scan) {
        int at = Math.toIntExact(scan.rootOpenEnd());
        return new Peek.Mark(scan.rootEmpty() ? EMPTY_ROOT_MARK : ROOT_MARK, at, at);
    }

    @Override
    public void value(Scan scan, int node) {
        if (scan.kind() == Kind.NULL) {
            return;
        }
        if (node == MAX_TOKENS) {
            outputCeiling = scan.longValue(-1);
            if (outputCeiling < 1 || outputCeiling > CEILING_LIMIT) {
                throw wrong(scan, "a whole number from 1 to " + CEILING_LIMIT);
            }
        } else if (node == MESSAGES || node == TOOL - 1 + TEXT) {
            throw wrong(scan, "an array");
        } else {
            seen(scan, node);
        }
    }

    @Override
    public void open(Scan scan, int node) {
        switch (node) {
            case MAX_TOKENS -> throw wrong(scan, "a whole number");
            case MESSAGES, TOOL - 1 + TEXT -> {
                if (scan.kind() != Kind.ARRAY) {
                    throw wrong(scan, "an array");
                }
            }
            case MESSAGE -> items++;
            case TOOL -> {
                items++;
                features.add(Peek.Feature.TOOLS);
            }
            default -> seen(scan, node);
        }
    }

    private void seen(Scan scan, int node) {
        if (node >= TEXT || node < SCHEMA) {
            return;
        }
        if (node >= GUARDRAIL) {
            throw guardrail(scan);
        }
        if (node >= STORED) {
            throw stored(scan);
        }
        features.add(
                node == SCHEMA
                        ? Peek.Feature.JSON_SCHEMA
                        : node < IMAGE
                                ? Peek.Feature.REASONING
                                : node < DOCUMENT
                                        ? Peek.Feature.IMAGES
                                        : node < AUDIO ? Peek.Feature.FILES : Peek.Feature.AUDIO);
    }

    private static Refused wrong(Scan scan, String expected) {
        String path = scan.path();
        return new Refused(Refusal.invalid(path, "Invalid value for '" + path + "': expected " + expected + "."));
    }

    /** It would be read with the provider's credential, whoever it belongs to (C8). */
    private static Refused stored(Scan scan) {
        String path = scan.path();
        String message = "'" + path + "' is not supported: what a provider stores cannot be used through this gateway.";
        return new Refused(new Refusal(400, "unsupported_value", message).param(path));
    }

    /** One of the provider's: it belongs to the operator's account at AWS, and what it costs stands in no usage. */
    private static Refused guardrail(Scan scan) {
        String path = scan.path();
        String message = "'" + path + "' is not supported: which guardrail looks at calls is the operator's to say.";
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
