package dev.pontage.dialect.embed;

import dev.pontage.dialect.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One thing of which a vector is wanted. */
public sealed interface Input {

    /** Not empty. */
    record Text(String text) implements Input {
        /** Bytes of UTF-8, as a peek counts them. */
        long bytes() {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /**
     * Numbers of tokens, by the upstream model's own tokenizer: only a dialect that has them too can say them.
     *
     * @param numbers at least one, none below 0
     */
    record Tokens(List<Json> numbers) implements Input {
        public Tokens {
            numbers = List.copyOf(numbers);
        }
    }
}
