package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Place;
import org.jspecify.annotations.Nullable;

/** {@code cache_control} as Anthropic spells it, which OpenAI-compatible servers that cache on request take too. */
final class CacheMarks {
    private CacheMarks() {}

    static @Nullable CacheMark read(Place control) {
        if (!control.isPresent()) {
            return null;
        }
        Place type = control.at("type");
        if (!type.text().equals("ephemeral")) {
            throw type.malformed("must be 'ephemeral'");
        }
        Place ttl = control.at("ttl");
        return switch (ttl.text("5m")) {
            case "5m" -> CacheMark.FIVE_MINUTES;
            case "1h" -> CacheMark.ONE_HOUR;
            default -> throw ttl.malformed("must be '5m' or '1h'");
        };
    }

    static Json.@Nullable Obj write(@Nullable CacheMark mark) {
        return switch (mark) {
            case null -> null;
            case FIVE_MINUTES -> new Members().put("type", "ephemeral").obj();
            case ONE_HOUR ->
                new Members().put("type", "ephemeral").put("ttl", "1h").obj();
        };
    }
}
