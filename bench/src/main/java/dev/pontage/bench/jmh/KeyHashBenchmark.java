package dev.pontage.bench.jmh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the look-up of a key of 50 bytes costs before the map is asked: with the pepper, and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KeyHashBenchmark {
    private static final byte[] KEY =
            "pontage-0123456789abcdefghijklmnopqrstuvwxyz-00007".getBytes(StandardCharsets.ISO_8859_1);

    // As one event loop would keep them: made once, used by one thread.
    private final MessageDigest sha256 = sha256Digest();
    private final Mac hmac = hmacOf(new byte[32]);

    /** The digest of the prototype. */
    @Benchmark
    public byte[] sha256() {
        return sha256.digest(KEY);
    }

    /** The HMAC by which the product knows its keys. */
    @Benchmark
    public byte[] hmacSha256() {
        return hmac.doFinal(KEY);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Mac hmacOf(byte[] pepper) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pepper, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
