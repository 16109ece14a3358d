package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Place;
import org.jspecify.annotations.Nullable;

/** {@code cache_control}, read and written; of more marks than a request may have, the later ones are lost. */
final class CacheMarks {
    /** How many a request may have, the one for all of it included (protocols 3.2). */
    private static final int LIMIT = 4;

    private final Losses losses;
    private int written;

    CacheMarks(Losses losses) {
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
        if (mark == null) {
            return null;
        }
        if (++written > LIMIT) {
            losses.add("cache_control");
            return null;
        }
        Members control = new Members().put("type", "ephemeral");
        if (mark == CacheMark.ONE_HOUR) {
            control.put("ttl", "1h");
        }
        return control.obj();
    }
}
