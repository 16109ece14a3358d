package dev.pontage.boot;

import dev.pontage.base.Answer;
import dev.pontage.base.Secret;
import dev.pontage.egress.credential.Refreshed;
import dev.pontage.egress.http.Waiting;
import dev.pontage.egress.secret.SecretManagers;
import dev.pontage.resource.SecretSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * This machine's secrets, and those that managers keep: held, and compared with what was last read, so that a key whose
 * value was changed there is another key without a restart.
 *
 * <p>For the one thread that reads configuration, which may wait.
 */
final class ReferredSecrets implements SecretSource {
    /** How long one secret is waited for that nobody has asked for yet. */
    private static final long PATIENCE_MILLIS = 10_000;

    private final SecretSource machine;
    private final SecretManagers managers;
    private final Map<String, Kept> kept = new HashMap<>();

    ReferredSecrets(SecretSource machine, SecretManagers managers) {
        this.machine = machine;
        this.managers = managers;
    }

    @Override
    public Optional<Secret> environment(String variable) {
        return machine.environment(variable);
    }

    @Override
    public Secret file(String path) throws IOException {
        return machine.file(path);
    }

    @Override
    public Secret reference(String reference) throws IOException {
        Kept secret = kept.get(reference);
        if (secret == null) {
            secret = new Kept(managers.refreshed(reference));
            kept.put(reference, secret);
        }
        return secret.read();
    }

    /** Whether a secret is another than when it was last read, or is there for the first time. */
    boolean moved() {
        boolean moved = false;
        for (Kept secret : kept.values()) {
            moved |= secret.moved();
        }
        return moved;
    }

    private static final class Kept {
        private final Refreshed<Secret> now;
        private Optional<Secret> last = Optional.empty();

        Kept(Refreshed<Secret> now) {
            this.now = now;
        }

        Secret read() throws IOException {
            // Only the first look is waited for: afterwards it is here, or its manager cannot be asked at the moment.
            return switch (Waiting.settled(now.current(), PATIENCE_MILLIS)) {
                case Answer.Ready<Secret>(Secret secret) -> {
                    last = Optional.of(secret);
                    yield secret;
                }
                case Answer.Failed<Secret>(String code) -> throw new IOException(code);
                case Answer.Pending<Secret> late -> throw new IOException(late.lateCode());
            };
        }

        boolean moved() {
            if (!(now.current() instanceof Answer.Ready<Secret>(Secret secret))
                    || last.map(Secret::reveal).equals(Optional.of(secret.reveal()))) {
                return false;
            }
            // Told once: a document that no longer refers to it does not read it either.
            last = Optional.of(secret);
            return true;
        }
    }
}
