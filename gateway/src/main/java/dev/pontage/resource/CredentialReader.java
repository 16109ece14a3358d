package dev.pontage.resource;

import dev.pontage.base.Secret;
import dev.pontage.egress.credential.AwsRole;
import dev.pontage.resource.Spec.CredentialSpec;
import dev.pontage.resource.Spec.Given;
import dev.pontage.vendor.Vendor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one of a provider's credentials: a name, and exactly one of the things that prove us. */
final class CredentialReader {
    static final String API_KEY = "apiKey";
    static final String ACCESS_KEY_ID = "accessKeyId";
    static final String SECRET_ACCESS_KEY = "secretAccessKey";
    static final String SESSION_TOKEN = "sessionToken";
    private static final String ROLE = "role";
    private static final String PROFILE = "profile";
    private static final String SERVICE_ACCOUNT = "serviceAccount";
    private static final String TENANT_ID = "tenantId";
    private static final String CLIENT_ID = "clientId";
    private static final String CLIENT_SECRET = "clientSecret";
    private static final String SCOPE = "scope";

    /** The role of a machine of Google's, which has tokens and no keys. */
    private static final String GOOGLE_INSTANCE = "google-instance";

    private static final String USUAL_SCOPE = "https://cognitiveservices.azure.com/.default";

    private static final String HEADER_SAFE = "expected a key of visible ASCII characters";

    /** Each kind of credential: what it is known by, what it needs besides, and what it may have. */
    private static final List<Form> FORMS = List.of(
            new Form(List.of(API_KEY), List.of()),
            new Form(List.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY), List.of(SESSION_TOKEN)),
            new Form(List.of(ROLE), List.of(PROFILE)),
            new Form(List.of(SERVICE_ACCOUNT), List.of()),
            new Form(List.of(CLIENT_SECRET, TENANT_ID, CLIENT_ID), List.of(SCOPE)));

    private static final FieldTable TABLE = FieldTable.of("a credential")
            .required("name", new Shape.Words("a name"))
            .optional(API_KEY, new Shape.Hidden())
            .optional(ACCESS_KEY_ID, new Shape.Hidden())
            .optional(SECRET_ACCESS_KEY, new Shape.Hidden())
            .optional(SESSION_TOKEN, new Shape.Hidden())
            .optional(ROLE, new Shape.OneOf(roles()))
            .optional(PROFILE, new Shape.Words("the name of a profile"))
            .optional(SERVICE_ACCOUNT, new Shape.Hidden())
            .optional(TENANT_ID, new Shape.Words("the id of a tenant"))
            .optional(CLIENT_ID, new Shape.Words("the id of an application"))
            .optional(CLIENT_SECRET, new Shape.Hidden())
            .optional(SCOPE, new Shape.Words("what tokens are for, a URL"))
            .notBuilt("weight", "limits");

    private final Vendor.Credentials auth;
    private final boolean regionGiven;

    CredentialReader(Vendor.Credentials auth, boolean regionGiven) {
        this.auth = auth;
        this.regionGiven = regionGiven;
    }

    private static List<String> roles() {
        List<String> roles = new ArrayList<>(AwsRole.words());
        roles.add(GOOGLE_INSTANCE);
        return roles;
    }

    /** Empty where it does not fit, which has been reported. */
    Optional<CredentialSpec> read(Tree.Fields item, Scope at, Set<String> names) {
        Reading credential = new Reading(item, TABLE, at);
        String name = credential.text("name");
        if (credential.has("name") && !Names.fits(name)) {
            credential.wrong("name", Names.EXPECTED);
        } else if (credential.has("name") && !names.add(name)) {
            credential.wrong("name", "a second credential of this name");
        }
        return form(item, credential, at)
                .flatMap(form -> given(form, credential))
                .map(given -> new CredentialSpec(name, given));
    }

    /** The one kind whose fields are there, all that it needs and none of another. */
    private Optional<Form> form(Tree.Fields item, Reading credential, Scope at) {
        Map<String, Tree.Entry> there = item.entries();
        List<Form> begun = FORMS.stream().filter(form -> form.begunBy(there)).toList();
        if (begun.isEmpty()) {
            at.at(API_KEY)
                    .wrong(
                            item.line(),
                            "missing; a credential needs it, or accessKeyId with secretAccessKey, role, serviceAccount,"
                                    + " or clientSecret with tenantId and clientId");
            return Optional.empty();
        }
        Form form = begun.getFirst();
        boolean whole = true;
        for (String other : begun.size() > 1 ? begun.get(1).all() : List.<String>of()) {
            if (there.containsKey(other)) {
                at.at(other).wrong(credential.line(other), "does not go with " + form.first());
                whole = false;
            }
        }
        String given =
                form.all().stream().filter(there::containsKey).findFirst().orElse("");
        for (String needed : form.needed()) {
            if (!there.containsKey(needed)) {
                at.at(needed).wrong(item.line(), "missing; a credential with " + given + " needs it");
                whole = false;
            }
        }
        return whole && form.all().stream().filter(there::containsKey).allMatch(credential::has)
                ? Optional.of(form)
                : Optional.empty();
    }

    private Optional<Given> given(Form form, Reading credential) {
        return switch (form.first()) {
            case API_KEY -> secret(credential, API_KEY, true).map(Given.ApiKey::new);
            case ACCESS_KEY_ID -> signing(ACCESS_KEY_ID, credential) ? keyPair(credential) : Optional.empty();
            case ROLE -> role(credential);
            case SERVICE_ACCOUNT -> secret(credential, SERVICE_ACCOUNT, false).map(Given.ServiceAccount::new);
            default -> application(credential);
        };
    }

    private Optional<Given> keyPair(Reading credential) {
        Map<String, SecretValue> secrets = new LinkedHashMap<>();
        for (String field : List.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN)) {
            if (credential.has(field)) {
                Optional<SecretValue> read = secret(credential, field, true);
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                secrets.put(field, read.get());
            }
        }
        return Optional.of(new Given.KeyPair(secrets));
    }

    private Optional<Given> role(Reading credential) {
        String word = credential.text(ROLE);
        boolean profiled = word.equals(AwsRole.PROFILE.word()) || word.equals(AwsRole.AMBIENT.word());
        if (credential.has(PROFILE) && !profiled) {
            credential.wrong(PROFILE, "only role: profile and role: ambient have one");
            return Optional.empty();
        }
        if (word.equals(GOOGLE_INSTANCE)) {
            return Optional.of(new Given.Instance());
        }
        return signing(ROLE, credential)
                ? AwsRole.of(word).map(role -> new Given.Role(role, credential.text(PROFILE)))
                : Optional.empty();
    }

    private static Optional<Given> application(Reading credential) {
        for (String id : List.of(TENANT_ID, CLIENT_ID)) {
            if (!credential.text(id).matches("[A-Za-z0-9.-]{1,128}")) {
                credential.wrong(id, "expected an id of letters, digits, dots and hyphens");
                return Optional.empty();
            }
        }
        return secret(credential, CLIENT_SECRET, false)
                .map(secret -> new Given.Application(
                        credential.text(TENANT_ID),
                        credential.text(CLIENT_ID),
                        credential.text(SCOPE, USUAL_SCOPE),
                        secret));
    }

    /** Whether the upstream takes signatures at all, and for which region. */
    private boolean signing(String field, Reading credential) {
        if (auth.form() != Vendor.Credentials.Form.SIGV4) {
            credential.wrong(field, "this upstream takes no signatures; with auth: {sigv4: SERVICE} it would");
            return false;
        }
        if (!regionGiven) {
            credential.wrong(field, "the Provider needs a region, for which requests are signed");
            return false;
        }
        return true;
    }

    private static Optional<SecretValue> secret(Reading credential, String field, boolean headerSafe) {
        Tree value = credential.tree(field);
        if (value == null) {
            return Optional.empty();
        }
        Optional<SecretValue> secret = SecretValue.read(value, credential.scope(field));
        if (headerSafe
                && secret.orElse(null) instanceof SecretValue.Literal literal
                && problem(field, literal.secret()).isPresent()) {
            credential.wrong(field, HEADER_SAFE);
        }
        return secret;
    }

    /** Why what a secret field's reference leads to cannot be what stands there. */
    static Optional<String> problem(String field, Secret value) {
        boolean anything = field.equals(SERVICE_ACCOUNT) || field.equals(CLIENT_SECRET);
        // What goes into a header (RFC 9110, 5.5, without what is obsolete there).
        return anything || value.reveal().chars().allMatch(c -> c > ' ' && c <= '~')
                ? Optional.empty()
                : Optional.of(HEADER_SAFE);
    }

    private record Form(List<String> needed, List<String> optional) {
        /** What it is known by. */
        String first() {
            return needed.getFirst();
        }

        List<String> all() {
            List<String> all = new ArrayList<>(needed);
            all.addAll(optional);
            return all;
        }

        boolean begunBy(Map<String, Tree.Entry> there) {
            return all().stream().anyMatch(there::containsKey);
        }
    }
}
