package dev.pontage.dialect.chat;

import org.jspecify.annotations.Nullable;

/**
 * Who signs what a model says, and who believes that signature.
 *
 * @param signer whose thoughts are sent back; null: thoughts are sent back to nobody, signatures of tool calls may be
 * @param scope how far what it signed is believed
 */
public record Maker(@Nullable Signer signer, Scope scope) {
    public static final Maker UNKNOWN = new Maker(null, Scope.MODEL);

    /** How far from where it was made a signature is believed. */
    public enum Scope {
        /** Wherever the maker's models are served: Claude's signatures hold on all of its platforms. */
        EVERYWHERE,
        /** Where the same provider serves it. */
        PROVIDER,
        /** With the same credential: what OpenAI encrypts, another organisation's key cannot open (protocols 5.4). */
        CREDENTIAL,
        /** By the same model of the same provider: nobody says who makes it. */
        MODEL
    }
}
