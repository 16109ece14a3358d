package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Signer;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From turns to {@code system} and {@code messages} (protocols 3.2, 9.3 to 9.5).
 *
 * <p>The API refuses what does not alternate, what does not begin with the user, blank texts, and results that do not
 * come first: it is put right here.
 */
final class ChatTurnsWriter {
    /** What the user says where the protocol wants a word of theirs and they said none (C7, A14). */
    private static final String OPENING = "Begin.";

    private static final String GO_ON = "Continue.";

    private final Losses losses;
    private final CacheMarks marks;
    private final MediaBlocks media;
    private final ToolIds ids = new ToolIds();
    private final List<Json> system = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    ChatTurnsWriter(Losses losses, CacheMarks marks) {
        this.losses = losses;
        this.marks = marks;
        this.media = new MediaBlocks(losses, marks);
    }

    /** {@code prefills}: whether the model goes on with an assistant's last turn. */
    void write(List<Turn> turns, boolean prefills) {
        for (Turn turn : turns) {
            if (turn.role() == Role.SYSTEM) {
                instructions(turn.parts());
            }
        }
        for (Turn turn : turns) {
            if (turn.role() != Role.SYSTEM) {
                turn(turn);
            }
        }
        if (groups.isEmpty() || groups.getFirst().role == Role.ASSISTANT) {
            groups.addFirst(Group.said(OPENING));
        }
        if (groups.getLast().role == Role.ASSISTANT) {
            if (prefills) {
                groups.getLast().trimEnd();
            } else {
                groups.add(Group.said(GO_ON));
            }
        }
    }

    /** A string where one text without a mark is all, blocks where there is more, null where there is nothing. */
    @Nullable Json system() {
        return system.isEmpty() ? null : content(system);
    }

    /** Instructions of our own, after the client's. */
    void instruct(String text) {
        system.add(text(text).obj());
    }

    List<Json> messages() {
        List<Json> messages = new ArrayList<>();
        for (Group group : groups) {
            String role = group.role == Role.USER ? "user" : "assistant";
            messages.add(new Members()
                    .put("role", role)
                    .put("content", content(group.blocks()))
                    .obj());
        }
        return messages;
    }

    /** Whether the model is to go on after tools, and did not show what it thought when it called them. */
    boolean callsWithoutThoughts() {
        if (groups.size() < 2 || groups.getLast().results.isEmpty()) {
            return false;
        }
        Group calls = groups.get(groups.size() - 2);
        return calls.others.isEmpty() || !isThought(calls.others.getFirst());
    }

    private static boolean isThought(Json block) {
        return block instanceof Json.Obj object
                && object.get("type") instanceof Json.Str(String type)
                && type.endsWith("thinking");
    }

    private static Json content(List<Json> blocks) {
        if (blocks.size() == 1
                && blocks.getFirst() instanceof Json.Obj only
                && only.members().size() == 2
                && only.get("text") instanceof Json.Str text) {
            return text;
        }
        return new Json.Arr(blocks);
    }

    // ---- turns

    /** Wherever they stand between the turns, they are the conversation's own (protocols 9.4). */
    private void instructions(List<Part> parts) {
        for (Part part : parts) {
            if (!(part instanceof Part.Text said)) {
                losses.add("system[].content");
            } else if (!said.text().isBlank()) {
                system.add(text(said));
            }
        }
    }

    private void turn(Turn turn) {
        Group group = new Group(turn.role());
        if (turn.role() == Role.ASSISTANT && (groups.isEmpty() || groups.getLast().role == Role.USER)) {
            ids.turn();
        }
        for (Part part : turn.parts()) {
            if (turn.role() == Role.USER) {
                user(part, group);
            } else {
                assistant(part, group);
            }
        }
        if (group.isEmpty()) {
            return;
        }
        if (!groups.isEmpty() && groups.getLast().role == group.role) {
            groups.getLast().add(group);
        } else {
            groups.add(group);
        }
    }

    private void user(Part part, Group group) {
        switch (part) {
            case Part.Text said -> say(said, group);
            case Part.Media medium -> group.others.add(media.of(medium));
            case Part.ToolResult result -> group.results.add(result(result));
            case Part.Refused(String words) -> say(new Part.Text(words, null), group);
            case Part.Thinking _ -> losses.add("thinking");
            case Part.Redacted _ -> losses.add("thinking");
            case Part.ToolCall _ -> losses.add("messages[].content[].tool_use");
        }
    }

    private void assistant(Part part, Group group) {
        switch (part) {
            case Part.Text said -> say(said, group);
            case Part.Refused(String words) -> say(new Part.Text(words, null), group);
            case Part.Thinking(String thought, String signature) -> {
                String own = Signer.CLAUDE.own(signature);
                if (own.isEmpty()) {
                    losses.add("thinking"); // the upstream believes only what it has signed (E13, K02)
                } else {
                    group.others.add(Blocks.thinking(thought, own));
                }
            }
            case Part.Redacted(String data) -> group.others.add(Blocks.redacted(data));
            case Part.ToolCall call ->
                group.others.add(new Members()
                        .put("type", "tool_use")
                        .put("id", ids.call(call.id()))
                        .put("name", call.name())
                        .put("input", ToolInput.of(call.arguments()))
                        .put("cache_control", marks.write(call.mark()))
                        .obj());
            case Part.Media _ -> losses.add("messages[].content[].media");
            case Part.ToolResult _ -> losses.add("messages[].content[].tool_result");
        }
    }

    /** Blank texts are refused by the API and say nothing. */
    private void say(Part.Text said, Group group) {
        if (!said.text().isBlank()) {
            group.others.add(text(said));
        }
    }

    private Json text(Part.Text said) {
        return text(said.text()).put("cache_control", marks.write(said.mark())).obj();
    }

    private static Members text(String text) {
        return new Members().put("type", "text").put("text", text);
    }

    private Json result(Part.ToolResult result) {
        String id = ids.result(result.callId());
        if (id == null) {
            throw new Malformed(
                    "messages", "has the result of a tool call that the assistant's turn before it does not make");
        }
        Json.Obj mark = marks.write(result.mark());
        List<Json> blocks = new ArrayList<>();
        for (Part part : result.content()) {
            if (part instanceof Part.Media medium) {
                blocks.add(media.of(medium));
            } else if (part instanceof Part.Text said && !said.text().isBlank()) {
                blocks.add(text(said));
            }
        }
        return new Members()
                .put("type", "tool_result")
                .put("tool_use_id", id)
                .put("content", blocks.isEmpty() ? null : content(blocks))
                .put("is_error", result.failed() ? new Json.Bool(true) : null)
                .put("cache_control", mark)
                .obj();
    }

    /** Turns of one speaker, as one. */
    private static final class Group {
        private final Role role;
        private final List<Json> results = new ArrayList<>();
        private final List<Json> others = new ArrayList<>();

        Group(Role role) {
            this.role = role;
        }

        static Group said(String text) {
            Group group = new Group(Role.USER);
            group.others.add(text(text).obj());
            return group;
        }

        boolean isEmpty() {
            return results.isEmpty() && others.isEmpty();
        }

        void add(Group next) {
            results.addAll(next.results);
            others.addAll(next.others);
        }

        List<Json> blocks() {
            List<Json> blocks = new ArrayList<>(results);
            blocks.addAll(others);
            return blocks;
        }

        /** White space at the end of a text that the model goes on with is refused (C05). */
        void trimEnd() {
            if (others.getLast() instanceof Json.Obj last && last.get("text") instanceof Json.Str(String text)) {
                Members trimmed = new Members();
                last.members().forEach(trimmed::put);
                others.set(
                        others.size() - 1,
                        trimmed.put("text", text.stripTrailing()).obj());
            }
        }
    }
}
