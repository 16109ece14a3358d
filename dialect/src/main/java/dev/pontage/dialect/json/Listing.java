package dev.pontage.dialect.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads lists of things that have names, out of answers of which nobody knows what else they hold. */
public final class Listing {
    private Listing() {}

    /**
     * The texts of one member of each object in an array that is a member of the answer.
     *
     * @param fits whether an object counts
     */
    public static List<String> names(Json answer, String array, String name, Predicate<Json.Obj> fits) {
        List<String> names = new ArrayList<>();
        if (answer instanceof Json.Obj root && root.get(array) instanceof Json.Arr(List<Json> items)) {
            for (Json item : items) {
                if (item instanceof Json.Obj object
                        && object.get(name) instanceof Json.Str(String text)
                        && fits.test(object)) {
                    names.add(text);
                }
            }
        }
        return names;
    }

    /** Whether a member is an array that has one of these texts. */
    public static boolean hasAny(Json.Obj object, String name, List<String> texts) {
        return object.get(name) instanceof Json.Arr(List<Json> items)
                && items.stream().anyMatch(item -> item instanceof Json.Str(String text) && texts.contains(text));
    }
}
