package dev.pontage.dialect.gemini;

/**
 * Tells Gemini's own signatures of thoughts from those of other makers, which it would refuse (G09, K02).
 *
 * <p>On their way through the canonical chat, and through clients of other protocols, Gemini's begin with a word of
 * ours; no other maker's does. Signatures of tool calls need none: only Gemini signs those.
 */
final class Signatures {
    private static final String OWN = "google/";

    private Signatures() {}

    /** What the canonical chat holds for a {@code thoughtSignature}. */
    static String canonical(String own) {
        return own.isEmpty() ? "" : OWN + Spelling.base64(own);
    }

    /** The {@code thoughtSignature} of what the canonical chat holds; empty if it is another maker's, or none. */
    static String own(String canonical) {
        return canonical.startsWith(OWN) ? canonical.substring(OWN.length()) : "";
    }
}
