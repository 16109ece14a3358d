package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.ToolChoice;

/**
 * How a model is brought to answer in JSON (protocols 9.6; A37).
 *
 * <p>It follows from request and model alone, so that who reads the answer makes the same plan.
 *
 * @param tool the protocol's name of the tool whose input is the answer; empty unless the way is {@link Way#TOOL}
 */
record AnswerPlan(Way way, String tool) {
    static final AnswerPlan NONE = new AnswerPlan(Way.NONE, "");

    private static final String NAME = "json_answer";

    static AnswerPlan of(ChatRequest request, BedrockModel model, ToolNames names) {
        return switch (request.format()) {
            case AnswerFormat.Text _ -> NONE;
            case AnswerFormat.AnyJson _ -> new AnswerPlan(Way.ASKED, "");
            case AnswerFormat.Schema _ -> schema(request, model, names);
        };
    }

    private static AnswerPlan schema(ChatRequest request, BedrockModel model, ToolNames names) {
        if (model.keepsSchemas()) {
            return new AnswerPlan(Way.SCHEMA, "");
        }
        if (!request.tools().isEmpty() && request.choice() instanceof ToolChoice.Named) {
            // The model has to call that tool and answers later.
            return NONE;
        }
        if (!model.choosesTools()) {
            return new AnswerPlan(Way.ASKED, "");
        }
        StringBuilder name = new StringBuilder(NAME);
        while (names.isTaken(name.toString())) {
            name.append('_');
        }
        return new AnswerPlan(Way.TOOL, name.toString());
    }

    /**
     * Whether the model has to call a tool, one of the client's or ours. Where it may not be made to while it thinks,
     * the call wins over the thoughts: without it the client gets something else than it asked for.
     */
    boolean forces(ChatRequest request, BedrockModel model) {
        boolean asked = switch (request.choice()) {
            case null -> false;
            case ToolChoice.Auto _, ToolChoice.None _ -> false;
            case ToolChoice.Any _, ToolChoice.Named _ -> true;
            case ToolChoice.Among among -> among.must();
        };
        return way == Way.TOOL || (asked && !request.tools().isEmpty() && model.choosesTools());
    }

    /** The ways to JSON. */
    enum Way {
        /** The client wants none. */
        NONE,
        /** The upstream holds the answer to the schema. */
        SCHEMA,
        /** The model has to call a tool of ours, whose input is the answer. */
        TOOL,
        /** The instructions ask for it. */
        ASKED
    }
}
