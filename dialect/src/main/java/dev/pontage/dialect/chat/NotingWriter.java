package dev.pontage.dialect.chat;

import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Notes what makers want back with the tool calls of an answer, on its way to a client that could not send it back.
 *
 * <p>A call's state is told when the call begins, before the client hears of it. Only the thoughts since the last call
 * are held, of all answers together at most {@value #HELD_CHARS} characters. A thought of more than
 * {@value #TEXT_CHARS} is noted by its signature alone, which its maker takes as well; where signatures and sealed
 * thoughts do not fit, the call has none of them, for half of them would be refused.
 */
public final class NotingWriter implements ReplyWriter {
    /** The longest thought that is noted in its own words. */
    static final int TEXT_CHARS = 64 * 1024;

    /** How many characters are held. Signatures are long, for some makers put the whole thought into them. */
    static final int HELD_CHARS = 256 * 1024;

    private final ReplyWriter writer;
    private final boolean thoughts;
    private final boolean callSignatures;
    private final BiConsumer<String, OpaqueState> noted;
    private final Map<Integer, Answer> answers = new HashMap<>();
    private int held;

    private NotingWriter(
            ReplyWriter writer, boolean thoughts, boolean callSignatures, BiConsumer<String, OpaqueState> noted) {
        this.writer = writer;
        this.thoughts = thoughts;
        this.callSignatures = callSignatures;
        this.noted = noted;
    }

    /**
     * The same writer, watched if its client may lose anything.
     *
     * @param client the dialect that it writes
     * @param maker who signs the answer
     * @param noted takes a call's id and what its maker wants back with it
     */
    public static ReplyWriter over(
            ReplyWriter writer, ChatCodec client, Maker maker, BiConsumer<String, OpaqueState> noted) {
        Signer signer = maker.signer();
        boolean thoughts = signer != null && !client.returnsThoughts(signer);
        boolean callSignatures = !client.returnsCallSignatures();
        return thoughts || callSignatures ? new NotingWriter(writer, thoughts, callSignatures, noted) : writer;
    }

    @Override
    public void event(ChatEvent event, Sink client) {
        switch (event) {
            case ChatEvent.Thinking(int answer, String piece) -> think(answer(answer), piece);
            case ChatEvent.Signed(int answer, String signature) -> sign(answer(answer), signature);
            case ChatEvent.Redacted(int answer, String data) ->
                whole(answer(answer), new Part.Redacted(data), data.length());
            case ChatEvent.ToolBegun begun -> begin(answer(begun.answer()), begun);
            case ChatEvent.Text(int answer, String _) -> said(answer(answer));
            case ChatEvent.Refused(int answer, String _) -> said(answer(answer));
            case ChatEvent.Media said -> said(answer(said.answer()));
            case ChatEvent.Finished(int answer, Finish _, String _) -> forget(answer(answer));
            case ChatEvent.Started _, ChatEvent.ToolArguments _, ChatEvent.Logprobs _ -> {}
        }
        writer.event(event, client);
    }

    @Override
    public void end(Usage usage, Sink client) {
        writer.end(usage, client);
    }

    private Answer answer(int index) {
        return answers.computeIfAbsent(index, _ -> new Answer());
    }

    private void think(Answer answer, String piece) {
        if (!thoughts) {
            return;
        }
        StringBuilder text = answer.text == null ? new StringBuilder() : answer.text;
        answer.text = text;
        if (answer.cut || text.length() + piece.length() > TEXT_CHARS || held + piece.length() > HELD_CHARS) {
            held -= text.length();
            answer.text = new StringBuilder();
            answer.cut = true;
        } else {
            text.append(piece);
            held += piece.length();
        }
    }

    private void sign(Answer answer, String signature) {
        String text = answer.text == null ? "" : answer.text.toString();
        dropText(answer);
        boolean fits = held + text.length() + signature.length() <= HELD_CHARS;
        String kept = fits ? text : "";
        whole(answer, new Part.Thinking(kept, signature), kept.length() + signature.length());
    }

    private void whole(Answer answer, Part thought, int chars) {
        if (!thoughts) {
            return;
        }
        if (held + chars > HELD_CHARS) {
            answer.lost = true;
        } else {
            answer.thoughts.add(thought);
            answer.chars += chars;
            held += chars;
        }
    }

    /** What follows a thought without a signature shows that it has none. */
    private void said(Answer answer) {
        dropText(answer);
        answer.spoke |= answer.thoughts.isEmpty();
    }

    private void dropText(Answer answer) {
        if (answer.text != null) {
            held -= answer.text.length();
            answer.text = null;
        }
        answer.cut = false;
    }

    private void begin(Answer answer, ChatEvent.ToolBegun begun) {
        OpaqueState state = new OpaqueState(
                begun.name(),
                !answer.spoke,
                answer.lost ? List.of() : answer.thoughts,
                callSignatures ? begun.signature() : "");
        forget(answer);
        answer.spoke = true;
        if (!state.isEmpty() && OpaqueState.isToldBy(begun.id())) {
            noted.accept(begun.id(), state);
        }
    }

    private void forget(Answer answer) {
        dropText(answer);
        held -= answer.chars;
        answer.chars = 0;
        answer.thoughts.clear();
        answer.lost = false;
    }

    /** One answer as far as it has come. */
    private static final class Answer {
        private final List<Part> thoughts = new ArrayList<>();

        /** The thought that goes on; null: none does. */
        private @Nullable StringBuilder text;

        private int chars;
        private boolean cut;
        private boolean lost;

        /** Whether anything but thoughts stood before those that are held. */
        private boolean spoke;
    }
}
