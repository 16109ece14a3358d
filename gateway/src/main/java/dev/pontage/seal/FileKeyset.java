package dev.pontage.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keyset as a file of the secrets directory, one line a key.
 *
 * <p>It is generated where there is neither file nor data. Where there is data, the database says which keys it was
 * sealed with, and a missing one stops the start: a new keyset made silently would turn every sealed value to noise.
 */
public final class FileKeyset {
    /** The file's name in the secrets directory. */
    public static final String FILE = "keyset";

    private static final String HEADING = "keyset 1";
    private static final String CHECK = "check ";

    private FileKeyset() {}

    /**
     * Loads the keyset of a deployment, or generates the first.
     *
     * @param expected ids of the keys that the data was made with; empty if there is no data yet
     * @throws SealException if the file is unreadable to us, readable to others, damaged, or lacks an expected key
     */
    public static Keyset forDeployment(SecretFiles files, Set<String> expected, SecureRandom random)
            throws IOException {
        Path path = files.path(FILE);
        Optional<String> text = files.read(FILE);
        if (text.isEmpty()) {
            if (!expected.isEmpty()) {
                throw new SealException("the data was sealed with key " + String.join(", ", new TreeSet<>(expected))
                        + ", but " + path + " is not there; restore it from its backup");
            }
            List<PurposeKey> keys = generate(random);
            files.write(FILE, print(keys));
            return new Keyset(keys, random);
        }
        Keyset keyset = new Keyset(parse(path, text.get()), random);
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(keyset.ids());
        if (!missing.isEmpty()) {
            throw new SealException("the data was sealed with key " + String.join(", ", missing) + ", which " + path
                    + " does not hold; restore the file that belongs to this data");
        }
        return keyset;
    }

    private static List<PurposeKey> generate(SecureRandom random) {
        return Arrays.stream(Purpose.values())
                .map(purpose -> PurposeKey.generate(purpose, 1, random))
                .toList();
    }

    static String print(List<PurposeKey> keys) {
        StringBuilder text = new StringBuilder(HEADING).append('\n');
        for (PurposeKey key : keys) {
            text.append(key.purpose())
                    .append(' ')
                    .append(key.version())
                    .append(' ')
                    .append(key.id())
                    .append(' ')
                    .append(key.base64())
                    .append('\n');
        }
        String check = check(text);
        return text.append(CHECK).append(check).append('\n').toString();
    }

    static List<PurposeKey> parse(Path path, String text) {
        int end = text.lastIndexOf(CHECK);
        if (!text.startsWith(HEADING + "\n")
                || end < 0
                || !text.substring(end).equals(CHECK + check(text.substring(0, end)) + "\n")) {
            throw new SealException(path + " is damaged or was edited; restore it from its backup");
        }
        List<PurposeKey> keys = new ArrayList<>();
        for (String line : text.substring(HEADING.length() + 1, end).lines().toList()) {
            String[] part = line.split(" ", -1);
            try {
                keys.add(new PurposeKey(
                        Purpose.valueOf(part[0]),
                        Integer.parseInt(part[1]),
                        PurposeKey.Id.parse(part[2]),
                        Base64.getDecoder().decode(part[3])));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new SealException(path + " has a line that this version does not understand", e);
            }
        }
        return keys;
    }

    /** A short hash against damage; who can write the file could forge it, and needs no forgery. */
    private static String check(CharSequence text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
