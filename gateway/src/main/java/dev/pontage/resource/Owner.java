package dev.pontage.resource;

/**
 * Who a resource belongs to, and so who may change it: a file's resources are read-only elsewhere.
 *
 * @param word {@code file:NAME}, or one of the constants
 */
public record Owner(String word) {
    /** Made by the first start: the root account, the first key. */
    public static final Owner START = new Owner("start");

    /** Found in the environment of the process. */
    public static final Owner ENVIRONMENT = new Owner("environment");

    private static final String FILE_PREFIX = "file:";

    /** A file given to {@code -f}, by the name it was given. */
    public static Owner file(String name) {
        return new Owner(FILE_PREFIX + name);
    }

    public boolean isFile() {
        return word.startsWith(FILE_PREFIX);
    }

    /** Whether it declares all that it owns at every start, so that what it no longer declares is removed. */
    boolean declares() {
        return isFile() || equals(ENVIRONMENT);
    }
}
