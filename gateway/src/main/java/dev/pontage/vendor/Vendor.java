package dev.pontage.vendor;

import dev.pontage.dialect.Quirk;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is known of an upstream company: a preset that providers are made from.
 *
 * @param name as configuration spells it
 * @param displayName as people read it
 * @param address scheme, host and port of its own address; {@code {region}} stands where that has a region
 * @param credentials how it takes a key
 * @param paths base path by dialect name, the first one its usual dialect; without a trailing slash
 * @param quirks its deviations from its dialects
 * @param variable environment variable where its customers keep their key; empty for none
 * @param owner what its models' {@code owned_by} says in model lists
 * @param prices the section of the starter price book with its models; empty for none
 * @param exampleModel one of its models that is cheap and answers text, for a newcomer's first call; empty for none
 * @param documentation where its maker describes it
 */
public record Vendor(
        String name,
        String displayName,
        String address,
        Credentials credentials,
        Map<String, String> paths,
        Set<Quirk> quirks,
        String variable,
        String owner,
        String prices,
        String exampleModel,
        URI documentation) {

    private static final String REGION = "{region}";

    public Vendor {
        paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
        quirks = Set.copyOf(quirks);
    }

    /** Whether its address has a region. */
    public boolean regional() {
        return address.contains(REGION);
    }

    /**
     * Its address.
     *
     * @param region as {@code us-east-1}; it does not matter unless the vendor is {@link #regional}
     */
    public URI origin(String region) {
        return URI.create(address.replace(REGION, region));
    }

    /** The dialect to speak where nobody names one. */
    public String usualDialect() {
        return paths.keySet().iterator().next();
    }

    /**
     * How a key is sent.
     *
     * @param form where it stands
     * @param header the header's name in lower case; empty unless the form is one of the vendor's own
     * @param service what signatures are made for; empty unless requests are signed
     * @param required whether calls without a key make no sense
     */
    public record Credentials(Form form, String header, String service, boolean required) {
        public Credentials(Form form, String header, boolean required) {
            this(form, header, "", required);
        }

        /** Where a key stands in a request. */
        public enum Form {
            /** {@code Authorization: Bearer KEY}. */
            BEARER,
            /** A header of its own. */
            HEADER,
            /**
             * Nowhere: requests are signed by AWS Signature Version 4. A key that is no pair of keys goes where
             * {@link #BEARER} has it.
             */
            SIGV4,
            /** Nowhere: the upstream knows no keys, and none is sent. */
            NONE
        }
    }
}
