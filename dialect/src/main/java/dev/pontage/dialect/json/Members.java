package dev.pontage.dialect.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object in the making: members in the order in which they are put; what is null is left out. */
public final class Members {
    private OwnMembers members = new OwnMembers();

    /** Whether an object has these members, which then change no more. */
    private boolean given;

    public Members put(String name, @Nullable Json value) {
        if (value != null) {
            if (given) {
                OwnMembers more = new OwnMembers();
                more.putAll(members);
                members = more;
                given = false;
            }
            members.put(name, value);
        }
        return this;
    }

    public Members put(String name, @Nullable String text) {
        return text == null ? this : put(name, new Json.Str(text));
    }

    public Members put(String name, long number) {
        return put(name, Json.Num.of(number));
    }

    public Members put(String name, boolean value) {
        return put(name, new Json.Bool(value));
    }

    /** Puts the value {@code null} itself, where a protocol demands the member. */
    public Members putNull(String name) {
        return put(name, Json.Null.NULL);
    }

    /** Puts an array, unless it is empty. */
    public Members putAny(String name, List<? extends Json> items) {
        return items.isEmpty() ? this : put(name, new Json.Arr(List.copyOf(items)));
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    public Json.Obj obj() {
        given = true;
        return new Json.Obj(members);
    }
}
