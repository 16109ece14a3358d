package dev.pontage.dialect.gemini;

import dev.pontage.dialect.chat.Signer;

/** This maker's signatures of thoughts, in and out of the canonical chat; another's it would refuse. */
final class Signatures {
    private Signatures() {}

    /** What the canonical chat holds for a {@code thoughtSignature}. */
    static String canonical(String own) {
        return Signer.GOOGLE.canonical(Spelling.base64(own));
    }

    /** The {@code thoughtSignature} of what the canonical chat holds; empty if it is another maker's, or none. */
    static String own(String canonical) {
        return Signer.GOOGLE.own(canonical);
    }
}
