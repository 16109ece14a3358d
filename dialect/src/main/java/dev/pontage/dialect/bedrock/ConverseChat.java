package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.ReplyReader;
import dev.pontage.dialect.chat.ReplyWriter;
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
