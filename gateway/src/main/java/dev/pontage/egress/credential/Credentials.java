package dev.pontage.egress.credential;

import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.egress.sign.AwsKeys;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All refreshed values of this process: whoever asks for the same one shares it.
 *
 * <p>A value lives as long as somebody who asked holds it, so a snapshot keeps what its providers need and nothing else
 * is refreshed. Safe for use by many threads.
 */
public final class Credentials {
    private final Refreshed.Means means;
    private final Web web;
    private final Surroundings surroundings;
    private final Ticker ticker;
    private final Map<String, WeakReference<Refreshed<?>>> shared = new HashMap<>();

    public Credentials(Refreshed.Means means, Web web, Surroundings surroundings) {
        this.means = means;
        this.web = web;
        this.surroundings = surroundings;
        this.ticker = means.ticker();
    }

    /**
     * The keys of a role.
     *
     * @param profile its name, for roles that have one; empty for the usual one
     * @param region where the token service is asked; empty for the usual one
     */
    public Refreshed<AwsKeys> aws(AwsRole role, String profile, String region) {
        String where = region.isEmpty() ? new AwsEndpoints(surroundings).usualRegion() : region;
        return shared(
                String.join("\n", "aws", role.word(), profile, where),
                () -> new AwsSource(role, profile, where, surroundings, web, ticker));
    }

    /**
     * Keys whose parts are read again and again.
     *
     * @param label whose they are, for logs
     * @param identity tells these from others; it changes when what stands in the document changes
     */
    public Refreshed<AwsKeys> aws(
            String label, String identity, SecretText id, SecretText secret, SecretText session, long lookAgainMillis) {
        return shared("given\n" + identity, () -> new GivenKeys(label, id, secret, session, lookAgainMillis));
    }

    /**
     * Access tokens for a key file of Google.
     *
     * @param label whose it is, for logs
     * @param identity tells it from others; it changes when the file does
     * @param privateAllowed whether the file may name a token endpoint in the house
     */
    public Refreshed<Secret> google(String label, String identity, SecretText keyFile, boolean privateAllowed) {
        return shared("google\n" + identity, () -> new GoogleSource(label, keyFile, privateAllowed, web, ticker));
    }

    /** Access tokens of the service account of this machine, at Google. */
    public Refreshed<Secret> googleInstance() {
        return shared("google-instance", () -> new GoogleInstanceSource(web, ticker));
    }

    /**
     * Access tokens of Microsoft Entra.
     *
     * @param identity tells it from others; it changes when the secret does
     * @param scope what the tokens are for, such as {@code https://cognitiveservices.azure.com/.default}
     */
    public Refreshed<Secret> entra(String identity, String tenantId, String clientId, String scope, SecretText secret) {
        return shared(
                String.join("\n", "entra", identity, tenantId, clientId, scope),
                () -> new EntraSource(
                        new EntraSource.Application(tenantId, clientId, scope), secret, surroundings, web, ticker));
    }

    /**
     * The one value of this identity, begun if nobody holds it.
     *
     * @param identity also says of which type it is
     */
    @SuppressWarnings("unchecked")
    public <T> Refreshed<T> shared(String identity, Supplier<Source<T>> source) {
        synchronized (shared) {
            WeakReference<Refreshed<?>> before = shared.get(identity);
            @Nullable Refreshed<?> held = before == null ? null : before.get();
            if (held != null) {
                return (Refreshed<T>) held;
            }
            shared.values().removeIf(reference -> reference.refersTo(null));
            Refreshed<T> begun = Refreshed.from(source.get(), means);
            shared.put(identity, new WeakReference<>(begun));
            return begun;
        }
    }
}
