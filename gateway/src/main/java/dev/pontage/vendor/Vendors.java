package dev.pontage.vendor;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The vendors that ship: one data file each, named by an explicit index.
 *
 * <p>A vendor that speaks a known dialect is its file and its line in {@code vendors/index.json}; no code knows it.
 */
public final class Vendors {
    private static final String INDEX = "index.json";

    private final Map<String, Vendor> byName;

    private Vendors(Map<String, Vendor> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** Those of this program. A file that does not fit is a defect of the program, said with its name. */
    public static Vendors shipped() {
        try {
            return read(Vendors::resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Those that an index names.
     *
     * @param files opens {@code index.json} and the files of the vendors that it lists
     * @throws IOException if a file cannot be read or does not fit
     */
    static Vendors read(Files files) throws IOException {
        Map<String, Vendor> vendors = new LinkedHashMap<>();
        for (String name : VendorFile.names(INDEX, files.open(INDEX))) {
            String file = name + ".json";
            Vendor vendor = VendorFile.vendor(file, files.open(file));
            if (!vendor.name().equals(name) || vendors.put(name, vendor) != null) {
                throw new IOException(file + ": its name is " + vendor.name() + ", and each is listed once");
            }
        }
        return new Vendors(vendors);
    }

    public Optional<Vendor> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All, in the order of the index. */
    public Collection<Vendor> all() {
        return byName.values();
    }

    /** Their names, in the order of the index. */
    public Collection<String> names() {
        return byName.keySet();
    }

    private static InputStream resource(String name) throws IOException {
        InputStream file = Vendors.class.getResourceAsStream("/vendors/" + name);
        if (file == null) {
            throw new FileNotFoundException("vendors/" + name);
        }
        return file;
    }

    /** Where the files lie. */
    interface Files {
        InputStream open(String name) throws IOException;
    }
}
