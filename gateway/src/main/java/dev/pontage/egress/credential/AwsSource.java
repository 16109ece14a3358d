package dev.pontage.egress.credential;

import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Headers;
import dev.pontage.egress.sign.AwsKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Fetches AWS keys from where a role has them (AWS SDKs and tools reference guide, "Standardized credential
 * providers").
 *
 * <p>What is found in the environment or in a profile is looked at again after ten minutes, since somebody may rotate
 * it. A profile may take a role with the keys of another profile, and that one with those of a third.
 */
final class AwsSource implements Source<AwsKeys> {
    private static final long LOOK_AGAIN_MILLIS = TimeUnit.MINUTES.toMillis(10);
    /** How many profiles may take their roles from each other's keys. */
    private static final int PROFILES_MOST = 5;

    private static final String ROLES_PATH = "/latest/meta-data/iam/security-credentials/";
    private static final Headers TOKEN_TTL = Headers.of("x-aws-ec2-metadata-token-ttl-seconds", "21600");

    private final AwsRole role;
    private final String profile;
    private final String region;
    private final Surroundings surroundings;
    private final Web web;
    private final Ticker ticker;

    /**
     * @param profile its name; empty for {@code AWS_PROFILE} or else {@code default}
     * @param region where the token service is asked
     */
    AwsSource(AwsRole role, String profile, String region, Surroundings surroundings, Web web, Ticker ticker) {
        this.ticker = ticker;
        this.role = role;
        this.profile = profile.isEmpty() ? surroundings.find("AWS_PROFILE").orElse("default") : profile;
        this.region = region;
        this.surroundings = surroundings;
        this.web = web;
    }

    @Override
    public String name() {
        return "AWS keys (" + role.word() + ")";
    }

    @Override
    public boolean same(AwsKeys before, AwsKeys after) {
        return before.accessKeyId().equals(after.accessKeyId());
    }

    @Override
    public Fresh<AwsKeys> fetch() throws IOException {
        return fetch(role);
    }

    private Fresh<AwsKeys> fetch(AwsRole from) throws IOException {
        return switch (from) {
            case AMBIENT -> fetch(ambient());
            case ENVIRONMENT ->
                lasting(new AwsKeys(
                        surroundings.need("AWS_ACCESS_KEY_ID"),
                        new Secret(surroundings.need("AWS_SECRET_ACCESS_KEY")),
                        new Secret(surroundings.find("AWS_SESSION_TOKEN").orElse(""))));
            case WEB_IDENTITY ->
                webIdentity(
                        surroundings.need("AWS_ROLE_ARN"),
                        surroundings.need("AWS_WEB_IDENTITY_TOKEN_FILE"),
                        surroundings.find("AWS_ROLE_SESSION_NAME").orElse(""));
            case PROFILE -> profile(new AwsProfiles(surroundings), profile, 1);
            case CONTAINER -> container();
            case INSTANCE -> instance();
        };
    }

    private AwsRole ambient() {
        if (surroundings.find("AWS_ACCESS_KEY_ID").isPresent()) {
            return AwsRole.ENVIRONMENT;
        }
        if (surroundings.find("AWS_WEB_IDENTITY_TOKEN_FILE").isPresent()) {
            return AwsRole.WEB_IDENTITY;
        }
        if (AwsProfiles.present(surroundings)) {
            return AwsRole.PROFILE;
        }
        boolean container = surroundings
                        .find("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                        .isPresent()
                || surroundings.find("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent();
        return container ? AwsRole.CONTAINER : AwsRole.INSTANCE;
    }

    /**
     * The keys of a profile. What takes a role has the role's keys, also where its own stand beside them, unless it is
     * its own source (AWS SDKs and tools, "Assume role credential provider").
     *
     * @param number which one of a chain it is, from 1
     */
    private Fresh<AwsKeys> profile(AwsProfiles profiles, String name, int number) throws IOException {
        Map<String, String> found =
                profiles.find(name).orElseThrow(() -> new IOException("there is no profile " + name));
        String arn = found.getOrDefault("role_arn", "");
        String source = found.getOrDefault("source_profile", "");
        String ofMachine = found.getOrDefault("credential_source", "");
        if (arn.isEmpty() || (source.isEmpty() && ofMachine.isEmpty())) {
            return ownKeys(found, name);
        }
        if (number == PROFILES_MOST) {
            throw new IOException("more than " + PROFILES_MOST + " profiles take their roles from each other");
        }
        Fresh<AwsKeys> signing = !ofMachine.isEmpty()
                ? fetch(machineSource(ofMachine))
                : source.equals(name) ? ownKeys(found, name) : profile(profiles, source, number + 1);
        RoleKeys.Wanted wanted = new RoleKeys.Wanted(
                arn, found.getOrDefault("role_session_name", ""), found.getOrDefault("external_id", ""));
        return new RoleKeys(web, surroundings, region).assumeRole(wanted, signing.value(), ticker.epochMicros());
    }

    private static AwsRole machineSource(String word) throws IOException {
        return switch (word) {
            case "Environment" -> AwsRole.ENVIRONMENT;
            case "Ec2InstanceMetadata" -> AwsRole.INSTANCE;
            case "EcsContainer" -> AwsRole.CONTAINER;
            default ->
                throw new IOException("credential_source is none of Environment, Ec2InstanceMetadata and EcsContainer");
        };
    }

    private Fresh<AwsKeys> ownKeys(Map<String, String> found, String name) throws IOException {
        String id = found.getOrDefault("aws_access_key_id", "");
        String secret = found.getOrDefault("aws_secret_access_key", "");
        if (!id.isEmpty() && !secret.isEmpty()) {
            return lasting(
                    new AwsKeys(id, new Secret(secret), new Secret(found.getOrDefault("aws_session_token", ""))));
        }
        String tokenFile = found.getOrDefault("web_identity_token_file", "");
        String arn = found.getOrDefault("role_arn", "");
        if (!tokenFile.isEmpty() && !arn.isEmpty()) {
            return webIdentity(arn, tokenFile, found.getOrDefault("role_session_name", ""));
        }
        if (found.containsKey("credential_process")) {
            throw new IOException("the profile " + name + " has credential_process, and no process is started;"
                    + " nothing else of a profile is read but keys and roles");
        }
        throw new IOException("the profile " + name + " has neither aws_access_key_id and aws_secret_access_key nor"
                + " role_arn with web_identity_token_file, source_profile or credential_source;"
                + " nothing else of a profile is read");
    }

    private Fresh<AwsKeys> webIdentity(String arn, String tokenFile, String session) throws IOException {
        String token = Surroundings.text(Surroundings.pathOf(tokenFile)).strip();
        return new RoleKeys(web, surroundings, region).assumeRole(arn, session, token);
    }

    private Fresh<AwsKeys> container() throws IOException {
        Headers.Builder headers = new Headers.Builder().add("accept", "application/json");
        Optional<String> tokenFile = surroundings.find("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        Optional<String> token = tokenFile.isPresent()
                ? Optional.of(
                        Surroundings.text(Surroundings.pathOf(tokenFile.get())).strip())
                : surroundings.find("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        token.ifPresent(given -> headers.add("authorization", given));
        Optional<String> relative = surroundings.find("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        WebAnswer answer;
        if (relative.isPresent()) {
            answer = web.ask(MetadataEndpoint.AWS_TASK, "GET", relative.get(), headers.build());
        } else {
            answer = askContainer(surroundings.need("AWS_CONTAINER_CREDENTIALS_FULL_URI"), headers.build());
        }
        return temporary("the container's credentials endpoint", answer);
    }

    /** Only https, loopback, and the addresses that AWS names may be asked with the container's token. */
    private WebAnswer askContainer(String spelled, Headers headers) throws IOException {
        URI full;
        try {
            full = URI.create(spelled);
        } catch (IllegalArgumentException e) {
            throw new IOException("AWS_CONTAINER_CREDENTIALS_FULL_URI is no URL", e);
        }
        String query = full.getRawQuery() == null ? "" : "?" + full.getRawQuery();
        String path = (full.getRawPath() == null || full.getRawPath().isEmpty() ? "/" : full.getRawPath()) + query;
        for (MetadataEndpoint endpoint : MetadataEndpoint.values()) {
            boolean container = endpoint == MetadataEndpoint.AWS_TASK
                    || endpoint == MetadataEndpoint.AWS_POD
                    || endpoint == MetadataEndpoint.AWS_POD_SIX;
            if (container
                    && "http".equals(full.getScheme())
                    && endpoint.authority().equals(full.getRawAuthority())) {
                return web.ask(endpoint, "GET", path, headers);
            }
        }
        String host = full.getHost() == null ? "" : full.getHost();
        boolean loopback = host.equals("localhost")
                || host.equals("[::1]")
                || (host.matches("127(\\.[0-9]{1,3}){3}") && isLiteral(host));
        if (!"https".equals(full.getScheme()) && !loopback) {
            throw new IOException("AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor this machine");
        }
        URI base = URI.create(full.getScheme() + "://" + full.getRawAuthority());
        return web.ask(web.place(base, loopback), "GET", path, headers, new byte[0]);
    }

    private static boolean isLiteral(String host) {
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** IMDSv2: a token first; without one nothing is asked, since version 1 answers whoever can make us ask. */
    private Fresh<AwsKeys> instance() throws IOException {
        if (surroundings.find("AWS_EC2_METADATA_DISABLED").orElse("").equalsIgnoreCase("true")) {
            throw new IOException("AWS_EC2_METADATA_DISABLED is set");
        }
        String token = instanceText("PUT", "/latest/api/token", TOKEN_TTL);
        Headers with = Headers.of("x-aws-ec2-metadata-token", token);
        String roles = instanceText("GET", ROLES_PATH, with);
        String first = roles.lines().findFirst().orElse("").strip();
        if (!first.matches("[\\w+=,.@-]{1,128}")) {
            throw new IOException("this machine has no role");
        }
        return temporary(
                "the instance metadata service",
                web.ask(MetadataEndpoint.AWS_INSTANCE, "GET", ROLES_PATH + first, with));
    }

    private String instanceText(String method, String path, Headers headers) throws IOException {
        WebAnswer answer = web.ask(MetadataEndpoint.AWS_INSTANCE, method, path, headers);
        if (!answer.fine()) {
            throw new IOException("the instance metadata service answered " + method + " " + path + " with status "
                    + answer.status());
        }
        return answer.text().strip();
    }

    private Fresh<AwsKeys> temporary(String by, WebAnswer answer) throws IOException {
        Told told = Told.by(by, answer);
        AwsKeys keys = new AwsKeys(
                told.text("AccessKeyId"),
                new Secret(told.text("SecretAccessKey")),
                new Secret(told.find("Token").orElse("")));
        return told.find("Expiration").isPresent() ? Fresh.until(keys, told.micros("Expiration")) : lasting(keys);
    }

    private static Fresh<AwsKeys> lasting(AwsKeys keys) {
        return Fresh.lookedAtEvery(LOOK_AGAIN_MILLIS, keys);
    }
}
