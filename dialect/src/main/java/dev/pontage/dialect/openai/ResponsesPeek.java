package dev.pontage.dialect.openai;

import dev.pontage.dialect.Peek;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;

/**
 * The look at a request for a response (protocols 1.6).
 *
 * <p>Stateless only: whatever would be kept, or names what an upstream keeps, is refused (protocols 2.7, 5.1). An item
 * that is sent whole keeps its {@code id}; one that is nothing but an id is a reference.
 */
final class ResponsesPeek extends RequestPeek {
    private static final int MAX_OUTPUT_TOKENS = OWN;
    private static final int BACKGROUND = OWN + 1;
    private static final int INPUT = OWN + 2;
    private static final int ITEM = OWN + 3;
    private static final int ITEM_TYPE = OWN + 4;
    private static final int ITEM_ID = OWN + 5;
    private static final int TOOLS = OWN + 6;
    private static final int TOOL = OWN + 7;
    private static final int FORMAT_TYPE = OWN + 8;
    private static final int REASONING = OWN + 9;

    /** From here to {@link #ITEM_MEMBERS_END}: members of an item besides its id and type. */
    private static final int ITEM_MEMBERS = OWN + 20;

    private static final int ITEM_ROLE = ITEM_MEMBERS;
    private static final int ITEM_CONTENT = ITEM_MEMBERS + 1;
    private static final int ITEM_OUTPUT = ITEM_MEMBERS + 2;
    private static final int ITEM_RESULT = ITEM_MEMBERS + 3;
    private static final int ITEM_OTHER = ITEM_MEMBERS + 4;
    private static final int ITEM_CALL_ID = ITEM_MEMBERS + 5;
    private static final int ITEM_STATUS = ITEM_MEMBERS + 6;
    private static final int ITEM_IMAGE = ITEM_MEMBERS + 7;
    private static final int ITEM_TEXT = ITEM_MEMBERS + 8;
    private static final int ITEM_RESULTS = ITEM_MEMBERS + 9;
    private static final int ITEM_ENVIRONMENT = ITEM_MEMBERS + 10;
    private static final int ITEM_MEMBERS_END = ITEM_MEMBERS + 11;

    private static final byte[] ITEM_REFERENCE = OpenAi.utf8("item_reference");
    private static final byte[] JSON_SCHEMA = OpenAi.utf8("json_schema");

    private static final Shape SHAPE = Fields.shape(fields -> input(streaming(fields))
            .at("store", STORE)
            .at("max_output_tokens", MAX_OUTPUT_TOKENS)
            .at("background", BACKGROUND)
            .foreign("previous_response_id", "conversation", "prompt.id")
            .foreignScalar("prompt", "tools[].container")
            .deep("instructions", "text.format")
            .at("text.format.type", FORMAT_TYPE, Flag.CAPTURE)
            .at("reasoning", REASONING)
            .at("tools", TOOLS, Flag.DEEP_TEXT)
            .at("tools[]", TOOL, Flag.DEEP_TEXT)
            .foreignLists("tools[].vector_store_ids", "tools[].container.file_ids", "tools[].environment.file_ids")
            .foreign(
                    "tools[].connector_id",
                    "tools[].tunnel_id",
                    "tools[].input_image_mask.file_id",
                    "tools[].container_id",
                    "tools[].container.id",
                    "tools[].container.skills[].skill_id",
                    "tools[].environment.container_id",
                    "tools[].environment.skills[].skill_id"));

    private boolean reference;
    private boolean hasOthers;

    private static Fields input(Fields fields) {
        return fields.at("input", INPUT, Flag.TEXT)
                .at("input[]", ITEM, Flag.TEXT)
                .at("input[].type", ITEM_TYPE, Flag.CAPTURE)
                .at("input[].id", ITEM_ID)
                .at("input[].role", ITEM_ROLE, Flag.CAPTURE)
                .at("input[].content", ITEM_CONTENT, Flag.TEXT)
                .at("input[].output", ITEM_OUTPUT, Flag.TEXT)
                .at("input[].call_id", ITEM_CALL_ID)
                .at("input[].status", ITEM_STATUS)
                .at("input[].text", ITEM_TEXT, Flag.TEXT)
                .at("input[].result", ITEM_RESULT, Flag.MEDIA)
                .at("input[].image_url", ITEM_IMAGE, Flag.MEDIA)
                .at("input[].results", ITEM_RESULTS)
                .at("input[].environment", ITEM_ENVIRONMENT)
                .at("input[].*", ITEM_OTHER, Flag.DEEP_TEXT)
                .text("input[].results[].text", "input[].content[]", "input[].output[]")
                .known("input[].content[].type", "input[].content[].detail")
                .known("input[].output[].type", "input[].output[].detail", "input[].output.type")
                .images("input[].content[].image_url", "input[].output[].image_url", "input[].output.image_url")
                .audio("input[].content[].input_audio.data")
                .files("input[].content[].file_data", "input[].output[].file_data", "input[].content[].file_url")
                .deep("input[].content[].*", "input[].output[].*", "input[].output.*", "input[].results[].*")
                .foreign(
                        "input[].file_id",
                        "input[].container_id",
                        "input[].environment.container_id",
                        "input[].content[].file_id",
                        "input[].output[].file_id",
                        "input[].output.file_id",
                        "input[].results[].file_id",
                        "input[].content[].annotations[].file_id",
                        "input[].content[].annotations[].container_id");
    }

    @Override
    Shape shape() {
        return SHAPE;
    }

    /** Usage stands in the terminal event of every stream of responses. */
    @Override
    boolean usageAlways() {
        return true;
    }

    @Override
    void field(Scan scan, int node) {
        hasOthers |= node >= ITEM_MEMBERS && node < ITEM_MEMBERS_END;
        switch (node) {
            case MAX_OUTPUT_TOKENS -> ceiling(scan, false);
            case BACKGROUND -> {
                if (bool(scan)) {
                    throw stored(scan);
                }
            }
            case INPUT -> {
                if (scan.kind() != Kind.STRING) {
                    throw wrong(scan, "a string or an array of items");
                }
                items++;
            }
            case ITEM_TYPE -> reference = scan.kind() == Kind.STRING && scan.stringEquals(ITEM_REFERENCE);
            case ITEM_ROLE -> role(scan);
            case ITEM_RESULT, ITEM_IMAGE -> uses(Peek.Feature.IMAGES);
            case FORMAT_TYPE -> {
                if (scan.kind() == Kind.STRING && scan.stringEquals(JSON_SCHEMA)) {
                    uses(Peek.Feature.JSON_SCHEMA);
                }
            }
            case TOOLS -> throw wrong(scan, "an array");
            default -> {}
        }
    }

    @Override
    void opened(Scan scan, int node) {
        hasOthers |= node >= ITEM_MEMBERS && node < ITEM_MEMBERS_END;
        switch (node) {
            case ITEM -> {
                items++;
                reference = false;
                hasOthers = false;
            }
            case TOOL -> {
                items++;
                uses(Peek.Feature.TOOLS);
            }
            case INPUT, TOOLS -> {
                if (scan.kind() != Kind.ARRAY) {
                    throw wrong(scan, "an array");
                }
            }
            case MAX_OUTPUT_TOKENS -> throw wrong(scan, "a whole number");
            case BACKGROUND -> throw wrong(scan, "a boolean");
            case REASONING -> uses(Peek.Feature.REASONING);
            default -> {}
        }
    }

    @Override
    void closed(Scan scan, int node) {
        if (node == ITEM && scan.kind() == Kind.OBJECT && (reference || !hasOthers)) {
            throw stored(scan);
        }
    }
}
