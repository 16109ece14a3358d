package dev.pontage.dialect.chat;

import dev.pontage.dialect.json.Json;

/**
 * One thing that an answer says, in the order in which it says it. A whole answer is the same events as a streamed one.
 *
 * <p>{@link Started} comes first and once. {@code answer} counts from 0 and is above 0 only where several answers were
 * asked for. Usage and failures are not here: the upstream dialect's own passage reads them, translated or not, so that
 * there is one count of everything.
 */
public sealed interface ChatEvent {

    /**
     * The upstream has begun to answer.
     *
     * @param id the upstream's; empty if it gives none
     * @param model the upstream's; empty if it gives none
     * @param createdEpochSeconds 0 if it gives none
     */
    record Started(String id, String model, long createdEpochSeconds) implements ChatEvent {}

    /** More text. */
    record Text(int answer, String piece) implements ChatEvent {}

    /** More of what the model thinks. */
    record Thinking(int answer, String piece) implements ChatEvent {}

    /** The thoughts since the last other part end here, and this is what their maker wants back with them. */
    record Signed(int answer, String signature) implements ChatEvent {}

    /** Thoughts that their maker sealed, whole. */
    record Redacted(int answer, String data) implements ChatEvent {}

    /** More of the model's words for why it does not answer. */
    record Refused(int answer, String piece) implements ChatEvent {}

    /**
     * A tool call begins.
     *
     * @param call counts the answer's calls from 0
     * @param signature Gemini's; empty if there is none
     */
    record ToolBegun(int answer, int call, String id, String name, String signature) implements ChatEvent {}

    /** More of the JSON text of a call's arguments. */
    record ToolArguments(int answer, int call, String piece) implements ChatEvent {}

    /** A medium that the model made, whole. */
    record Media(int answer, String mediaType, String base64) implements ChatEvent {

        /**
         * What a client reads in the place of a medium for which its protocol has none: it is never lost in silence.
         */
        public static String inWords(String mediaType) {
            return "[" + mediaType + ": this API cannot show it]";
        }
    }

    /** Probabilities of tokens in OpenAI's shape, {@code {"content":[...]}}; those of one answer are joined. */
    record Logprobs(int answer, Json.Obj logprobs) implements ChatEvent {}

    /** An answer is complete. {@code stopString} is the one that ended it; empty if none did or nobody says. */
    record Finished(int answer, Finish reason, String stopString) implements ChatEvent {}
}
