package dev.pontage.dialect.gemini;

import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From turns to contents (protocols 4.2, 9.3 to 9.5).
 *
 * <p>Roles alternate, a user begins, instructions stand apart and no part is empty (D13). Ids of calls are not sent,
 * for not every version knows them: results stand in the order of their calls, under the name of their function (D09).
 */
final class GeminiTurnsWriter {
    /** What a user says where the protocol demands that one speaks and none did (C7). */
    private static final String NOTHING_SAID = ".";

    /** Takes the place of a signature that nobody has; Google documents it for calls that another model made. */
    private static final String UNSIGNED = "skip_thought_signature_validator";

    private static final JsonTree STRICT = new JsonTree(Limits.DEFAULT, true);
    private static final JsonTree TREE = new JsonTree(Limits.DEFAULT, false);

    private final Losses losses;
    private final ModelName model;
    private final List<Json> system = new ArrayList<>();
    private final List<Content> contents = new ArrayList<>();
    private final Map<String, Deque<Call>> calls = new HashMap<>();
    private final Set<Detail> details = EnumSet.noneOf(Detail.class);
    private int callCount;

    GeminiTurnsWriter(Losses losses, ModelName model) {
        this.losses = losses;
        this.model = model;
    }

    List<Json> write(List<Turn> turns) {
        for (Turn turn : turns) {
            switch (turn.role()) {
                case SYSTEM -> instruct(turn.parts());
                case USER -> user(turn.parts());
                case ASSISTANT -> assistant(turn.parts());
            }
        }
        List<Json> written = new ArrayList<>();
        if (contents.isEmpty() || contents.getFirst().role != Role.USER) {
            written.add(content("user", List.of(text(NOTHING_SAID))));
        }
        contents.forEach(content -> written.add(content.json()));
        return written;
    }

    /** The instructions of all turns; null if there are none. */
    Json.@Nullable Obj system() {
        return system.isEmpty() ? null : new Members().putAny("parts", system).obj();
    }

    /** How closely media are to be looked at, which the protocol says for all of them at once; null if nobody said. */
    @Nullable String mediaResolution() {
        if (details.size() > 1) {
            losses.add("detail");
        }
        if (details.size() != 1 || details.contains(Detail.AUTO)) {
            return null;
        }
        return details.contains(Detail.LOW) ? "MEDIA_RESOLUTION_LOW" : "MEDIA_RESOLUTION_HIGH";
    }

    private void instruct(List<Part> parts) {
        for (Part part : parts) {
            if (part instanceof Part.Text(String said, var _)) {
                if (!said.isEmpty()) {
                    system.add(text(said));
                }
                lose(part);
            } else {
                losses.add("system");
            }
        }
    }

    // ---- what users say

    private void user(List<Part> parts) {
        for (Part part : parts) {
            lose(part);
            switch (part) {
                case Part.Text(String said, var _) -> say(Role.USER, said);
                case Part.Media media -> content(Role.USER).parts.add(media(media));
                case Part.ToolResult result -> result(result);
                case Part.Refused(String said) -> say(Role.USER, said);
                case Part.Thinking _ -> losses.add("thinking");
                case Part.Redacted _ -> losses.add("thinking");
                case Part.ToolCall _ -> losses.add("messages[].content[].tool_use");
            }
        }
    }

    private void result(Part.ToolResult result) {
        Deque<Call> open = calls.get(result.callId());
        Call call = open == null ? null : open.poll();
        if (call == null) {
            throw new Malformed("messages", "has a tool result that answers no tool call before it");
        }
        Content content = content(Role.USER);
        StringBuilder said = new StringBuilder();
        for (Part part : result.content()) {
            switch (part) {
                case Part.Text(String text, var _) -> said.append(text);
                case Part.Media media -> content.resultMedia.add(media(media));
                case Part.Thinking _, Part.Redacted _, Part.Refused _, Part.ToolCall _, Part.ToolResult _ ->
                    losses.add("messages[].content[].tool_result");
            }
        }
        Json.Obj response = new Members()
                .put("name", ToolNames.encode(call.name()))
                .put("response", response(said.toString(), result.failed()))
                .obj();
        Json part = new Members().put("functionResponse", response).obj();
        content.results.add(new Result(call.number(), part));
    }

    /** An object as it is; all else under {@code output}, or what a tool reports as an error under {@code error}. */
    private static Json.Obj response(String said, boolean failed) {
        if (failed) {
            return new Members().put("error", said).obj();
        }
        Json parsed = said.startsWith("{") || said.startsWith("[") ? parsed(said, STRICT) : null;
        return switch (parsed) {
            case Json.Obj object -> object;
            case Json.Arr array -> new Members().put("output", array).obj();
            case null, default -> new Members().put("output", said).obj();
        };
    }

    // ---- what models say

    private void assistant(List<Part> parts) {
        for (Part part : parts) {
            lose(part);
            switch (part) {
                case Part.Text(String said, var _) -> say(Role.ASSISTANT, said);
                case Part.Refused(String said) -> say(Role.ASSISTANT, said);
                case Part.Media media -> content(Role.ASSISTANT).parts.add(media(media));
                case Part.ToolCall call -> call(call);
                case Part.Thinking thinking -> thinking(thinking);
                case Part.Redacted _ -> losses.add("thinking");
                case Part.ToolResult _ -> losses.add("messages[].content[].tool_result");
            }
        }
    }

    private void call(Part.ToolCall call) {
        calls.computeIfAbsent(call.id(), _ -> new ArrayDeque<>()).add(new Call(callCount++, call.name()));
        Content content = content(Role.ASSISTANT);
        boolean first = !content.called;
        content.called = true;
        Json.Obj function = new Members()
                .put("name", ToolNames.encode(call.name()))
                .put("args", arguments(call.arguments()))
                .obj();
        Members part = new Members().put("functionCall", function);
        if (!call.signature().isEmpty()) {
            part.put("thoughtSignature", call.signature());
        } else if (first && model.thinksByLevel()) {
            part.put("thoughtSignature", UNSIGNED);
        }
        content.parts.add(part.obj());
    }

    private static Json.Obj arguments(String text) {
        Json parsed = text.isBlank() ? Json.Obj.EMPTY : parsed(text, TREE);
        if (parsed instanceof Json.Obj object) {
            return object;
        }
        throw new Malformed("messages", "has a tool call whose arguments are no JSON object");
    }

    /** Thoughts that another model had, or that nobody signed, are of no use to this one. */
    private void thinking(Part.Thinking thinking) {
        String signature = Signatures.own(thinking.signature());
        if (signature.isEmpty()) {
            losses.add("thinking");
            return;
        }
        Members part = new Members().put("text", thinking.text());
        if (!thinking.text().isEmpty()) {
            part.put("thought", true);
        }
        content(Role.ASSISTANT)
                .parts
                .add(part.put("thoughtSignature", signature).obj());
    }

    // ---- parts

    private void say(Role role, String said) {
        if (!said.isEmpty()) {
            content(role).parts.add(text(said));
        }
    }

    private static Json text(String said) {
        return new Members().put("text", said).obj();
    }

    private void lose(Part part) {
        if (part.mark() != null) {
            losses.add("cache_control");
        }
    }

    private Json media(Part.Media media) {
        String mediaType = media.mediaType().equals("image/jpg") ? "image/jpeg" : media.mediaType();
        return switch (media.source()) {
            case Part.PlainText(String said) -> text(said);
            case Part.Inline(String base64) -> {
                details.add(media.detail());
                Json.Obj data = new Members()
                        .put("mimeType", mediaType)
                        .put("data", base64)
                        .obj();
                yield new Members().put("inlineData", data).obj();
            }
            case Part.Url web -> file(web.url(), mediaType, media.detail());
            case Part.FileId(String id) -> {
                if (!GeminiTurnsReader.isStored(id)) {
                    throw new Malformed("messages", "names a file that another provider stores");
                }
                yield file(id, mediaType, media.detail());
            }
        };
    }

    private Json file(String uri, String mediaType, Detail detail) {
        details.add(detail);
        Members file = new Members();
        if (!mediaType.isEmpty()) {
            file.put("mimeType", mediaType);
        }
        return new Members().put("fileData", file.put("fileUri", uri).obj()).obj();
    }

    private static @Nullable Json parsed(String text, JsonTree tree) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return tree.read(bytes, 0, bytes.length);
        } catch (JsonError notJson) {
            return null;
        }
    }

    /** The content that is being written, if it is of this role, else the next. */
    private Content content(Role role) {
        if (contents.isEmpty() || contents.getLast().role != role) {
            contents.add(new Content(role));
        }
        return contents.getLast();
    }

    private static Json content(String role, List<Json> parts) {
        return new Members().put("role", role).putAny("parts", parts).obj();
    }

    /** A content in the making. */
    private static final class Content {
        private final Role role;
        private final List<Result> results = new ArrayList<>();
        private final List<Json> resultMedia = new ArrayList<>();
        private final List<Json> parts = new ArrayList<>();
        private boolean called;

        Content(Role role) {
            this.role = role;
        }

        Json json() {
            List<Json> all = new ArrayList<>();
            results.sort(Comparator.comparingInt(Result::call));
            results.forEach(result -> all.add(result.part()));
            all.addAll(resultMedia);
            all.addAll(parts);
            return content(role == Role.USER ? "user" : "model", all);
        }
    }

    private record Call(int number, String name) {}

    private record Result(int call, Json part) {}
}
