package dev.pontage.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what lies in this process's memory for a while, with a key that is made at the start and written nowhere.
 *
 * <p>A sealed value is {@code nonce (12) || AES-256-GCM ciphertext and tag}; whose it is and what it is called are its
 * associated data. Nonces count, since no other process has the key. Safe for use by many threads, and for the request
 * path: some microseconds and one copy for a value of a few kilobytes.
 */
public final class MemorySeal {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final AtomicLong nonces = new AtomicLong();

    public MemorySeal(SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        key = new SecretKeySpec(bytes, "AES");
    }

    /** Seals bytes to their owner and name. */
    public byte[] seal(byte[] plain, String owner, String name) {
        byte[] sealed = new byte[NONCE_BYTES + plain.length + TAG_BITS / Byte.SIZE];
        ByteBuffer.wrap(sealed).putLong(NONCE_BYTES - Long.BYTES, nonces.incrementAndGet());
        try {
            cipher(Cipher.ENCRYPT_MODE, sealed, owner, name).doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to encrypt", e);
        }
        return sealed;
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws SealException if it was changed, or is another's
     */
    public byte[] open(byte[] sealed, String owner, String name) {
        if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new SealException("a value in memory is cut short");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, sealed, owner, name)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new SealException("a value in memory was changed, or belongs elsewhere", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to decrypt", e);
        }
    }

    private Cipher cipher(int mode, byte[] sealed, String owner, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
        byte[] first = owner.getBytes(StandardCharsets.UTF_8);
        // Its length comes first, so that no two pairs share an encoding.
        cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(first.length).flip());
        cipher.updateAAD(first);
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
