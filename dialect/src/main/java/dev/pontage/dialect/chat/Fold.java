package dev.pontage.dialect.chat;

import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of an answer into the whole of it; what it holds grows with the answer, so the caller bounds that.
 */
public final class Fold {
    private ChatEvent.Started started = new ChatEvent.Started("", "", 0);
    private final List<Growing> answers = new ArrayList<>();

    public void add(ChatEvent event) {
        switch (event) {
            case ChatEvent.Started first -> started = first;
            case ChatEvent.Text(int answer, String piece) ->
                answer(answer).last(GrowingText.class, GrowingText::new).text.append(piece);
            case ChatEvent.Thinking(int answer, String piece) ->
                answer(answer)
                        .last(GrowingThought.class, GrowingThought::new)
                        .text
                        .append(piece);
            case ChatEvent.Signed(int answer, String signature) ->
                answer(answer).sign(signature);
            case ChatEvent.Redacted(int answer, String data) -> answer(answer).whole(new Part.Redacted(data));
            case ChatEvent.Refused(int answer, String piece) ->
                answer(answer)
                        .last(GrowingRefusal.class, GrowingRefusal::new)
                        .text
                        .append(piece);
            case ChatEvent.ToolBegun begun -> answer(begun.answer()).begin(begun);
            case ChatEvent.ToolArguments(int answer, int call, String piece) ->
                answer(answer).argue(call, piece);
            case ChatEvent.Media(int answer, String mediaType, String base64) ->
                answer(answer)
                        .whole(new Part.Media(Medium.IMAGE, mediaType, new Part.Inline(base64), "", Detail.AUTO, null));
            case ChatEvent.Logprobs(int answer, Json.Obj logprobs) ->
                answer(answer).join(logprobs);
            case ChatEvent.Finished(int answer, Finish reason, String stopString) -> {
                answer(answer).finish = reason;
                answer(answer).stopString = stopString;
            }
        }
    }

    public ChatReply reply() {
        return new ChatReply(started, answers.stream().map(Growing::answer).toList());
    }

    private Growing answer(int index) {
        while (answers.size() <= index) {
            answers.add(new Growing());
        }
        return answers.get(index);
    }

    /** A part that more may be added to. */
    private sealed interface Slot {
        Part part();
    }

    private static final class GrowingText implements Slot {
        private final StringBuilder text = new StringBuilder();

        @Override
        public Part part() {
            return new Part.Text(text.toString(), null);
        }
    }

    private static final class GrowingThought implements Slot {
        private final StringBuilder text = new StringBuilder();
        private String signature = "";

        @Override
        public Part part() {
            return new Part.Thinking(text.toString(), signature);
        }
    }

    private static final class GrowingRefusal implements Slot {
        private final StringBuilder text = new StringBuilder();

        @Override
        public Part part() {
            return new Part.Refused(text.toString());
        }
    }

    private static final class GrowingCall implements Slot {
        private final ChatEvent.ToolBegun begun;
        private final StringBuilder arguments = new StringBuilder();

        GrowingCall(ChatEvent.ToolBegun begun) {
            this.begun = begun;
        }

        @Override
        public Part part() {
            return new Part.ToolCall(begun.id(), begun.name(), arguments.toString(), begun.signature(), null);
        }
    }

    private record Whole(Part part) implements Slot {}

    private static final class Growing {
        private final List<Slot> slots = new ArrayList<>();
        private final Map<Integer, GrowingCall> calls = new LinkedHashMap<>();
        private final Map<String, List<Json>> logprobs = new LinkedHashMap<>();
        private @Nullable Finish finish;
        private String stopString = "";

        /** The last slot if it is of this kind and still open, else a new one. */
        <S extends Slot> S last(Class<S> kind, Supplier<S> fresh) {
            if (!slots.isEmpty()
                    && kind.isInstance(slots.getLast())
                    && !(slots.getLast() instanceof GrowingThought thought && !thought.signature.isEmpty())) {
                return kind.cast(slots.getLast());
            }
            S slot = fresh.get();
            slots.add(slot);
            return slot;
        }

        void whole(Part part) {
            slots.add(new Whole(part));
        }

        void sign(String signature) {
            last(GrowingThought.class, GrowingThought::new).signature = signature;
        }

        void begin(ChatEvent.ToolBegun begun) {
            GrowingCall call = new GrowingCall(begun);
            slots.add(call);
            calls.put(begun.call(), call);
        }

        void argue(int call, String piece) {
            GrowingCall growing = calls.get(call);
            if (growing == null) {
                throw new IllegalStateException("arguments of a call that has not begun: " + call);
            }
            growing.arguments.append(piece);
        }

        void join(Json.Obj more) {
            more.members().forEach((name, value) -> {
                if (value instanceof Json.Arr array) {
                    logprobs.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(array.items());
                }
            });
        }

        ChatReply.Answer answer() {
            List<Part> parts = slots.stream().map(Slot::part).toList();
            return new ChatReply.Answer(parts, finish, stopString, logprobs.isEmpty() ? null : joined());
        }

        private Json.Obj joined() {
            Map<String, Json> members = new LinkedHashMap<>();
            logprobs.forEach((name, items) -> members.put(name, new Json.Arr(items)));
            return new Json.Obj(members);
        }
    }
}
