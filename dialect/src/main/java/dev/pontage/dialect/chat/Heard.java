package dev.pontage.dialect.chat;

import dev.pontage.dialect.Failure;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What the events of an answer have come to: whether they mean something to a client, and whether it can use them. */
final class Heard {
    /** Answers of which something came that a client can use. */
    private final BitSet usable = new BitSet();

    /** Answers that ended in a call that cannot be read. */
    private final BitSet broken = new BitSet();

    private boolean said;
    private boolean finished;

    void add(ChatEvent event) {
        switch (event) {
            case ChatEvent.Started _ -> {}
            case ChatEvent.Text text -> use(text.answer());
            case ChatEvent.Refused refused -> use(refused.answer());
            case ChatEvent.ToolBegun call -> use(call.answer());
            case ChatEvent.Media media -> use(media.answer());
            case ChatEvent.Thinking _,
                    ChatEvent.Signed _,
                    ChatEvent.Redacted _,
                    ChatEvent.ToolArguments _,
                    ChatEvent.Logprobs _ -> said = true;
            case ChatEvent.Finished(int answer, Finish reason, String _) -> {
                finished = true;
                broken.set(answer, reason == Finish.BAD_TOOL_CALL);
            }
        }
    }

    private void use(int answer) {
        said = true;
        usable.set(answer);
    }

    /** Whether anything was said that means something to the client. */
    boolean said() {
        return said;
    }

    /** Whether an answer has ended. */
    boolean finished() {
        return finished;
    }

    /**
     * Why this is no answer, once all of it is read; null if it is one.
     *
     * <p>A call that cannot be read, and nothing else, is none: no protocol's reasons to stop would tell an agent that
     * it has to ask again, and another attempt usually gets a call that can be read (D18).
     */
    @Nullable Failure failure() {
        BitSet useless = (BitSet) broken.clone();
        useless.andNot(usable);
        return useless.isEmpty() ? null : new Failure.Garbled("a tool call that cannot be read, and nothing else");
    }
}
