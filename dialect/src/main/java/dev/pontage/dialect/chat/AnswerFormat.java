package dev.pontage.dialect.chat;

import dev.pontage.dialect.json.Json;
import org.jspecify.annotations.Nullable;

/** What shape the text of an answer must have. */
public sealed interface AnswerFormat {

    /** Any text. */
    record Text() implements AnswerFormat {}

    /** Some JSON object. */
    record AnyJson() implements AnswerFormat {}

    /**
     * JSON of this schema.
     *
     * @param name empty if it has none
     * @param description empty if it has none
     */
    record Schema(
            String name,
            String description,
            Json.Obj schema,
            @Nullable Boolean strict) implements AnswerFormat {}
}
