package dev.pontage.resource;

import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.host.Hosting;
import dev.pontage.provider.Provider;
import dev.pontage.provider.Timeouts;
import dev.pontage.provider.Transport;
import dev.pontage.resource.Spec.CredentialSpec;
import dev.pontage.resource.Spec.ProviderSpec;
import dev.pontage.vendor.Quirks;
import dev.pontage.vendor.Vendor;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the spec of a {@code Provider}: a vendor's preset, or base URL, dialect and auth; the document wins. */
final class ProviderReader {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int MAX_CREDENTIALS = 1_000;
    private static final int MAX_MODELS = 10_000;
    private static final int MAX_CONNECTIONS = 1_000_000;
    private static final String NO_AUTH = "none";
    private static final String BEARER = "bearer";

    private static final FieldTable TABLE = FieldTable.of("a Provider")
            .optional("vendor", new Shape.Words("the name of a vendor"))
            .optional("dialect", new Shape.Words("the name of a dialect"))
            .optional("baseUrl", new Shape.Words("a URL such as https://api.example/v1"))
            .optional("auth", new Shape.Special())
            .optional("credentials", new Shape.ListOf(new Shape.Mapping("a credential"), MAX_CREDENTIALS))
            .optional("models", new Shape.ListOf(new Shape.Words("a model name or pattern"), MAX_MODELS))
            .optional("defaults", new Shape.Mapping("what is filled in where the client said nothing"))
            .optional("quirks", new Shape.ListOf(new Shape.OneOf(Quirks.words()), Quirk.values().length))
            .optional("timeouts", new Shape.Mapping("how long each phase may take"))
            .optional("connections", new Shape.Mapping("how many connections there may be"))
            .optional("egressProxy", new Shape.Words("a URL such as http://proxy.example:3128"))
            .optional("caFile", new Shape.Words("the path of a PEM file"))
            .optional("apiVersion", new Shape.Words("a version of the API such as 2024-10-21"))
            .optional("price", new Shape.OneOf(List.of("free")))
            .optional("region", new Shape.Words("a region such as us-east-1"))
            .optional("project", new Shape.Words("the id of a project"))
            .optional("resource", new Shape.Words("the name of a resource"))
            .optional("guardrail", new Shape.Mapping("which guardrail looks at calls"))
            .notBuilt("labels", "capacity", "limits", "weight", "clientCertificate", "headers", "disabled");

    private static final FieldTable DEFAULTS = FieldTable.of("defaults")
            .optional("model", new Shape.Words("a model name"))
            .optional("stream", new Shape.Flag())
            .notBuilt("temperature", "max_tokens");

    private static final FieldTable TIMEOUTS = FieldTable.of("timeouts")
            .optional("connectMillis", new Shape.Whole(1, HOUR_MILLIS, "milliseconds"))
            .optional("streamHeaderMillis", new Shape.Whole(1, HOUR_MILLIS, "milliseconds"))
            .optional("wholeHeaderMillis", new Shape.Whole(1, HOUR_MILLIS, "milliseconds"))
            .optional("idleMillis", new Shape.Whole(1, HOUR_MILLIS, "milliseconds"))
            .optional("totalMillis", new Shape.Whole(1, 24 * HOUR_MILLIS, "milliseconds"));

    private static final FieldTable CONNECTIONS = FieldTable.of("connections")
            .optional("max", new Shape.Whole(1, MAX_CONNECTIONS, "connections"))
            .optional("waiting", new Shape.Whole(0, MAX_CONNECTIONS, "exchanges"));

    private static final FieldTable GUARDRAIL = FieldTable.of("a guardrail")
            .required("id", new Shape.Words("the id or ARN of a guardrail"))
            .required("version", new Shape.Words("a version such as 1, or DRAFT"))
            .optional("trace", new Shape.OneOf(List.of("enabled", "disabled", "enabled_full")));

    private static final FieldTable AUTH = FieldTable.of("auth")
            .optional("header", new Shape.Words("the name of a header"))
            .optional("sigv4", new Shape.Words("the name of a service"));

    private final Reading fields;
    private final Scope scope;
    private final int line;
    private final KnownNames known;
    private final @Nullable Vendor vendor;

    private ProviderReader(Tree.Fields spec, Scope scope, KnownNames known) {
        this.fields = new Reading(spec, TABLE, scope);
        this.scope = scope;
        this.line = spec.line();
        this.known = known;
        this.vendor = vendor();
    }

    static ProviderSpec read(Tree.Fields spec, Scope scope, KnownNames known) {
        return new ProviderReader(spec, scope, known).spec();
    }

    private ProviderSpec spec() {
        Vendor.Credentials auth = auth();
        ProviderPlaces places = new ProviderPlaces(fields, scope, line, vendor, auth);
        Map<String, URI> bases = bases(places);
        return new ProviderSpec(
                vendor == null ? "" : vendor.name(),
                bases,
                bases.isEmpty() ? BaseUrl.NONE : bases.values().iterator().next(),
                places.region(),
                auth,
                credentials(auth),
                models(),
                defaults(),
                quirks(),
                timeouts(),
                transport(),
                apiVersion(),
                hostings(bases.keySet()),
                lists(bases.keySet(), places),
                fields.text("caFile"),
                fields.has("price"));
    }

    private String apiVersion() {
        String version = fields.text("apiVersion");
        if (!version.isEmpty() && !version.matches("[A-Za-z0-9.-]{1,64}")) {
            fields.wrong("apiVersion", "expected a version of the API such as 2024-10-21");
        }
        return version;
    }

    private @Nullable Vendor vendor() {
        String name = fields.text("vendor");
        if (name.isEmpty()) {
            return null;
        }
        Optional<Vendor> found = known.vendors().find(name);
        if (found.isEmpty()) {
            fields.scope("vendor")
                    .wrong(
                            fields.line("vendor"),
                            "expected one of "
                                    + String.join(", ", known.vendors().names()),
                            name,
                            known.vendors().names());
        }
        return found.orElse(null);
    }

    /** A given base URL is that of one dialect, path included; a preset without one brings all that it knows. */
    private Map<String, URI> bases(ProviderPlaces places) {
        String dialect = dialect();
        Map<String, URI> bases = new LinkedHashMap<>();
        if (fields.has("baseUrl")) {
            BaseUrl.read(fields.text("baseUrl"), fields.scope("baseUrl"), fields.line("baseUrl"))
                    .ifPresent(base -> bases.put(dialect, base));
        } else if (vendor == null) {
            if (!fields.has("vendor")) {
                scope.at("baseUrl").wrong(line, "missing; a Provider without a vendor needs it");
            }
        } else if (places.complete()) {
            for (String name : vendor.apis().keySet()) {
                if (known.dialects().contains(name) && (!fields.has("dialect") || name.equals(dialect))) {
                    bases.put(name, vendor.base(name, places.given(), fields.has("apiVersion")));
                }
            }
            if (bases.isEmpty()) {
                fields.wrong(
                        "dialect",
                        "the vendor " + vendor.name() + " speaks "
                                + String.join(", ", vendor.apis().keySet()));
            }
        }
        return bases;
    }

    /** Whoever gives an address of a vendor's own may not reach, or may not want us to ask, what stands elsewhere. */
    private Map<String, List<URI>> lists(Set<String> dialects, ProviderPlaces places) {
        Map<String, List<URI>> lists = new HashMap<>();
        if (vendor != null && !fields.has("baseUrl")) {
            for (String dialect : dialects) {
                lists.put(dialect, vendor.lists(dialect, places.given()));
            }
        }
        return lists;
    }

    /** How the vendor's APIs differ from those of the dialects' makers, and what a guardrail adds to calls. */
    private Map<String, Hosting> hostings(Set<String> dialects) {
        Map<String, Hosting> hostings = new HashMap<>();
        if (vendor != null) {
            vendor.apis().forEach((name, api) -> {
                if (dialects.contains(name)) {
                    hostings.put(name, api.hosting());
                }
            });
        }
        if (fields.has("guardrail")) {
            guardrail(hostings);
        }
        hostings.values().removeIf(Hosting::isNone);
        return hostings;
    }

    private void guardrail(Map<String, Hosting> hostings) {
        Reading given = new Reading(fields.mapping("guardrail"), GUARDRAIL, fields.scope("guardrail"));
        Map<String, String> words = new HashMap<>();
        words.put("id", given.text("id"));
        words.put("version", given.text("version"));
        words.put("trace", given.text("trace", "disabled"));
        if (!words.get("id").matches("[A-Za-z0-9:/_-]{1,2048}") && given.has("id")) {
            given.wrong("id", "expected the id or ARN of a guardrail");
        }
        if (!words.get("version").matches("[A-Za-z0-9]{1,16}") && given.has("version")) {
            given.wrong("version", "expected a version such as 1, or DRAFT");
        }
        Map<String, Vendor.Api> apis = vendor == null ? Map.of() : vendor.apis();
        if (apis.values().stream().allMatch(api -> api.guardrail().isNone())) {
            fields.wrong("guardrail", "this upstream has none");
        }
        apis.forEach((name, api) -> hostings.computeIfPresent(
                name, (_, hosting) -> hosting.with(api.guardrail().filled(words))));
    }

    private String dialect() {
        String given = fields.text("dialect");
        if (given.isEmpty()) {
            if (vendor == null && !fields.has("vendor")) {
                scope.at("dialect").wrong(line, "missing; a Provider without a vendor needs it");
            }
            return vendor == null ? "" : vendor.usualDialect();
        }
        if (!known.dialects().contains(given)) {
            fields.scope("dialect")
                    .wrong(
                            fields.line("dialect"),
                            "expected one of " + String.join(", ", known.dialects()),
                            given,
                            known.dialects());
        }
        return given;
    }

    private Vendor.Credentials auth() {
        Tree given = fields.tree("auth");
        if (given == null) {
            return vendor == null ? usualAuth() : vendor.credentials();
        }
        if (given instanceof Tree.Fields mapping) {
            return auth(new Reading(mapping, AUTH, fields.scope("auth")));
        }
        if (new Shape.OneOf(List.of(BEARER, NO_AUTH)).fits(given, fields.scope("auth"))
                && fields.text("auth").equals(NO_AUTH)) {
            return new Vendor.Credentials(Vendor.Credentials.Form.NONE, "", false);
        }
        return new Vendor.Credentials(Vendor.Credentials.Form.BEARER, "", true);
    }

    private Vendor.Credentials usualAuth() {
        String header = known.keyHeaders().getOrDefault(fields.text("dialect"), "");
        return new Vendor.Credentials(
                header.isEmpty() ? Vendor.Credentials.Form.BEARER : Vendor.Credentials.Form.HEADER,
                header,
                !quirks().contains(Quirk.NO_CREDENTIAL));
    }

    private Vendor.Credentials auth(Reading mapping) {
        if (mapping.has("header") == mapping.has("sigv4")) {
            fields.wrong("auth", "expected bearer, none, {header: NAME} or {sigv4: SERVICE}");
        }
        String header = mapping.text("header").toLowerCase(Locale.ROOT);
        if (!header.matches("[a-z0-9!#$%&'*+.^_`|~-]*")) {
            fields.wrong("auth", "expected the name of a header");
        }
        String service = mapping.text("sigv4");
        if (!service.matches("[a-z0-9-]{0,64}")) {
            fields.wrong("auth", "expected the name of a service, as a signature's scope has it");
        }
        return service.isEmpty()
                ? new Vendor.Credentials(Vendor.Credentials.Form.HEADER, header, true)
                : new Vendor.Credentials(Vendor.Credentials.Form.SIGV4, "", service, true);
    }

    private List<CredentialSpec> credentials(Vendor.Credentials auth) {
        List<CredentialSpec> credentials = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Tree> items = fields.items("credentials");
        CredentialReader reader = new CredentialReader(auth, fields.has("region"));
        for (int i = 0; i < items.size(); i++) {
            Scope at = fields.scope("credentials").at(i);
            reader.read((Tree.Fields) items.get(i), at, names).ifPresent(credentials::add);
        }
        if (auth.required() && items.isEmpty() && (vendor != null || !fields.has("vendor"))) {
            if (!fields.has("credentials") || fields.tree("credentials") instanceof Tree.Items) {
                scope.at("credentials").wrong(fields.line("credentials"), "expected at least one, or auth: none");
            }
        }
        if (auth.form() == Vendor.Credentials.Form.NONE && !items.isEmpty()) {
            fields.wrong("credentials", "expected none: no key is sent to this upstream");
        }
        return credentials;
    }

    private List<String> models() {
        List<String> models = fields.texts("models");
        if (fields.has("models") && models.isEmpty()) {
            fields.wrong("models", "expected at least one; leave it out to serve any");
        }
        return models;
    }

    private Provider.Defaults defaults() {
        if (!fields.has("defaults")) {
            return Provider.Defaults.NONE;
        }
        Reading defaults = new Reading(fields.mapping("defaults"), DEFAULTS, fields.scope("defaults"));
        return new Provider.Defaults(defaults.text("model"), defaults.flag("stream"));
    }

    private Set<Quirk> quirks() {
        Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        if (vendor != null) {
            quirks.addAll(vendor.quirks());
        }
        fields.texts("quirks").forEach(word -> Quirks.of(word).ifPresent(quirks::add));
        return quirks;
    }

    private Timeouts timeouts() {
        if (!fields.has("timeouts")) {
            return Timeouts.DEFAULT;
        }
        Reading given = new Reading(fields.mapping("timeouts"), TIMEOUTS, fields.scope("timeouts"));
        return new Timeouts(
                given.whole("connectMillis", Timeouts.DEFAULT.connectMillis()),
                given.whole("streamHeaderMillis", Timeouts.DEFAULT.streamHeaderMillis()),
                given.whole("wholeHeaderMillis", Timeouts.DEFAULT.wholeHeaderMillis()),
                given.whole("idleMillis", Timeouts.DEFAULT.idleMillis()),
                given.whole("totalMillis", Timeouts.DEFAULT.totalMillis()));
    }

    private Transport transport() {
        Reading connections = new Reading(fields.mapping("connections"), CONNECTIONS, fields.scope("connections"));
        URI proxy = fields.has("egressProxy") ? proxy() : BaseUrl.NONE;
        return new Transport(
                "",
                proxy.getHost() == null ? "" : proxy.getHost(),
                Math.max(0, proxy.getPort()),
                (int) connections.whole("max", Transport.DEFAULT.maxConnections()),
                (int) connections.whole("waiting", Transport.DEFAULT.maxWaiting()));
    }

    private URI proxy() {
        URI proxy = BaseUrl.syntax(fields.text("egressProxy")).orElse(BaseUrl.NONE);
        if (!"http".equals(proxy.getScheme())
                || proxy.getPort() < 0
                || !proxy.getRawPath().isEmpty()) {
            fields.wrong("egressProxy", "expected http://HOST:PORT");
            return BaseUrl.NONE;
        }
        return proxy;
    }
}
