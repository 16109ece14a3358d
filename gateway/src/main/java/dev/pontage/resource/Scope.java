package dev.pontage.resource;

import dev.pontage.base.Nearest;
import java.util.Collection;

/**
 * Where in which document a value is being read, so that what is wrong can say so.
 *
 * @param path of the field; empty at the root
 * @param stored whether the document comes from the store, where sealed secrets stand in place of literal ones
 */
record Scope(Problems problems, String file, Owner owner, String path, boolean stored) {

    /** The root of a document of a source. */
    static Scope of(SourceText source, Problems problems) {
        return new Scope(problems, source.name(), source.owner(), "", false);
    }

    /** A spec that is stored; {@code label} takes the place of the file's name. */
    static Scope stored(String label, Owner owner, Problems problems) {
        return new Scope(problems, label, owner, "spec", true);
    }

    Scope at(String name) {
        return new Scope(problems, file, owner, path.isEmpty() ? name : path + "." + name, stored);
    }

    Scope at(int index) {
        return new Scope(problems, file, owner, path + "[" + index + "]", stored);
    }

    void wrong(int line, String expected) {
        problems.add(file, line, path, expected);
    }

    /** With the valid word that {@code given} may be a misspelling of. */
    void wrong(int line, String expected, String given, Collection<String> valid) {
        String nearest = Nearest.of(given, valid, 1).stream().findFirst().orElse("");
        problems.add(new Problem(file, line, path, expected, nearest));
    }
}
