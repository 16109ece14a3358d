package dev.pontage.egress.credential;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where AWS's own services are asked: the region's endpoint, or what {@code AWS_ENDPOINT_URL_SERVICE} says, as for an
 * endpoint inside a private network.
 */
public final class AwsEndpoints {
    /** A region is part of a host name, and nothing else. */
    private static final Pattern REGION = Pattern.compile("[a-z]{2,3}(-[a-z]+){1,3}-[0-9]{1,2}");

    private final Surroundings surroundings;

    public AwsEndpoints(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * An endpoint.
     *
     * @param given whether the operator gave it, so that it may lie in the house
     */
    public record Endpoint(URI base, boolean given) {}

    public static boolean isRegion(String region) {
        return REGION.matcher(region).matches();
    }

    /** The region that the environment names; empty if it names none. */
    public String usualRegion() {
        return surroundings
                .find("AWS_REGION")
                .or(() -> surroundings.find("AWS_DEFAULT_REGION"))
                .orElse("");
    }

    /**
     * The endpoint of a service in a region.
     *
     * @param service its first label, such as {@code sts}
     */
    public Endpoint of(String service, String region) throws IOException {
        String variable = "AWS_ENDPOINT_URL_" + (service.equals("secretsmanager") ? "SECRETS_MANAGER" : service);
        Optional<String> given = surroundings.find(variable.toUpperCase(Locale.ROOT));
        try {
            if (given.isPresent()) {
                String base = given.get();
                return new Endpoint(URI.create(base.endsWith("/") ? base.substring(0, base.length() - 1) : base), true);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(variable.toUpperCase(Locale.ROOT) + " is no URL", e);
        }
        if (!isRegion(region)) {
            throw new IOException(
                    region.isEmpty()
                            ? "no region is known: give the Provider one, or set AWS_REGION"
                            : "'" + region + "' is no region");
        }
        return new Endpoint(URI.create("https://" + service + "." + region + "." + suffix(region)), false);
    }

    /** The domain of a region's partition. */
    private static String suffix(String region) {
        return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    }
}
