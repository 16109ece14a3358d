package dev.pontage.dialect.bedrock;

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

/** Converse, in and out of the canonical chat (protocols 5.2 to 5.4). */
public final class ConverseChat implements ChatCodec {
    @Override
    public ChatRequest read(Json body, Asked asked) {
        return ConverseRequestReader.read(body, asked);
    }

    @Override
    public Written write(ChatRequest request, String model, Set<Quirk> quirks) {
        return ConverseRequestWriter.write(request, model);
    }

    @Override
    public Set<Medium> fetches(Set<Quirk> quirks) {
        return Set.of();
    }

    @Override
    public int answersMost() {
        return 1;
    }

    @Override
    public Maker maker(String model) {
        BedrockModel kind = BedrockModel.of(model);
        if (!kind.remembersThoughts()) {
            return Maker.UNKNOWN;
        }
        Maker.Scope scope = switch (kind.family()) {
            case CLAUDE -> Maker.Scope.EVERYWHERE;
            case UNKNOWN -> Maker.Scope.PROVIDER;
            case NOVA, MISTRAL, OTHER -> Maker.Scope.MODEL;
        };
        return new Maker(Signer.CLAUDE, scope);
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
        return streamed ? new ConverseStreamTap() : new ConverseWholeTap();
    }

    @Override
    public ReplyReader reader(boolean streamed) {
        return new ConverseReplyReader(streamed, ToolNames.NONE, AnswerPlan.NONE);
    }

    @Override
    public ReplyReader reader(boolean streamed, ChatRequest request, String model) {
        ToolNames names = ToolNames.of(request);
        return new ConverseReplyReader(streamed, names, AnswerPlan.of(request, BedrockModel.of(model), names));
    }

    @Override
    public ReplyWriter writer(Envelope envelope) {
        return envelope.streamed() ? new ConverseStreamWriter() : new ConverseWholeWriter();
    }
}
