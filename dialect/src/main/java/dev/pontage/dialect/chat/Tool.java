package dev.pontage.dialect.chat;

import dev.pontage.dialect.json.Json;
import org.jspecify.annotations.Nullable;

/** Something that the model may call. */
public sealed interface Tool {

    String name();

    /**
     * A function of the client's.
     *
     * @param description empty if it has none
     * @param parameters a JSON schema of an object; null means no parameters
     * @param strict whether the upstream must hold the arguments to the schema; null: not said
     */
    record Function(
            String name,
            String description,
            Json.@Nullable Obj parameters,
            @Nullable Boolean strict,
            @Nullable CacheMark mark)
            implements Tool {}

    /**
     * A tool that the upstream runs itself, known only to its maker's protocol.
     *
     * @param type as its protocol spells it, such as {@code web_search_20250305}
     * @param spec the definition as it came
     */
    record Native(String name, String type, Json.Obj spec) implements Tool {}
}
