package dev.pontage.dialect.list;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.anthropic.Anthropic;
import dev.pontage.dialect.bedrock.Bedrock;
import dev.pontage.dialect.gemini.Gemini;
import dev.pontage.dialect.openai.OpenAi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every dialect that ships; a new one is a line here. */
public final class Dialects {
    private Dialects() {}

    /**
     * All of them, in the order in which a conversion is preferred.
     *
     * @param receiptPath where, below a dialect's prefix, a client looks up what its request cost, such as
     *     {@code /pontage/requests/{id}}
     */
    public static List<Dialect> all(String receiptPath) {
        return List.of(new OpenAi(receiptPath), new Anthropic(receiptPath), new Gemini(), new Bedrock());
    }

    /** What configuration may name, each with the {@linkplain Dialect#keyHeader header} that takes its key. */
    public static Map<String, String> keyHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        all("").forEach(dialect -> headers.put(dialect.name(), dialect.keyHeader()));
        return headers;
    }
}
