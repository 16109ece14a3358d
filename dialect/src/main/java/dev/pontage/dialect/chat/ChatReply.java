package dev.pontage.dialect.chat;

import dev.pontage.dialect.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole answer: what a sequence of {@link ChatEvent}s comes to. */
public record ChatReply(ChatEvent.Started started, List<Answer> answers) {
    public ChatReply {
        answers = List.copyOf(answers);
    }

    /**
     * One of the answers asked for.
     *
     * @param finish null if the upstream never said that it was complete
     * @param stopString empty if none ended it
     * @param logprobs null if there are none
     */
    public record Answer(List<Part> parts, @Nullable Finish finish, String stopString, Json.@Nullable Obj logprobs) {
        public Answer {
            parts = List.copyOf(parts);
        }
    }
}
