package dev.pontage.dialect.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways to spoil a document, which keep enough of it to get past a reader's first look. */
final class Mutations {
    /** How much longer than in {@code verify} a fuzzer runs: {@code -Dfuzz.rounds=N}, as the nightly profile has it. */
    static final int ROUNDS = Integer.getInteger("fuzz.rounds", 1);

    /** {@code verify} tries the same documents each time, so that it fails for a change and not by chance. */
    static final String SEED = "20261121";

    /** What makes the nightly run's documents other ones than yesterday's: {@code -Dfuzz.salt=N}. */
    private static final long SALT = Long.getLong("fuzz.salt", 0);

    private static final List<byte[]> HOSTILE = List.of(
            utf8("null"),
            utf8("true"),
            utf8("-1"),
            utf8("1e99999999999"),
            utf8("12345678901234567890123"),
            utf8("\"\""),
            utf8("\"\\ud800\""),
            utf8("\"\\u0000\""),
            utf8("[]"),
            utf8("{}"),
            utf8("[{}]"),
            utf8("[[[[[[[["),
            utf8("\"type\":\"text\","),
            utf8("data: "),
            utf8("data: [DONE]\n\n"),
            utf8("event: error\n"),
            utf8("\n\n"),
            utf8("\r\n\r\n"),
            utf8("\r"),
            utf8("\ufeff"),
            new byte[] {(byte) 0xc3},
            new byte[] {(byte) 0xf0, (byte) 0x9f},
            new byte[4],
            new byte[] {0, 0, 0, 16, 0, 0, 0, 0, 5, (byte) 0xc2, 0x48, (byte) 0xeb, 0x7d, (byte) 0x98, (byte) 0xc8, -1
            });

    private Mutations() {}

    static Random random(long seed) {
        return new Random(seed ^ SALT);
    }

    /** One of the corpus with up to four things wrong with it. */
    static byte[] spoiled(List<byte[]> corpus, Random random) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size()));
        for (int i = random.nextInt(5); i > 0; i--) {
            bytes = once(bytes, corpus, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, List<byte[]> corpus, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + random.nextInt(1 + random.nextInt(40)));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at, random);
            case 1 -> joined(bytes, at, new byte[0], end);
            case 2 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, end), at);
            case 3 -> joined(bytes, at, hostile(random), at);
            case 4 -> value(bytes, at, hostile(random));
            case 5 -> Arrays.copyOf(bytes, at);
            case 6 -> {
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                int from = random.nextInt(other.length + 1);
                int to = Math.min(other.length, from + random.nextInt(200));
                yield joined(bytes, at, Arrays.copyOfRange(other, from, to), end);
            }
            default -> joined(bytes, bytes.length, corpus.get(random.nextInt(corpus.size())), bytes.length);
        };
    }

    private static byte[] hostile(Random random) {
        return HOSTILE.get(random.nextInt(HOSTILE.size()));
    }

    private static byte[] flipped(byte[] bytes, int at, Random random) {
        byte[] copy = bytes.clone();
        if (at < copy.length) {
            copy[at] = (byte) random.nextInt(256);
        }
        return copy;
    }

    /** Puts something else where a member has its value. */
    private static byte[] value(byte[] bytes, int near, byte[] other) {
        int from = near;
        while (from < bytes.length && bytes[from] != ':') {
            from++;
        }
        int to = Math.min(bytes.length, from + 1);
        int depth = 0;
        boolean inString = false;
        for (; to < bytes.length; to++) {
            byte b = bytes[to];
            inString ^= b == '"' && bytes[to - 1] != '\\';
            depth += inString ? 0 : b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
            if (depth < 0 || (depth == 0 && !inString && b == ',')) {
                break;
            }
        }
        return from == bytes.length ? bytes : joined(bytes, from + 1, other, to);
    }

    private static byte[] joined(byte[] bytes, int upTo, byte[] middle, int from) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, upTo);
        joined.writeBytes(middle);
        joined.write(bytes, from, bytes.length - from);
        // Doubling and doubling again must not make the next round slow.
        return joined.size() <= 1 << 18 ? joined.toByteArray() : bytes;
    }

    /** Where to cut so many bytes: nowhere twice, ascending. */
    static int[] cuts(int length, Random random) {
        return length < 2
                ? new int[0]
                : random.ints(1 + random.nextInt(8), 1, length)
                        .sorted()
                        .distinct()
                        .toArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
