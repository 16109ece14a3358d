package dev.pontage.resource;

import dev.pontage.account.KeyHash;
import dev.pontage.base.Secret;
import dev.pontage.vendor.Vendors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Where a test's resources are kept, planned and applied: everything real but the deployment's keys. */
public final class Desk implements Vault, SecretSource {
    public final ResourcesInMemory resources = new ResourcesInMemory();
    public final Map<String, String> environment = new HashMap<>();
    public final Map<String, String> files = new HashMap<>();

    /** What secret managers keep; what is not here cannot be asked for. */
    public final Map<String, String> references = new HashMap<>();

    public final Specs specs;
    private final Mac mac;
    private DocumentLimits limits = DocumentLimits.DEFAULT;
    private int ids;
    private int keys;

    public Desk() {
        this(Vendors.shipped());
    }

    public Desk(Vendors vendors) {
        this(new KnownNames(vendors, Map.of("openai", "")));
    }

    public Desk(KnownNames known) {
        specs = new Specs(known);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Desk limits(DocumentLimits value) {
        limits = value;
        return this;
    }

    public PlannedChange plan(SourceText... sources) throws IOException {
        return new Planner(resources, specs, this, this, () -> Integer.toHexString(++ids), limits)
                .plan(List.of(sources));
    }

    /** Plans the text as the file {@code a.yaml}. */
    public PlannedChange plan(String yaml) throws IOException {
        return plan(SourceText.file("a.yaml", yaml));
    }

    /** Plans and enters; fails if it is refused. */
    public PlannedChange.Ready apply(SourceText... sources) throws IOException {
        PlannedChange planned = plan(sources);
        if (planned instanceof PlannedChange.Ready ready) {
            resources.apply(ready.change());
            return ready;
        }
        throw new AssertionError(planned);
    }

    public PlannedChange.Ready apply(String yaml) throws IOException {
        return apply(SourceText.file("a.yaml", yaml));
    }

    /** The problems of the text, as people read them. */
    List<String> problems(String yaml) throws IOException {
        return problems(SourceText.file("a.yaml", yaml));
    }

    List<String> problems(SourceText... sources) throws IOException {
        return plan(sources) instanceof PlannedChange.Refused refused
                ? refused.problems().stream().map(Problem::toString).toList()
                : List.of();
    }

    public List<Resource> rows() {
        List<Resource> rows = new ArrayList<>();
        resources.load(rows::add);
        return rows;
    }

    Resource row(Kind kind, String name) {
        return rows().stream()
                .filter(row -> row.head().kind() == kind && row.head().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.word() + " " + name));
    }

    Resource.OfKey key(String name) {
        return (Resource.OfKey) row(Kind.KEY, name);
    }

    @Override
    public Secret reference(String reference) throws IOException {
        String value = references.get(reference);
        if (value == null) {
            throw new IOException("credential_unavailable");
        }
        return new Secret(value);
    }

    @Override
    public DocumentHash documentHash(byte[] canonical) {
        return DocumentHash.of(mac.doFinal(canonical));
    }

    @Override
    public KeyHash keyHash(String value) {
        return KeyHash.of(mac.doFinal(("key:" + value).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String seal(Secret secret, Place place) {
        return "sealed(" + place + "|" + new StringBuilder(secret.reveal()).reverse() + ")";
    }

    @Override
    public Secret open(String sealed, Place place) throws GeneralSecurityException {
        String start = "sealed(" + place + "|";
        if (!sealed.startsWith(start)) {
            throw new GeneralSecurityException("belongs elsewhere");
        }
        return new Secret(new StringBuilder(sealed.substring(start.length(), sealed.length() - 1))
                .reverse()
                .toString());
    }

    @Override
    public String sealSigning(Secret secret, String key, String account) {
        return "signing(" + key + "|" + account + "|" + new StringBuilder(secret.reveal()).reverse() + ")";
    }

    @Override
    public Secret openSigning(String sealed, String key, String account) throws GeneralSecurityException {
        String start = "signing(" + key + "|" + account + "|";
        if (!sealed.startsWith(start)) {
            throw new GeneralSecurityException("belongs elsewhere");
        }
        return new Secret(new StringBuilder(sealed.substring(start.length(), sealed.length() - 1))
                .reverse()
                .toString());
    }

    @Override
    public Secret newKey() {
        return new Secret("generated-key-number-" + ++keys);
    }

    @Override
    public Optional<Secret> environment(String variable) {
        return Optional.ofNullable(environment.get(variable)).map(Secret::new);
    }

    @Override
    public Secret file(String path) throws IOException {
        String text = files.get(path);
        if (text == null) {
            throw new FileNotFoundException(path);
        }
        return new Secret(text);
    }
}
