package dev.pontage.call;

import dev.pontage.dialect.Headers;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of an upstream's answer, as the socket's codec holds them.
 *
 * @param decoded whether the body is handed on decoded, so that what the fields say of its coding and length is void
 */
record AnswerHead(HttpHeaders fields, boolean decoded) implements Headers {

    @Override
    public @Nullable String first(String lowerCaseName) {
        return hidden(lowerCaseName) ? null : fields.get(lowerCaseName);
    }

    @Override
    public void forEach(BiConsumer<String, String> each) {
        for (Iterator<Map.Entry<String, String>> fieldLines = fields.iteratorAsString(); fieldLines.hasNext(); ) {
            Map.Entry<String, String> field = fieldLines.next();
            if (!hidden(field.getKey())) {
                each.accept(field.getKey(), field.getValue());
            }
        }
    }

    private boolean hidden(String name) {
        return decoded && (name.equalsIgnoreCase("content-encoding") || name.equalsIgnoreCase("content-length"));
    }
}
