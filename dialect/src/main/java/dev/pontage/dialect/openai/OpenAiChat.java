package dev.pontage.dialect.openai;

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

/** Chat completions, in and out of the canonical chat (protocols 1.2, 1.3). */
public final class OpenAiChat implements ChatCodec {
    @Override
    public ChatRequest read(Json body, Asked asked) {
        return ChatRequestReader.read(body);
    }

    @Override
    public Written write(ChatRequest request, String model, Set<Quirk> quirks) {
        return ChatRequestWriter.write(request, model, quirks);
    }

    /** A document has a place for its bytes, and none for an address (protocols 1.2). */
    @Override
    public Set<Medium> fetches(Set<Quirk> quirks) {
        return quirks.contains(Quirk.NO_MEDIA_BY_URL) ? Set.of() : Set.of(Medium.IMAGE);
    }

    @Override
    public int answersMost() {
        return 128;
    }

    @Override
    public Maker maker(String model) {
        return Maker.UNKNOWN;
    }

    @Override
    public boolean returnsThoughts(Signer signer) {
        return false;
    }

    @Override
    public boolean returnsCallSignatures() {
        return false;
    }

    @Override
    public Passage tap(boolean streamed) {
        return OpenAiTap.unchanged(Operation.Kind.CHAT, streamed);
    }

    @Override
    public ReplyReader reader(boolean streamed) {
        return new ChatReplyReader(streamed);
    }

    @Override
    public ReplyWriter writer(Envelope envelope) {
        return writer(envelope, Calls.TOOLS);
    }

    @Override
    public ReplyWriter writer(Envelope envelope, Json asked) {
        boolean old = asked instanceof Json.Obj body && body.members().containsKey("functions");
        return writer(envelope, old ? Calls.FUNCTIONS : Calls.TOOLS);
    }

    private static ReplyWriter writer(Envelope envelope, Calls calls) {
        return envelope.streamed() ? new ChatReplyWriter(envelope, calls) : new ChatWholeWriter(envelope, calls);
    }
}
