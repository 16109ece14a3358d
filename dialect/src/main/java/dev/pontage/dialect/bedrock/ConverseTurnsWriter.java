package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Signer;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From turns to {@code system} and {@code messages} (protocols 5.2, 9.3 to 9.5).
 *
 * <p>Messages alternate and begin with the user's; of a message of the user results come first; blank text is left out,
 * for it is refused; a cache point follows what is marked.
 */
final class ConverseTurnsWriter {
    /** What the user says where the client says nothing and the protocol wants something (C7, A13, A14). */
    static final String BEGIN = "Begin.";

    /** What the user says where a model does not go on with an answer begun for it (A43). */
    static final String GO_ON = "Please go on with your answer from where it ended.";

    /** A document needs words beside it. */
    static final String SEE_DOCUMENT = "See the attached document.";

    private final BedrockModel model;
    private final ToolNames names;
    private final Losses losses;
    private final ToolIds ids;
    private final MediaWriter media;
    private final List<Json> system = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final Set<String> calledTools = new LinkedHashSet<>();

    ConverseTurnsWriter(BedrockModel model, ToolNames names, Losses losses) {
        this.model = model;
        this.names = names;
        this.losses = losses;
        this.ids = new ToolIds(model.wantsShortIds());
        this.media = new MediaWriter(losses);
    }

    void read(List<Turn> turns) {
        for (Turn turn : turns) {
            switch (turn.role()) {
                case SYSTEM -> system(turn.parts());
                case USER -> user(turn.parts());
                case ASSISTANT -> assistant(turn.parts());
            }
        }
        messages.removeIf(Message::isEmpty);
        join();
    }

    /** What was between two messages of one role may have had nothing to say. */
    private void join() {
        for (int i = messages.size() - 1; i > 0; i--) {
            if (messages.get(i).isUser == messages.get(i - 1).isUser) {
                messages.get(i - 1).take(messages.remove(i));
            }
        }
    }

    List<Json> system() {
        return system;
    }

    void instruct(String text) {
        system.add(Blocks.text(text));
    }

    /** Tools that the history calls or answers, by the protocol's names. */
    Set<String> calledTools() {
        return calledTools;
    }

    /**
     * Whether a model that thinks within a budget may: where it is in the middle of calling tools, its turn has to
     * begin with what it thought.
     */
    boolean mayThink() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            Message message = messages.get(i);
            if (!message.isUser) {
                return !message.calls || message.beginsWithThought();
            }
            if (message.results.isEmpty()) {
                return true;
            }
        }
        return true;
    }

    /**
     * The messages, made fit.
     *
     * @param all asks for the whole prompt to be cached (A42)
     * @param thinks whether the model is told to think, and then begins its answer itself
     */
    List<Json> messages(@Nullable CacheMark all, boolean thinks) {
        if (!model.readsInstructions() && !system.isEmpty()) {
            tellInstructions();
        }
        if (messages.isEmpty() || !messages.getFirst().isUser) {
            messages.addFirst(new Message(true));
            messages.getFirst().rest.add(Blocks.text(BEGIN));
        }
        Message last = messages.getLast();
        if (!last.isUser) {
            if (!model.goesOn() || thinks) {
                last = new Message(true);
                last.rest.add(Blocks.text(GO_ON));
                messages.add(last);
            } else {
                last.trimEnd();
            }
        }
        if (all != null) {
            mark(all, last);
        }
        return messages.stream().map(message -> (Json) message.json()).toList();
    }

    /** A model that knows no instructions reads them as the user's first words. */
    private void tellInstructions() {
        if (messages.isEmpty() || !messages.getFirst().isUser) {
            messages.addFirst(new Message(true));
        }
        messages.getFirst().rest.addAll(0, system);
        system.clear();
    }

    private void mark(CacheMark all, Message last) {
        boolean afterResult = last.rest.isEmpty();
        if (afterResult ? model.cachesTools() : model.caches()) {
            (afterResult ? last.results : last.rest).add(Blocks.cachePoint(all));
        } else {
            losses.add("cache_control");
        }
    }

    // ---- turns

    private void system(List<Part> parts) {
        for (Part part : parts) {
            if (part instanceof Part.Text(String text, CacheMark mark)) {
                if (!text.isBlank()) {
                    system.add(Blocks.text(text));
                }
                point(mark, model.caches() && !system.isEmpty(), system);
            } else {
                losses.add("messages[].content[]." + kind(part));
            }
        }
    }

    private void user(List<Part> parts) {
        Message message = message(true);
        for (Part part : parts) {
            switch (part) {
                case Part.ToolResult result -> result(result, message);
                case Part.Text(String text, CacheMark mark) -> text(text, mark, message);
                case Part.Media medium -> {
                    message.rest.add(media.block(medium, "messages"));
                    message.hasDocument |= medium.medium() == Part.Medium.DOCUMENT;
                    point(medium.mark(), model.caches(), message.rest);
                }
                case Part.Thinking _, Part.Redacted _, Part.Refused _, Part.ToolCall _ ->
                    losses.add("messages[].content[]." + kind(part));
            }
        }
    }

    private void assistant(List<Part> parts) {
        if (messages.isEmpty() || messages.getLast().isUser) {
            ids.beginTurn();
        }
        Message message = message(false);
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String text, CacheMark mark) -> text(text, mark, message);
                case Part.Refused(String text) -> text(text, null, message);
                case Part.Thinking(String text, String signature) -> {
                    String own = Signer.CLAUDE.own(signature);
                    if (own.isEmpty() || !model.remembersThoughts()) {
                        // Its maker believes only what it signed, and another would not know the field.
                        losses.add("thinking");
                    } else {
                        message.rest.add(Blocks.thought(text, own));
                    }
                }
                case Part.Redacted(String data) -> {
                    if (model.remembersThoughts()) {
                        message.rest.add(Blocks.redacted(data));
                    } else {
                        losses.add("thinking");
                    }
                }
                case Part.ToolCall call -> call(call, message);
                case Part.Media _, Part.ToolResult _ -> losses.add("messages[].content[]." + kind(part));
            }
        }
    }

    private Message message(boolean isUser) {
        if (messages.isEmpty() || messages.getLast().isUser != isUser) {
            messages.add(new Message(isUser));
        }
        return messages.getLast();
    }

    private void text(String text, @Nullable CacheMark mark, Message message) {
        if (!text.isBlank()) {
            message.rest.add(Blocks.text(text));
            message.hasText = true;
        }
        point(mark, model.caches() && !message.rest.isEmpty(), message.rest);
    }

    private void call(Part.ToolCall call, Message message) {
        Json.Obj input = Arguments.object(call.arguments());
        if (Arguments.isWrapped(input, call.arguments())) {
            losses.add("messages[].tool_calls[].function.arguments");
        }
        String name = names.there(call.name());
        calledTools.add(name);
        message.calls = true;
        message.rest.add(Blocks.toolUse(ids.call(call.id()), name, input));
        point(call.mark(), model.cachesTools(), message.rest);
    }

    /** A mark of a result or of the last thing in it is a point after the result, never inside (A41). */
    private void result(Part.ToolResult result, Message message) {
        List<Json> content = new ArrayList<>();
        CacheMark mark = result.mark();
        for (Part part : result.content()) {
            mark = mark == null ? part.mark() : mark;
            switch (part) {
                case Part.Text(String text, CacheMark _) -> {
                    if (!text.isBlank()) {
                        content.add(Blocks.text(text));
                    }
                }
                case Part.Media medium -> content.add(media.block(medium, "messages"));
                case Part.Thinking _, Part.Redacted _, Part.Refused _, Part.ToolCall _, Part.ToolResult _ ->
                    losses.add("messages[].content[]." + kind(part));
            }
        }
        Members block =
                new Members().put("toolUseId", ids.result(result.callId())).put("content", new Json.Arr(content));
        if (result.failed()) {
            block.put("status", "error");
        }
        message.results.add(Blocks.of("toolResult", block.obj()));
        point(mark, model.cachesTools(), message.results);
    }

    private void point(@Nullable CacheMark mark, boolean allowed, List<Json> blocks) {
        if (mark == null) {
            return;
        }
        if (allowed) {
            blocks.add(Blocks.cachePoint(mark));
        } else {
            losses.add("cache_control");
        }
    }

    private static String kind(Part part) {
        return switch (part) {
            case Part.Text _ -> "text";
            case Part.Media _ -> "media";
            case Part.Thinking _, Part.Redacted _ -> "thinking";
            case Part.Refused _ -> "refusal";
            case Part.ToolCall _ -> "tool_use";
            case Part.ToolResult _ -> "tool_result";
        };
    }

    /** A message in the making. */
    private static final class Message {
        private final boolean isUser;
        private final List<Json> results = new ArrayList<>();
        private final List<Json> rest = new ArrayList<>();
        private boolean hasText;
        private boolean hasDocument;
        private boolean calls;

        Message(boolean isUser) {
            this.isUser = isUser;
        }

        boolean isEmpty() {
            return results.isEmpty() && rest.isEmpty();
        }

        void take(Message next) {
            results.addAll(next.results);
            rest.addAll(next.rest);
            hasText |= next.hasText;
            hasDocument |= next.hasDocument;
            calls |= next.calls;
        }

        boolean beginsWithThought() {
            return rest.getFirst() instanceof Json.Obj block && block.get("reasoningContent") != null;
        }

        /** White space at the end of an answer begun is refused. */
        void trimEnd() {
            if (rest.getLast() instanceof Json.Obj block && block.get("text") instanceof Json.Str(String text)) {
                rest.set(rest.size() - 1, Blocks.text(text.stripTrailing()));
            }
        }

        Json.Obj json() {
            List<Json> content = new ArrayList<>(results);
            content.addAll(rest);
            if (hasDocument && !hasText) {
                content.add(Blocks.text(SEE_DOCUMENT));
            }
            return new Members()
                    .put("role", isUser ? "user" : "assistant")
                    .put("content", new Json.Arr(content))
                    .obj();
        }
    }
}
