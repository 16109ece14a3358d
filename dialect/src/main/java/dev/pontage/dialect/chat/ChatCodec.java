package dev.pontage.dialect.chat;

import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.json.Json;
import java.util.Set;

/**
 * What a dialect can say of a chat, both ways: as the client's dialect it reads requests and writes answers, as the
 * upstream's it writes requests and reads answers.
 *
 * <p>Any two dialects that have one can be joined; none knows another.
 */
public interface ChatCodec {

    /**
     * Reads a client's request.
     *
     * @param asked what stands in the path and query where this dialect puts the model and the wish for a stream
     *     there; what the body says is in the body
     * @throws dev.pontage.dialect.json.Malformed naming the field that is wrong
     */
    ChatRequest read(Json body, Asked asked);

    /**
     * Writes a request for an upstream.
     *
     * @param model the upstream's name of it
     * @throws dev.pontage.dialect.json.Malformed naming the field of which the dialect has no like and that changes the
     *     meaning (C2)
     */
    Written write(ChatRequest request, String model, Set<Quirk> quirks);

    /**
     * The media that an upstream fetches itself where a request says where they are; of all others it wants the bytes.
     */
    Set<Part.Medium> fetches(Set<Quirk> quirks);

    /** How many answers one request can ask an upstream for; for more, there is a call for each. */
    int answersMost();

    /** Who signs what this model of an upstream says. */
    Maker maker(String model);

    /**
     * Whether clients send back by themselves what this signer wants back with thoughts. OpenAI's chat has no place for
     * it: most SDKs drop fields that they do not know.
     */
    boolean returnsThoughts(Signer signer);

    /** Whether clients send back by themselves what a maker wants back with a tool call. */
    boolean returnsCallSignatures();

    /** Reads an upstream's answer for what it cost, whether it failed and when it is complete, and changes nothing. */
    Passage tap(boolean streamed);

    /** A reader for what the upstream answers. */
    ReplyReader reader(boolean streamed);

    /**
     * A reader for what the upstream answers to this request, as it was written for this model: for dialects that give
     * the request's tools other names, or get JSON by a tool of their own, and have to undo that.
     */
    default ReplyReader reader(boolean streamed, ChatRequest request, String model) {
        return reader(streamed);
    }

    /** A writer of what the client receives. */
    ReplyWriter writer(Envelope envelope);

    /** The same for a client that asked so: for dialects whose answers take the form of what was asked. */
    default ReplyWriter writer(Envelope envelope, Json asked) {
        return writer(envelope);
    }

    /**
     * What the path and the query say.
     *
     * @param model empty where the body names it
     */
    record Asked(String model, boolean stream) {
        public static final Asked IN_BODY = new Asked("", false);
    }
}
