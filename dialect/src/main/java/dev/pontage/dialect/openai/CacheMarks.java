package dev.pontage.dialect.openai;

import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Place;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code cache_control} as Anthropic spells it, which some OpenAI-compatible servers take, and others refuse (E12). */
final class CacheMarks {
    private final boolean taken;
    private final Losses losses;

    /** Where the upstream does not take them, each mark is a loss. */
    CacheMarks(Set<Quirk> quirks, Losses losses) {
        this.taken = quirks.contains(Quirk.CACHE_MARKS);
        this.losses = losses;
    }

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

    Json.@Nullable Obj write(@Nullable CacheMark mark) {
        if (mark != null && !taken) {
            losses.add("cache_control");
            return null;
        }
        return switch (mark) {
            case null -> null;
            case FIVE_MINUTES -> new Members().put("type", "ephemeral").obj();
            case ONE_HOUR ->
                new Members().put("type", "ephemeral").put("ttl", "1h").obj();
        };
    }
}
