package dev.pontage.provider;

import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.host.Hosting;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A registered upstream, validated: what the stages read of it.
 *
 * @param id lower-case hexadecimal, unique for ever
 * @param name unique, chosen by the operator
 * @param vendor the preset it was made from; empty if none
 * @param bases base URL by dialect name, without a trailing slash
 * @param credentials at least one; {@code Auth.None} where the upstream wants none
 * @param models names and wildcards it serves; empty means any
 * @param defaults what is filled in where the client said nothing
 * @param quirks its deviations from the dialect
 * @param apiVersion which version of its API is asked for in the query, where models are deployments in the path, as
 *     Azure has them; empty where they are not
 * @param hostings by dialect name, where its API is not that of the dialect's maker
 * @param lists by dialect name, where it lists its models elsewhere than below its base URL
 * @param privateAllowed whether an operator's file permits private and loopback addresses
 * @param free whether its answers cost nothing
 */
public record Provider(
        String id,
        String name,
        String vendor,
        Map<String, URI> bases,
        List<Credential> credentials,
        Models models,
        Defaults defaults,
        Set<Quirk> quirks,
        Timeouts timeouts,
        Transport transport,
        String apiVersion,
        Map<String, Hosting> hostings,
        Map<String, List<URI>> lists,
        boolean privateAllowed,
        boolean free) {
    /** The one operation that names its deployment in the body alone (openai-python issue 2280). */
    private static final String BESIDE_DEPLOYMENTS = "/responses";

    public Provider {
        lists = Map.copyOf(lists);
        hostings = Map.copyOf(hostings);
        bases = Map.copyOf(bases);
        credentials = List.copyOf(credentials);
        quirks = Set.copyOf(quirks);
    }

    /** One whose APIs are those of its dialects' makers. */
    public Provider(
            String id,
            String name,
            String vendor,
            Map<String, URI> bases,
            List<Credential> credentials,
            Models models,
            Defaults defaults,
            Set<Quirk> quirks,
            Timeouts timeouts,
            Transport transport,
            String apiVersion,
            boolean privateAllowed,
            boolean free) {
        this(
                id,
                name,
                vendor,
                bases,
                credentials,
                models,
                defaults,
                quirks,
                timeouts,
                transport,
                apiVersion,
                Map.of(),
                Map.of(),
                privateAllowed,
                free);
    }

    /** How its API differs from that of a dialect's maker. */
    public Hosting hosting(String dialect) {
        return hostings.getOrDefault(dialect, Hosting.NONE);
    }

    /** Where an operation lies below its base URL, for a model of its own name of it. */
    public String path(String operation, String model) {
        if (apiVersion.isEmpty()) {
            return operation;
        }
        if (operation.equals(BESIDE_DEPLOYMENTS)) {
            return operation + "?api-version=" + apiVersion;
        }
        String deployment = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
        return "/deployments/" + deployment + operation + "?api-version=" + apiVersion;
    }

    /** Fills in what a client left out. {@code model} is empty where there is none; {@code stream} only if absent. */
    public record Defaults(String model, boolean stream) {
        public static final Defaults NONE = new Defaults("", false);
    }
}
