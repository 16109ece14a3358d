package dev.pontage.vendor;

import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.host.Hosting;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What is known of an upstream company: a preset that providers are made from.
 *
 * @param name as configuration spells it
 * @param displayName as people read it
 * @param address scheme, host and port of its own address
 * @param credentials how it takes a key
 * @param apis by dialect name, the first one its usual dialect
 * @param quirks its deviations from its dialects
 * @param variable environment variable where its customers keep their key; empty for none
 * @param regionVariables environment variables that say the region which goes with that key, the first that is set
 * @param owner what its models' {@code owned_by} says in model lists
 * @param prices the section of the starter price book with its models; empty for none
 * @param exampleModel one of its models that is cheap and answers text, for a newcomer's first call; empty for none
 * @param documentation where its maker describes it
 */
public record Vendor(
        String name,
        String displayName,
        Address address,
        Credentials credentials,
        Map<String, Api> apis,
        Set<Quirk> quirks,
        String variable,
        List<String> regionVariables,
        String owner,
        String prices,
        String exampleModel,
        URI documentation) {

    /** A place that a Provider names, as a field and as a word in braces in addresses and paths. */
    public static final String REGION = "region";

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)\\}");

    public Vendor {
        apis = Collections.unmodifiableMap(new LinkedHashMap<>(apis));
        quirks = Set.copyOf(quirks);
        regionVariables = List.copyOf(regionVariables);
    }

    /** What a Provider has to name before there is an address, such as its region and project. */
    public Set<String> places() {
        Set<String> places = new TreeSet<>(places(address.usual()));
        apis.values().forEach(api -> places.addAll(places(api.path())));
        return places;
    }

    private static List<String> places(String text) {
        return PLACE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /**
     * The base URL of one of its dialects.
     *
     * @param given what each of the {@link #places} is
     * @param versioned whether versions of the API are named in the query
     */
    public URI base(String dialect, Map<String, String> given, boolean versioned) {
        Api api = apis.getOrDefault(dialect, Api.NONE);
        return URI.create(filled(
                address.in(given.getOrDefault(REGION, ""))
                        + (versioned && !api.versionedPath().isEmpty() ? api.versionedPath() : api.path()),
                given));
    }

    /** Where one of its dialects lists its models, if that is not below the base URL. */
    public List<URI> lists(String dialect, Map<String, String> given) {
        return apis.getOrDefault(dialect, Api.NONE).lists().stream()
                .map(list -> URI.create(filled(list, given)))
                .toList();
    }

    /** Its address, where it has no {@link #places}. */
    public URI origin() {
        return URI.create(address.usual());
    }

    private static String filled(String text, Map<String, String> given) {
        return PLACE.matcher(text).replaceAll(found -> placed(found, given));
    }

    private static String placed(MatchResult place, Map<String, String> given) {
        return given.getOrDefault(place.group(1), "");
    }

    /** The dialect to speak where nobody names one. */
    public String usualDialect() {
        return apis.keySet().iterator().next();
    }

    /**
     * Scheme, host and port; places stand in braces.
     *
     * @param byRegion those of regions that have another
     */
    public record Address(String usual, Map<String, String> byRegion) {
        public Address {
            byRegion = Map.copyOf(byRegion);
        }

        String in(String region) {
            return byRegion.getOrDefault(region, usual);
        }
    }

    /**
     * How one of its dialects is spoken there.
     *
     * @param path base path, without a trailing slash; places stand in braces
     * @param versionedPath the base path where versions of the API are named in the query; empty: the same
     * @param lists whole addresses of its lists of models, if they are not below the base URL; places stand in braces
     * @param hosting what differs from the API of the dialect's maker
     * @param guardrail what calls have more where the operator sets a guardrail: {@code {id}}, {@code {version}},
     *     {@code {trace}} and {@code {TRACE}} in its texts are that; adds nothing where there are no guardrails
     */
    public record Api(String path, String versionedPath, List<String> lists, Hosting hosting, Hosting guardrail) {
        static final Api NONE = new Api("", "", List.of(), Hosting.NONE, Hosting.NONE);

        public Api {
            lists = List.copyOf(lists);
        }
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
