package dev.pontage.resource;

import dev.pontage.account.KeyHash;
import dev.pontage.base.Secret;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * The sealed values of keys that sign.
 *
 * <p>A signature is checked with the value itself, so of a key that signs more is kept than a hash. Its value is sealed
 * when it is seen, in a document or where it is made, or not at all.
 */
final class SigningSecrets {
    private final Vault vault;
    private final Problems problems;

    SigningSecrets(Vault vault, Problems problems) {
        this.vault = vault;
        this.problems = problems;
    }

    /** A key whose value nobody knows any more cannot begin to sign. */
    void check(KeyDraft key) {
        if (key.signing()
                && key.value().equals(KeyHash.NONE)
                && key.before() instanceof Resource.OfKey before
                && !before.hash().equals(KeyHash.NONE)
                && !before.signs()) {
            problems.add(
                    key.spot().source().name(),
                    key.signingLine(),
                    "spec.signing",
                    "this key was made without it, and of its value only a hash is kept; give its value, or make a key"
                            + " of another name");
        }
    }

    /**
     * What is stored of a key; empty if it does not sign.
     *
     * @param id of the key
     * @param account id of the account that it will act for
     * @param made the value that was made for it, or null
     */
    String sealed(KeyDraft key, String id, String account, @Nullable Secret made) {
        if (!key.signing()) {
            return "";
        }
        Secret value = key.signingValue() == null ? made : key.signingValue();
        if (value != null) {
            return vault.sealSigning(value, id, account);
        }
        return key.before() instanceof Resource.OfKey before ? moved(before, id, account) : "";
    }

    /** The value that it has, sealed to the account that it acts for now. */
    private String moved(Resource.OfKey before, String id, String account) {
        if (before.account().equals(account)) {
            return before.signingSecret();
        }
        try {
            return vault.sealSigning(vault.openSigning(before.signingSecret(), id, before.account()), id, account);
        } catch (GeneralSecurityException e) {
            // Whoever compiles it finds the same, and says so.
            return before.signingSecret();
        }
    }
}
