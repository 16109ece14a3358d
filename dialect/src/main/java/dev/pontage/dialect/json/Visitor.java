package dev.pontage.dialect.json;

/**
 * What a {@link Scan} tells about the places its {@link Shape} names, in document order.
 *
 * <p>The scan's accessors describe the value at hand only until the call returns.
 */
public interface Visitor {
    /** A string, number, {@code true}, {@code false} or {@code null} at this place is complete. */
    void value(Scan scan, int node);

    /** An object or array at this place begins; {@link Scan#end} is the offset just after its bracket. */
    default void open(Scan scan, int node) {}

    /** The object or array at this place is complete. */
    default void close(Scan scan, int node) {}
}
