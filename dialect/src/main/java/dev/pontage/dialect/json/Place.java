package dev.pontage.dialect.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value in a request and where it stands, for readers that must name the field that is wrong.
 *
 * <p>A place remembers which of its members were asked for, so that a reader can tell at its end what it did not
 * understand. A member that is the value {@code null} is absent.
 */
public final class Place {
    private static final int NUMBER_DIGITS_MAX = 40;

    private final @Nullable Json value;

    /** Null for the document. */
    private final @Nullable Place parent;

    /** Of a member. */
    private final String name;

    /** Of an item; negative for a member. */
    private final int index;

    /** Null until a member was asked for that is there: most places are no objects. */
    private @Nullable Set<String> read;

    private Place(@Nullable Json value, @Nullable Place parent, String name, int index) {
        this.value = value;
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /** The document itself. */
    public static Place root(Json document) {
        return new Place(document, null, "", -1);
    }

    /** Where this is, such as {@code messages[3].content}; empty for the document. Made when asked: few ever are. */
    public String path() {
        if (parent == null) {
            return "";
        }
        String before = parent.path();
        return index >= 0 ? before + '[' + index + ']' : inside(before, name);
    }

    private static String inside(String path, String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }

    public boolean isPresent() {
        return value != null && value != Json.Null.NULL;
    }

    /** The value as it is, or null if it is absent. */
    public @Nullable Json json() {
        return isPresent() ? value : null;
    }

    /** A member, present or not. */
    public Place at(String member) {
        Json inside = members().get(member);
        if (inside != null) {
            note(member);
        }
        return new Place(inside, this, member, -1);
    }

    /** The items of an array; none if it is absent. */
    public List<Place> items() {
        return switch (value) {
            case null -> List.of();
            case Json.Null.NULL -> List.of();
            case Json.Arr array -> {
                List<Place> items = new ArrayList<>(array.items().size());
                for (Json item : array.items()) {
                    items.add(new Place(item, this, "", items.size()));
                }
                yield items;
            }
            default -> throw wrong("an array");
        };
    }

    /**
     * This place, which has to have a value.
     *
     * @throws Malformed if it has none
     */
    public Place required() {
        if (!isPresent()) {
            throw malformed("is required");
        }
        return this;
    }

    public boolean isText() {
        return value instanceof Json.Str;
    }

    public boolean isArray() {
        return value instanceof Json.Arr;
    }

    public boolean isObject() {
        return value instanceof Json.Obj;
    }

    /** The string; {@code otherwise} if it is absent. */
    public String text(String otherwise) {
        String text = textOrNull();
        return text == null ? otherwise : text;
    }

    /** The string; null if it is absent. */
    public @Nullable String textOrNull() {
        return switch (value) {
            case null -> null;
            case Json.Null.NULL -> null;
            case Json.Str(String text) -> text;
            default -> throw wrong("a string");
        };
    }

    /** The string, which has to be there. */
    public String text() {
        return required().text("");
    }

    /** The flag; null if it is absent. */
    public @Nullable Boolean flagOrNull() {
        return switch (value) {
            case null -> null;
            case Json.Null.NULL -> null;
            case Json.Bool(boolean flag) -> flag;
            default -> throw wrong("true or false");
        };
    }

    public boolean flag(boolean otherwise) {
        Boolean flag = flagOrNull();
        return flag == null ? otherwise : flag;
    }

    /** The number as it was spelled, within bounds; null if it is absent. */
    public Json.@Nullable Num numberOrNull(String lowest, String highest) {
        return switch (value) {
            case null -> null;
            case Json.Null.NULL -> null;
            case Json.Num number -> {
                BigDecimal exact = exact(number);
                if (exact.compareTo(new BigDecimal(lowest)) < 0 || exact.compareTo(new BigDecimal(highest)) > 0) {
                    throw malformed("must be between " + lowest + " and " + highest);
                }
                yield number;
            }
            default -> throw wrong("a number");
        };
    }

    /** The whole number, however spelled, within bounds; {@code otherwise} if it is absent. */
    public long integer(long lowest, long highest, long otherwise) {
        Json.Num number = numberOrNull(Long.toString(lowest), Long.toString(highest));
        if (number == null) {
            return otherwise;
        }
        try {
            return exact(number).longValueExact();
        } catch (ArithmeticException e) {
            throw malformed("must be a whole number");
        }
    }

    /** The object, which has to be there. */
    public Json.Obj object() {
        return required().members();
    }

    /** The object; null if it is absent. */
    public Json.@Nullable Obj objectOrNull() {
        return isPresent() ? members() : null;
    }

    /** The paths of the members that nobody has asked for and that have a value. */
    public List<String> unread() {
        List<String> unread = new ArrayList<>();
        if (value instanceof Json.Obj object) {
            for (String member : object.members().keySet()) {
                if ((read == null || !read.contains(member)) && object.get(member) != null) {
                    unread.add(inside(path(), member));
                }
            }
        }
        return unread;
    }

    /** Says that this place is wrong. {@code message} goes on from the field's name, such as "is required". */
    public Malformed malformed(String message) {
        return new Malformed(path(), message);
    }

    private Malformed wrong(String expected) {
        return malformed("must be " + expected);
    }

    private Json.Obj members() {
        return switch (value) {
            case null -> Json.Obj.EMPTY;
            case Json.Null.NULL -> Json.Obj.EMPTY;
            case Json.Obj object -> object;
            default -> throw wrong("an object");
        };
    }

    private void note(String member) {
        if (read == null) {
            read = new HashSet<>();
        }
        read.add(member);
    }

    private BigDecimal exact(Json.Num number) {
        if (number.spelling().length() > NUMBER_DIGITS_MAX) {
            throw malformed("is too long a number");
        }
        BigDecimal exact = exactOrNull(number);
        if (exact == null || Math.abs((long) exact.scale()) > NUMBER_DIGITS_MAX) {
            throw malformed("is too large or too small a number");
        }
        return exact;
    }

    /** Null if the exponent is beyond any that is counted, such as {@code 1e99999999999}. */
    private static @Nullable BigDecimal exactOrNull(Json.Num number) {
        try {
            return new BigDecimal(number.spelling());
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }
}
