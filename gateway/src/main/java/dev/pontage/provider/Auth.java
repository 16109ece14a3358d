package dev.pontage.provider;

import dev.pontage.base.Secret;
import dev.pontage.egress.credential.Refreshed;
import dev.pontage.egress.sign.AwsKeys;
import dev.pontage.egress.sign.Signer;

/** How a provider knows us. */
public sealed interface Auth {

    /**
     * Says that the upstream refused it: what is fetched is fetched anew soon, since it may have been revoked before
     * its end, but not again within {@link dev.pontage.egress.credential.RefreshLimits#maxRetryMillis}.
     */
    default void refused() {
        switch (this) {
            case Token token -> token.value().refreshSoon();
            case SigV4 sigV4 -> sigV4.keys().refreshSoon();
            case Bearer _, Header _, None _ -> {}
        }
    }

    /** {@code Authorization: Bearer KEY}. */
    record Bearer(Secret key) implements Auth {}

    /** A header of the provider's own, such as {@code x-api-key}; {@code name} is in lower case. */
    record Header(String name, Secret key) implements Auth {}

    /**
     * A text that changes with time: an access token, or a key that a secret manager keeps. It is read for each
     * attempt.
     *
     * @param header its name in lower case
     * @param prefix what stands before it in the header, such as {@code "Bearer "}; empty for nothing
     */
    record Token(String header, String prefix, Refreshed<Secret> value) implements Auth {}

    /** A signature over each request. */
    record SigV4(Signer signer, Refreshed<AwsKeys> keys) implements Auth {}

    /** Nothing is sent. */
    record None() implements Auth {}
}
