package dev.pontage.dialect.bedrock;

/** Short names made of longer ones, the same each time. */
final class Hashes {
    private static final char[] DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz".toCharArray();

    private Hashes() {}

    /** So many letters and digits that stand for the text (FNV-1a, 64 bits). */
    static String of(String text, int length) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        StringBuilder name = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            name.append(DIGITS[(int) Long.remainderUnsigned(hash, DIGITS.length)]);
            hash = Long.divideUnsigned(hash, DIGITS.length);
        }
        return name.toString();
    }
}
