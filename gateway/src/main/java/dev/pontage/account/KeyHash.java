package dev.pontage.account;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The HMAC-SHA-256 of a key's value, whole, as a map key: 32 bytes in four longs. */
public record KeyHash(long a, long b, long c, long d) {
    /** Of a key without a value: nothing hashes to it, so nothing finds it. */
    public static final KeyHash NONE = new KeyHash(0, 0, 0, 0);

    private static final int BYTES = 32;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** From 32 bytes. */
    public static KeyHash of(byte[] mac) {
        if (mac.length != BYTES) {
            throw new IllegalArgumentException("a key hash has 32 bytes");
        }
        return new KeyHash(
                (long) LONG.get(mac, 0), (long) LONG.get(mac, 8), (long) LONG.get(mac, 16), (long) LONG.get(mac, 24));
    }

    /** The 32 bytes again. */
    public byte[] bytes() {
        byte[] mac = new byte[BYTES];
        LONG.set(mac, 0, a);
        LONG.set(mac, 8, b);
        LONG.set(mac, 16, c);
        LONG.set(mac, 24, d);
        return mac;
    }

    /** The hash is uniform already; one word of it is the best hash code there is. */
    @Override
    public int hashCode() {
        return (int) a;
    }
}
