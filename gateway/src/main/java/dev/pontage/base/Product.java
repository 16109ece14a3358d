package dev.pontage.base;

/** The product's name, spelled here and nowhere else, so that a rename is an hour's work. */
public final class Product {
    /** As people read it. */
    public static final String NAME = "Pontage";

    /** As machines read it: header names, file names, metric names. */
    public static final String WORD = "pontage";

    /** Of this source tree; a test compares it with the build. */
    public static final String VERSION = "0.1.0";

    /** In front of environment variables. */
    public static final String VARIABLE_PREFIX = "PONTAGE_";

    /** API version of resources. */
    public static final String API_VERSION = "pontage.dev/v1";

    private Product() {}
}
