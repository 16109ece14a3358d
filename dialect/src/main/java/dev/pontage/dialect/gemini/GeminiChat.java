package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.Maker;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.ReplyReader;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.chat.Signer;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import java.util.Set;

/** {@code generateContent} and its stream, in and out of the canonical chat (protocols 4.2, 4.3). */
public final class GeminiChat implements ChatCodec {
    @Override
    public ChatRequest read(Json body, Asked asked) {
        return GeminiRequestReader.read(body, asked);
    }

    @Override
    public Written write(ChatRequest request, String model, Set<Quirk> quirks) {
        return GeminiRequestWriter.write(request, model);
    }

    /** Files that Google stores are read by their address; of the web's, not all models take any (protocols 9.5). */
    @Override
    public Set<Medium> fetches(Set<Quirk> quirks) {
        return Set.of();
    }

    @Override
    public int answersMost() {
        return GeminiRequestWriter.CANDIDATES_MAX;
    }

    @Override
    public Maker maker(String model) {
        return new Maker(Signer.GOOGLE, Maker.Scope.PROVIDER);
    }

    @Override
    public boolean returnsThoughts(Signer signer) {
        return signer == Signer.GOOGLE;
    }

    @Override
    public boolean returnsCallSignatures() {
        return true;
    }

    @Override
    public Passage tap(boolean streamed) {
        return GeminiTap.passages(Operation.Kind.CHAT, "").passage(streamed);
    }

    @Override
    public ReplyReader reader(boolean streamed) {
        return new GeminiReplyReader(streamed);
    }

    @Override
    public ReplyWriter writer(Envelope envelope) {
        return envelope.streamed() ? new GeminiReplyWriter(envelope) : new GeminiWholeWriter(envelope);
    }
}
