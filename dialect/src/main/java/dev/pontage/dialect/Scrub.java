package dev.pontage.dialect;

import java.util.regex.Pattern;

/**
 * Takes out of an upstream's words what must not reach a client: key-shaped strings, hosts, and whose account at a
 * cloud it is (S-43).
 *
 * <p>Names of models and fields, which look alike, stay: {@code gpt-4.1}, {@code messages.content}.
 */
public final class Scrub {
    /** How much of a message is shown. */
    public static final int LIMIT_CHARS = 1_000;

    /** What vendors begin their keys with, and what follows a word that announces one. */
    private static final Pattern KEYS =
            Pattern.compile("(?i)\\b(?:sk|rk|pk|gsk|xai|hf|nvapi|fw|tgp|pplx|ek|sess|csk)[-_][a-z0-9*_.-]{6,}"
                    + "|\\b(?:AKIA|ASIA|AIza|ya29\\.|eyJ)[a-zA-Z0-9*_./+=-]{6,}"
                    + "|(?<=\\bbearer\\s)\\S{6,}");

    /** Long runs of letters and digits mixed are no words of any language. */
    private static final Pattern TOKENS =
            Pattern.compile("\\b(?=[a-zA-Z_]{0,200}[0-9])(?=[0-9_]{0,200}[a-zA-Z])[a-zA-Z0-9_]{32,}\\b");

    private static final Pattern URLS = Pattern.compile("(?i)\\b(?:https?|wss?)://[^\\s\"'<>)\\]]+");

    private static final Pattern HOSTS = Pattern.compile("(?i)\\b(?:(?:[a-z0-9_-]{1,63}\\.){1,10}"
            + "(?:com|net|org|io|ai|dev|cn|cloud|app|co|us|eu|de|fr|uk|jp|sh|so|tech|xyz"
            + "|local|localdomain|internal|intranet|lan|corp|svc|home"
            + "|test|example|invalid)|localhost)\\b(?::\\d{1,5})?");

    /** How Google's and AWS's names of things begin: with the customer's project, or account. */
    private static final Pattern OWNERS =
            Pattern.compile("(?<=\\bprojects/)[^/\\s'\"`)]+|(?<=\\barn:[a-z0-9:-]{0,100}:)[0-9]{12}(?=:)");

    private static final Pattern ADDRESSES = Pattern.compile(
            "\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?\\b|\\[[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,45}\\](?::\\d{1,5})?");

    private Scrub() {}

    /** The message on one line, scrubbed and cut. */
    public static String message(String upstream) {
        String cut = upstream.length() > 2 * LIMIT_CHARS ? upstream.substring(0, 2 * LIMIT_CHARS) : upstream;
        String plain = withoutControls(cut);
        plain = URLS.matcher(plain).replaceAll("[url]");
        plain = KEYS.matcher(plain).replaceAll("[redacted]");
        plain = TOKENS.matcher(plain).replaceAll("[redacted]");
        plain = OWNERS.matcher(plain).replaceAll("[redacted]");
        plain = HOSTS.matcher(plain).replaceAll("[host]");
        plain = ADDRESSES.matcher(plain).replaceAll("[host]");
        plain = plain.strip();
        return plain.length() > LIMIT_CHARS ? plain.substring(0, LIMIT_CHARS) : plain;
    }

    /** A word of an upstream, such as an error's code: kept if it is one, else empty. */
    public static String word(String upstream) {
        if (upstream.length() > 64) {
            return "";
        }
        for (int i = 0; i < upstream.length(); i++) {
            char c = upstream.charAt(i);
            if (!(Character.isLetterOrDigit(c) && c < 128) && "_-.:[]/ ".indexOf(c) < 0) {
                return "";
            }
        }
        return message(upstream);
    }

    private static String withoutControls(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return plain.toString();
    }
}
