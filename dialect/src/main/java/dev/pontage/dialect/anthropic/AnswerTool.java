package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;

/**
 * The tool that a model without schemas must call, so that its answer has one; what it is called with is the answer,
 * and the client never learns of the call (protocols 9.6, C19).
 *
 * <p>Its name says so to a reader that knows nothing of the request; no client's tool is called that.
 */
final class AnswerTool {
    static final String NAME = "__answer_in_json__";

    private AnswerTool() {}

    static Json.Obj of(AnswerFormat.Schema schema) {
        String asked = schema.description().isEmpty() ? "" : " It is: " + schema.description();
        return new Members()
                .put("name", NAME)
                .put("description", "Gives the final answer to the user, in the form that was asked for." + asked)
                .put("input_schema", schema.schema())
                .obj();
    }
}
