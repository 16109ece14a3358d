package dev.pontage.seal;

import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/**
 * The hash under which gateway keys are stored and found: HMAC-SHA-256 with the pepper.
 *
 * <p>Each thread has its own {@link Mac}, so an event loop neither locks nor sets up a key schedule; a hash takes about
 * a microsecond and allocates its 32 bytes. The work depends on the length of the text alone, never on whether the key
 * is known (S-34).
 */
public final class Pepper {
    private static final int HASH_BYTES = 32;
    private static final int BUFFER_BYTES = 512;

    private final PurposeKey key;
    private final ThreadLocal<Desk> desks;

    Pepper(PurposeKey key) {
        this.key = key;
        this.desks = ThreadLocal.withInitial(() -> new Desk(Keyset.mac(key)));
    }

    /** The id that stands beside every hash made with this pepper. */
    public String id() {
        return key.id().toString();
    }

    /** The 32-byte hash of a key's value. */
    public byte[] hash(String value) {
        Desk desk = desks.get();
        int length = ascii(value, desk.buffer);
        if (length >= 0) {
            desk.mac.update(desk.buffer, 0, length);
        } else {
            desk.mac.update(value.getBytes(StandardCharsets.UTF_8));
        }
        byte[] hash = new byte[HASH_BYTES];
        try {
            desk.mac.doFinal(hash, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException(e);
        }
        return hash;
    }

    /** Copies plain ASCII that fits; -1 where it does not. */
    private static int ascii(String value, byte[] into) {
        int length = value.length();
        if (length > into.length) {
            return -1;
        }
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c > 0x7F) {
                return -1;
            }
            into[i] = (byte) c;
        }
        return length;
    }

    private static final class Desk {
        final Mac mac;
        final byte[] buffer = new byte[BUFFER_BYTES];

        Desk(Mac mac) {
            this.mac = mac;
        }
    }
}
