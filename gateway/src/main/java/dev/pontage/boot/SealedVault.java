package dev.pontage.boot;

import dev.pontage.account.KeyHash;
import dev.pontage.base.Secret;
import dev.pontage.resource.DocumentHash;
import dev.pontage.resource.Vault;
import dev.pontage.seal.Binding;
import dev.pontage.seal.KeyMaker;
import dev.pontage.seal.Keyset;
import dev.pontage.seal.Pepper;
import dev.pontage.seal.Purpose;
import dev.pontage.seal.SealException;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** What resources need of the deployment's keys, from its keyset. */
final class SealedVault implements Vault {
    private static final String TABLE = "resource";
    private static final String DOCUMENT = "document";
    private static final String KEY_TABLE = "api_key";
    private static final String SIGNING_SECRET = "signing_secret";

    private final Keyset keyset;
    private final Pepper pepper;
    private final String deployment;
    private final KeyMaker keys;

    SealedVault(Keyset keyset, String deployment, KeyMaker keys) {
        this.keyset = keyset;
        pepper = keyset.pepper();
        this.deployment = deployment;
        this.keys = keys;
    }

    @Override
    public DocumentHash documentHash(byte[] canonical) {
        return DocumentHash.of(keyset.mac(Purpose.ROW, DOCUMENT, canonical));
    }

    @Override
    public KeyHash keyHash(String value) {
        return KeyHash.of(pepper.hash(value));
    }

    @Override
    public String seal(Secret secret, Place place) {
        return Base64.getEncoder().encodeToString(keyset.seal(secret, binding(place)));
    }

    @Override
    public Secret open(String sealed, Place place) throws GeneralSecurityException {
        try {
            return keyset.openSecret(Base64.getDecoder().decode(sealed), binding(place));
        } catch (SealException | IllegalArgumentException e) {
            throw new GeneralSecurityException("a sealed value of " + place.field() + " does not open here", e);
        }
    }

    @Override
    public String sealSigning(Secret secret, String key, String account) {
        return Base64.getEncoder().encodeToString(keyset.seal(secret, binding(key, account)));
    }

    @Override
    public Secret openSigning(String sealed, String key, String account) throws GeneralSecurityException {
        try {
            return keyset.openSecret(Base64.getDecoder().decode(sealed), binding(key, account));
        } catch (SealException | IllegalArgumentException e) {
            throw new GeneralSecurityException("the sealed value of a key does not open here", e);
        }
    }

    private Binding binding(String key, String account) {
        return Binding.row(deployment, KEY_TABLE, SIGNING_SECRET, key, account);
    }

    @Override
    public Secret newKey() {
        return keys.generate();
    }

    private Binding binding(Place place) {
        return Binding.row(deployment, TABLE, place.field(), place.resource(), "")
                .toward(place.kind(), place.base());
    }
}
