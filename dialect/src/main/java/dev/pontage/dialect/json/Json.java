package dev.pontage.dialect.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as an object tree, for what is translated; what only passes is spliced as bytes.
 *
 * <p>Members keep their order and numbers their spelling, so that reading and writing changes neither.
 */
public sealed interface Json {

    /** The value {@code null}. */
    enum Null implements Json {
        NULL
    }

    /** An object; members in the order given, names unique. */
    record Obj(Map<String, Json> members) implements Json {
        public static final Obj EMPTY = new Obj(Map.of());

        public Obj {
            members =
                    Collections.unmodifiableMap(members instanceof OwnMembers ? members : new LinkedHashMap<>(members));
        }

        /** The member, or null where it is absent or the value {@code null}, which mean the same in every protocol. */
        public @Nullable Json get(String name) {
            Json member = members.get(name);
            return member == Null.NULL ? null : member;
        }
    }

    record Arr(List<Json> items) implements Json {
        public static final Arr EMPTY = new Arr(List.of());

        public Arr {
            items = List.copyOf(items);
        }
    }

    /** A string; it may hold a lone surrogate, which an escape can spell. */
    record Str(String text) implements Json {}

    /** A number as it was spelled, such as {@code 1.10} or {@code 1e3}. */
    record Num(String spelling) implements Json {
        public static Num of(long value) {
            return new Num(Long.toString(value));
        }
    }

    record Bool(boolean value) implements Json {}

    /** The words for errors: an object, an array, a string, a number, true or false, null. */
    default String kind() {
        return switch (this) {
            case Obj _ -> "an object";
            case Arr _ -> "an array";
            case Str _ -> "a string";
            case Num _ -> "a number";
            case Bool _ -> "true or false";
            case Null.NULL -> "null";
        };
    }
}
