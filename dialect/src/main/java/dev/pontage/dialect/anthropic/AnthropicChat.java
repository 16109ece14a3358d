package dev.pontage.dialect.anthropic;

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

/** Messages, in and out of the canonical chat (protocols 3.2, 3.3). */
public final class AnthropicChat implements ChatCodec {
    @Override
    public ChatRequest read(Json body, Asked asked) {
        return ChatRequestReader.read(body);
    }

    @Override
    public Written write(ChatRequest request, String model, Set<Quirk> quirks) {
        return ChatRequestWriter.write(request, model);
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
        ClaudeModel kind = ClaudeModel.of(model);
        if (!kind.thinks()) {
            return Maker.UNKNOWN;
        }
        return new Maker(Signer.CLAUDE, kind.version() > 0 ? Maker.Scope.EVERYWHERE : Maker.Scope.PROVIDER);
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
        return AnthropicTap.passages("").passage(streamed);
    }

    @Override
    public ReplyReader reader(boolean streamed) {
        return new ChatReplyReader(streamed);
    }

    @Override
    public ReplyWriter writer(Envelope envelope) {
        return envelope.streamed() ? new ChatReplyWriter(envelope) : new ChatWholeWriter(envelope);
    }
}
