package dev.pontage.egress.credential;

import dev.pontage.base.Secret;
import java.io.IOException;

/** A secret that is read where it is kept each time it is needed; reading may wait. */
@FunctionalInterface
public interface SecretText {

    /** @throws IOException saying why it cannot be had, without a secret */
    Secret read() throws IOException;
}
