package dev.pontage.resource;

/** One document of a source: a kind and a name that are known, and a spec that is not yet judged. */
record Document(Kind kind, String name, Tree.Fields spec, SourceText source, int line) {

    Owner owner() {
        return source.owner();
    }

    /** Where it begins, for messages. */
    String where() {
        return source.name() + ":" + line;
    }
}
