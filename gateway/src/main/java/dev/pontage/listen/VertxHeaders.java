package dev.pontage.listen;

import dev.pontage.dialect.Headers;
import io.vertx.core.MultiMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The header fields of a request, seen where Vert.x keeps them. */
record VertxHeaders(MultiMap fields) implements Headers {

    @Override
    public @Nullable String first(String lowerCaseName) {
        return fields.get(lowerCaseName);
    }

    @Override
    public boolean repeats(String lowerCaseName) {
        return fields.getAll(lowerCaseName).size() > 1;
    }

    @Override
    public void forEach(BiConsumer<String, String> each) {
        fields.forEach(each);
    }
}
