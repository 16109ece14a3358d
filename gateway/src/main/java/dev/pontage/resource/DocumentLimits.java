package dev.pontage.resource;

/**
 * How large configuration may be.
 *
 * @param sourceBytes the most bytes of all files together
 * @param files the most files
 * @param documents the most documents of all files together
 * @param valuesPerDocument the most scalars, lists and mappings in one document
 * @param depth how deep they may nest
 * @param problems the most problems that are reported; more are counted
 */
public record DocumentLimits(
        int sourceBytes, int files, int documents, int valuesPerDocument, int depth, int problems) {

    public static final DocumentLimits DEFAULT = new DocumentLimits(256 << 20, 1_000, 1_000_000, 100_000, 32, 100);
}
