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

/** Responses that nobody stores, in and out of the canonical chat (protocols 1.6). */
public final class OpenAiResponsesChat implements ChatCodec {
    @Override
    public ChatRequest read(Json body, Asked asked) {
        return ResponsesRequestReader.read(body);
    }

    @Override
    public Written write(ChatRequest request, String model, Set<Quirk> quirks) {
        return ResponsesRequestWriter.write(request, model);
    }

    @Override
    public Set<Medium> fetches(Set<Quirk> quirks) {
        return quirks.contains(Quirk.NO_MEDIA_BY_URL) ? Set.of() : Set.of(Medium.IMAGE, Medium.DOCUMENT);
    }

    @Override
    public int answersMost() {
        return 1;
    }

    @Override
    public Maker maker(String model) {
        return new Maker(Signer.OPENAI, Maker.Scope.CREDENTIAL);
    }

    @Override
    public boolean returnsThoughts(Signer signer) {
        return true;
    }

    @Override
    public boolean returnsCallSignatures() {
        return false;
    }

    @Override
    public Passage tap(boolean streamed) {
        return OpenAiTap.unchanged(Operation.Kind.RESPONSES, streamed);
    }

    @Override
    public ReplyReader reader(boolean streamed) {
        return new ResponsesReplyReader(streamed);
    }

    @Override
    public ReplyWriter writer(Envelope envelope) {
        return envelope.streamed() ? new ResponsesReplyWriter(envelope) : new ResponsesWholeWriter(envelope);
    }
}
