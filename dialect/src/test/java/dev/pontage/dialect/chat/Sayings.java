package dev.pontage.dialect.chat;

import java.util.ArrayList;
import java.util.List;

/** What answers can say, as events. */
final class Sayings {
    static final ChatEvent.Started STARTED = new ChatEvent.Started("resp_1", "up", 1_760_000_000);

    static final List<List<ChatEvent>> ALL = List.of(
            List.of(new ChatEvent.Text(0, "Hel"), new ChatEvent.Text(0, "lo 中😀 \"\\\n"), end(Finish.END)),
            List.of(
                    new ChatEvent.Thinking(0, "hm"),
                    new ChatEvent.Thinking(0, "m"),
                    new ChatEvent.Signed(0, "sig"),
                    new ChatEvent.Text(0, "Yes"),
                    end(Finish.TOKEN_LIMIT)),
            List.of(
                    new ChatEvent.Text(0, "Let me look."),
                    new ChatEvent.ToolBegun(0, 0, "c1", "look", ""),
                    new ChatEvent.ToolArguments(0, 0, "{\"at\":"),
                    new ChatEvent.ToolArguments(0, 0, "1}"),
                    new ChatEvent.ToolBegun(0, 1, "c2", "look", ""),
                    new ChatEvent.ToolArguments(0, 1, "{}"),
                    end(Finish.TOOL_CALLS)),
            List.of(new ChatEvent.Refused(0, "No."), end(Finish.POLICY)),
            List.of(new ChatEvent.Text(0, "x"), end(Finish.POLICY)));

    private Sayings() {}

    /** The same from the beginning. */
    static List<ChatEvent> begun(List<ChatEvent> saying) {
        List<ChatEvent> events = new ArrayList<>(List.of(STARTED));
        events.addAll(saying);
        return events;
    }

    private static ChatEvent end(Finish finish) {
        return new ChatEvent.Finished(0, finish, "");
    }
}
