package dev.pontage.dialect.chat;

import dev.pontage.dialect.json.Json;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The knobs that a request turns. */
public record Settings(Map<Setting, Json> values) {
    public Settings {
        Map<Setting, Json> copy = new EnumMap<>(Setting.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /** Begins without any. */
    public static Builder builder() {
        return new Builder();
    }

    public @Nullable Json get(Setting setting) {
        return values.get(setting);
    }

    /** Begins to take them one by one, to see what is left. */
    public Taking taking() {
        return new Taking(values);
    }

    /** A writer's view: what it does not take is lost. */
    public static final class Taking {
        private final Map<Setting, Json> left;

        private Taking(Map<Setting, Json> values) {
            left = new EnumMap<>(Setting.class);
            left.putAll(values);
        }

        /** The value, which the writer now answers for; null if the request does not turn that knob. */
        public @Nullable Json take(Setting setting) {
            return left.remove(setting);
        }

        /** Those that nobody took. */
        public Set<Setting> left() {
            return left.keySet();
        }
    }

    /** Settings in the making; what is null is left out. */
    public static final class Builder {
        private final Map<Setting, Json> values = new EnumMap<>(Setting.class);

        private Builder() {}

        public Builder with(Setting setting, @Nullable Json value) {
            if (value != null) {
                values.put(setting, value);
            }
            return this;
        }

        public Settings build() {
            return new Settings(values);
        }
    }
}
