package dev.pontage.resource;

import dev.pontage.account.KeyHash;
import dev.pontage.base.Secret;
import java.net.URI;
import java.security.GeneralSecurityException;

/** What resources need of the deployment's keys. */
public interface Vault {

    /** The HMAC of a document's canonical text. */
    DocumentHash documentHash(byte[] canonical);

    /** The HMAC of a gateway key's value, as the request path computes it. */
    KeyHash keyHash(String value);

    /** Seals a secret to where it belongs; the result is base64 or the like. */
    String seal(Secret secret, Place place);

    /**
     * Opens what was sealed to the same place.
     *
     * @throws GeneralSecurityException if it was changed, or belongs elsewhere: another row, field or upstream
     */
    Secret open(String sealed, Place place) throws GeneralSecurityException;

    /**
     * Seals the secret that a gateway key signs with.
     *
     * @param key id of the key
     * @param account id of the account that it acts for
     */
    String sealSigning(Secret secret, String key, String account);

    /**
     * Opens what {@link #sealSigning} made for the same key and account.
     *
     * @throws GeneralSecurityException if it was changed, or belongs to another key or account
     */
    Secret openSigning(String sealed, String key, String account) throws GeneralSecurityException;

    /** A new gateway key. */
    Secret newKey();

    /**
     * Where a sealed secret belongs.
     *
     * @param resource id of the resource
     * @param field of its spec, such as {@code credentials.main.apiKey}
     * @param kind the provider's vendor, or its dialect where it has none
     * @param base the upstream that it may be used against
     */
    record Place(String resource, String field, String kind, URI base) {}
}
