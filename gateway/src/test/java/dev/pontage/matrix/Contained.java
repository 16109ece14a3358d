package dev.pontage.matrix;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON values as maps, lists and scalars: whether one is in another, and what two come to. */
final class Contained {
    /** Begins a text that is anywhere in the other. */
    private static final String SOMEWHERE = "~";

    private Contained() {}

    /** Whether all of {@code part} is in {@code whole}: members by name, items of a list anywhere in the other. */
    static boolean in(@Nullable Object part, @Nullable Object whole) {
        if (part instanceof Map<?, ?> members) {
            return whole instanceof Map<?, ?> other
                    && members.entrySet().stream()
                            .allMatch(member -> other.containsKey(member.getKey())
                                    && in(member.getValue(), other.get(member.getKey())));
        }
        if (part instanceof List<?> items) {
            return whole instanceof List<?> others
                    && items.stream().allMatch(item -> others.stream().anyMatch(other -> in(item, other)));
        }
        if (part instanceof Number number && whole instanceof Number other) {
            return new BigDecimal(number.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        if (part instanceof String text && text.startsWith(SOMEWHERE)) {
            return whole instanceof String other && other.contains(text.substring(SOMEWHERE.length()));
        }
        return Objects.equals(part, whole);
    }

    /** The members of both; where both are objects, merged, else the second's. */
    static @Nullable Object merged(@Nullable Object base, @Nullable Object more) {
        if (!(base instanceof Map<?, ?> under) || !(more instanceof Map<?, ?> over)) {
            return more;
        }
        Map<Object, @Nullable Object> both = new LinkedHashMap<>(under);
        over.forEach((name, value) -> both.put(name, both.containsKey(name) ? merged(both.get(name), value) : value));
        return both;
    }

    /** The same with each of the names in its texts replaced. */
    static @Nullable Object filled(@Nullable Object value, Map<String, String> names) {
        if (value instanceof Map<?, ?> members) {
            Map<Object, @Nullable Object> filled = new LinkedHashMap<>();
            members.forEach((name, inner) -> filled.put(name, filled(inner, names)));
            return filled;
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> filled = new ArrayList<>();
            items.forEach(item -> filled.add(filled(item, names)));
            return filled;
        }
        return value instanceof String text ? filled(text, names) : value;
    }

    static String filled(String text, Map<String, String> names) {
        String filled = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace("${" + name.getKey() + '}', name.getValue());
        }
        return filled;
    }
}
