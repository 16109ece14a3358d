package dev.pontage.seal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a sealed value belongs; it opens nowhere else.
 *
 * <p>A ciphertext copied to another row, column, account or deployment fails to open, and so does a provider's
 * credential once the provider is pointed at another host: the secret has to be entered again.
 *
 * @param deployment id of the deployment
 * @param ownerAccount id of the account that owns the row, empty if none does
 * @param target dialect or vendor, scheme, host and port for a provider's credential; else empty
 */
public record Binding(
        String deployment, String table, String column, String primaryKey, String ownerAccount, List<String> target) {

    private static final String FORM = "v1";

    public Binding {
        target = List.copyOf(target);
    }

    /** A value that belongs to a row. */
    public static Binding row(String deployment, String table, String column, String primaryKey, String ownerAccount) {
        return new Binding(deployment, table, column, primaryKey, ownerAccount, List.of());
    }

    /**
     * The same, usable against one upstream only.
     *
     * @param kind the provider's vendor, or its dialect where it has none
     * @param baseUrl an absolute URL; its path does not count, the default port does
     */
    public Binding toward(String kind, URI baseUrl) {
        String scheme = baseUrl.getScheme();
        String host = baseUrl.getHost();
        if (scheme == null || host == null) {
            throw new IllegalArgumentException("a base URL has a scheme and a host");
        }
        String plainScheme = scheme.toLowerCase(Locale.ROOT);
        int port = baseUrl.getPort() >= 0 ? baseUrl.getPort() : plainScheme.equals("http") ? 80 : 443;
        return new Binding(
                deployment,
                table,
                column,
                primaryKey,
                ownerAccount,
                List.of(kind, plainScheme, host.toLowerCase(Locale.ROOT), Integer.toString(port)));
    }

    /** Every part with its length in front, so that no two bindings share an encoding. */
    byte[] canonical() {
        List<String> parts = Stream.concat(
                        Stream.of(FORM, deployment, table, column, primaryKey, ownerAccount), target.stream())
                .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(parts.size());
            for (String part : parts) {
                byte[] text = part.getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
