package dev.pontage.seal;

import dev.pontage.base.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The keys of a deployment, in memory, and what they do: seal, open, authenticate.
 *
 * <p>A sealed value is {@code key id (8) || nonce (12) || AES-256-GCM ciphertext and tag}; its associated data is the
 * {@link Binding}. Nonces are random, so a key should be replaced before it sealed 2^32 values. Safe for use by many
 * threads; not for the request path, where only {@link Pepper} is needed.
 */
public final class Keyset {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = PurposeKey.ID_BYTES + NONCE_BYTES;

    private final Map<Purpose, PurposeKey> primary = new EnumMap<>(Purpose.class);
    private final Map<PurposeKey.Id, PurposeKey> byId = new HashMap<>();
    private final SecureRandom random;

    Keyset(List<PurposeKey> keys, SecureRandom random) {
        this.random = random;
        for (PurposeKey key : keys) {
            if (byId.put(key.id(), key) != null) {
                throw new IllegalArgumentException("key id " + key.id() + " occurs twice");
            }
            primary.merge(key.purpose(), key, (a, b) -> a.version() > b.version() ? a : b);
        }
        for (Purpose purpose : Purpose.values()) {
            if (!primary.containsKey(purpose)) {
                throw new IllegalArgumentException("no key for " + purpose);
            }
        }
    }

    /** The ids of all keys, 16 hexadecimal digits each: what a database remembers of its keyset. */
    public Set<String> ids() {
        return byId.keySet().stream().map(PurposeKey.Id::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The id of the key that new values of a purpose are made with. */
    public String primaryId(Purpose purpose) {
        return key(purpose).id().toString();
    }

    /** Seals text. */
    public byte[] seal(Secret secret, Binding binding) {
        return seal(secret.reveal().getBytes(StandardCharsets.UTF_8), binding);
    }

    /** Seals bytes to where they belong. */
    public byte[] seal(byte[] plain, Binding binding) {
        PurposeKey key = key(Purpose.FIELD);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = new byte[HEAD_BYTES + plain.length + TAG_BITS / Byte.SIZE];
        ByteBuffer.wrap(sealed).putLong(key.id().value()).put(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, sealed, binding);
            cipher.doFinal(plain, 0, plain.length, sealed, HEAD_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to encrypt", e);
        }
        return sealed;
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws SealException if it was changed, belongs elsewhere or was sealed with a key that is not here
     */
    public byte[] open(byte[] sealed, Binding binding) {
        if (sealed.length < HEAD_BYTES + TAG_BITS / Byte.SIZE) {
            throw new SealException("a sealed value is cut short: " + where(binding));
        }
        PurposeKey.Id id = new PurposeKey.Id(ByteBuffer.wrap(sealed).getLong());
        PurposeKey key = byId.get(id);
        if (key == null || key.purpose() != Purpose.FIELD) {
            throw new SealException(
                    "a value was sealed with key " + id + ", which is not in the keyset: " + where(binding));
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, sealed, binding)
                    .doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
        } catch (AEADBadTagException e) {
            throw new SealException("a sealed value was changed, or belongs elsewhere: " + where(binding), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to decrypt", e);
        }
    }

    /** Opens text. */
    public Secret openSecret(byte[] sealed, Binding binding) {
        return new Secret(new String(open(sealed, binding), StandardCharsets.UTF_8));
    }

    /**
     * HMAC-SHA-256 with the primary key of a purpose.
     *
     * @param label what is authenticated, so that one kind of text never passes for another
     */
    public byte[] mac(Purpose purpose, String label, byte[] text) {
        Mac mac = mac(key(purpose));
        byte[] name = label.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).flip());
        mac.update(name);
        return mac.doFinal(text);
    }

    /** The hash of gateway keys. */
    public Pepper pepper() {
        return new Pepper(key(Purpose.BIDX));
    }

    static Mac mac(PurposeKey key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.spec("HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC-SHA-256", e);
        }
    }

    private static Cipher cipher(int mode, PurposeKey key, byte[] sealed, Binding binding)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.spec("AES"), new GCMParameterSpec(TAG_BITS, sealed, PurposeKey.ID_BYTES, NONCE_BYTES));
        cipher.updateAAD(binding.canonical());
        return cipher;
    }

    private PurposeKey key(Purpose purpose) {
        PurposeKey key = primary.get(purpose);
        if (key == null) {
            throw new IllegalStateException("no key for " + purpose);
        }
        return key;
    }

    private static String where(Binding binding) {
        return binding.table() + "." + binding.column() + " of " + binding.primaryKey();
    }
}
