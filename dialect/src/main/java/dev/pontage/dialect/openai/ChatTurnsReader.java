package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.json.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the messages of a chat completion request to turns (protocols 1.2, 9.3 to 9.5). */
final class ChatTurnsReader {
    private final Losses losses;

    /** Ids made up for old function calls, which have none, by the function's name. */
    private final Map<String, String> oldCalls = new HashMap<>();

    private int oldCallCount;

    ChatTurnsReader(Losses losses) {
        this.losses = losses;
    }

    List<Turn> read(Place messages) {
        List<Turn> turns = new ArrayList<>();
        for (Place message : messages.items()) {
            turns.add(turn(message));
            losses.addAll(message.unread());
        }
        if (turns.isEmpty()) {
            throw messages.malformed("must have at least one message");
        }
        return turns;
    }

    private Turn turn(Place message) {
        Place role = message.at("role");
        return switch (role.text()) {
            case "system", "developer" -> new Turn(Role.SYSTEM, content(message));
            case "user" -> new Turn(Role.USER, content(message));
            case "assistant" -> new Turn(Role.ASSISTANT, answer(message));
            case "tool" ->
                new Turn(
                        Role.USER,
                        List.of(result(message, message.at("tool_call_id").text())));
            case "function" -> new Turn(Role.USER, List.of(result(message, oldCall(message.at("name")))));
            default -> throw role.malformed("must be 'system', 'developer', 'user', 'assistant', 'tool' or 'function'");
        };
    }

    private String oldCall(Place name) {
        String id = oldCalls.get(name.text());
        if (id == null) {
            throw name.malformed("names a function that no earlier message calls");
        }
        return id;
    }

    private Part result(Place message, String callId) {
        CacheMark mark = CacheMarks.read(message.at("cache_control"));
        return new Part.ToolResult(callId, content(message), false, mark);
    }

    private List<Part> answer(Place message) {
        List<Part> parts = new ArrayList<>();
        thoughts(message, parts);
        parts.addAll(content(message));
        String refusal = message.at("refusal").text("");
        if (!refusal.isEmpty()) {
            parts.add(new Part.Refused(refusal));
        }
        for (Place call : message.at("tool_calls").items()) {
            parts.add(call(call));
        }
        Place old = message.at("function_call");
        if (old.isPresent()) {
            String id = "call_" + ++oldCallCount;
            oldCalls.put(old.at("name").text(), id);
            parts.add(new Part.ToolCall(
                    id, old.at("name").text(), old.at("arguments").text(""), "", null));
        }
        return parts;
    }

    /** Opaque thoughts come back in {@code thinking_blocks} (C1); where they do, they repeat the readable ones. */
    private void thoughts(Place message, List<Part> parts) {
        List<Place> blocks = message.at("thinking_blocks").items();
        String readable = message.at("reasoning_content").text("");
        String other = message.at("reasoning").text("");
        for (Place block : blocks) {
            Place type = block.at("type");
            switch (type.text()) {
                case "thinking" ->
                    parts.add(new Part.Thinking(
                            block.at("thinking").text(""), block.at("signature").text("")));
                case "redacted_thinking" ->
                    parts.add(new Part.Redacted(block.at("data").text()));
                default -> throw type.malformed("must be 'thinking' or 'redacted_thinking'");
            }
        }
        String shown = readable.isEmpty() ? other : readable;
        if (blocks.isEmpty() && !shown.isEmpty()) {
            parts.add(new Part.Thinking(shown, ""));
        }
    }

    private Part call(Place call) {
        Place type = call.at("type");
        if (!type.text("function").equals("function")) {
            throw type.malformed("must be 'function'");
        }
        Place function = call.at("function").required();
        String signature =
                call.at("extra_content").at("google").at("thought_signature").text("");
        return new Part.ToolCall(
                call.at("id").text(),
                function.at("name").text(),
                function.at("arguments").text(""),
                signature,
                CacheMarks.read(call.at("cache_control")));
    }

    // ---- content

    private List<Part> content(Place message) {
        Place content = message.at("content");
        if (content.isText()) {
            CacheMark mark = CacheMarks.read(message.at("cache_control"));
            return content.text().isEmpty() ? List.of() : List.of(new Part.Text(content.text(), mark));
        }
        List<Part> parts = new ArrayList<>();
        for (Place part : content.items()) {
            parts.add(part(part));
            losses.addAll(part.unread());
        }
        return parts;
    }

    private Part part(Place part) {
        Place type = part.at("type");
        CacheMark mark = CacheMarks.read(part.at("cache_control"));
        return switch (type.text()) {
            case "text" -> new Part.Text(part.at("text").text(), mark);
            case "refusal" -> new Part.Refused(part.at("refusal").text());
            case "image_url" -> image(part.at("image_url").required(), mark);
            case "input_audio" -> audio(part.at("input_audio").required(), mark);
            case "file" -> file(part.at("file").required(), mark);
            default -> throw type.malformed("must be 'text', 'image_url', 'input_audio', 'file' or 'refusal'");
        };
    }

    private Part image(Place image, @Nullable CacheMark mark) {
        Place url = image.isText() ? image : image.at("url");
        Detail detail = image.isText() ? Detail.AUTO : MediaUrls.detail(image.at("detail"));
        return MediaUrls.read(Medium.IMAGE, url, "", detail, mark);
    }

    private static Part audio(Place audio, @Nullable CacheMark mark) {
        String format = audio.at("format").text();
        String data = audio.at("data").text();
        return new Part.Media(Medium.AUDIO, "audio/" + format, new Part.Inline(data), "", Detail.AUTO, mark);
    }

    private static Part file(Place file, @Nullable CacheMark mark) {
        String name = file.at("filename").text("");
        String id = file.at("file_id").textOrNull();
        if (id != null) {
            return new Part.Media(Medium.DOCUMENT, "", new Part.FileId(id), name, Detail.AUTO, mark);
        }
        return MediaUrls.read(Medium.DOCUMENT, file.at("file_data"), name, Detail.AUTO, mark);
    }
}
