package dev.pontage.bench.prototype;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The tenants by the SHA-256 of their key; filled once, then only read. */
final class Keys {
    private static final String BEARER = "Bearer ";
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Map<Hash, Tenant> tenants = new HashMap<>();

    private Keys() {}

    /** Makes tenants whose keys are {@code pontage-bench-key-} and their number in 14 digits. */
    static Keys generated(int count, LongSupplier nanos) {
        Keys keys = new Keys();
        MessageDigest sha256 = sha256();
        for (int i = 0; i < count; i++) {
            keys.tenants.put(hash(sha256, String.format("pontage-bench-key-%014d", i)), new Tenant(nanos));
        }
        return keys;
    }

    /** Whose key this header carries, or {@link Tenant#NOBODY}; the digest is the calling event loop's own. */
    Tenant of(String authorization, MessageDigest sha256) {
        if (!authorization.startsWith(BEARER)) {
            return Tenant.NOBODY;
        }
        return tenants.getOrDefault(hash(sha256, authorization.substring(BEARER.length())), Tenant.NOBODY);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Hash hash(MessageDigest sha256, String key) {
        byte[] digest = sha256.digest(key.getBytes(StandardCharsets.ISO_8859_1));
        return new Hash((long) LONG.get(digest, 0), (long) LONG.get(digest, 8), (long) LONG.get(digest, 16), (long)
                LONG.get(digest, 24));
    }

    private record Hash(long first, long second, long third, long fourth) {}
}
