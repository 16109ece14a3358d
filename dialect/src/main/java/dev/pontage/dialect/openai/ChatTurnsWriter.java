package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From turns to the messages of a chat completion request (protocols 1.2, 9.3 to 9.5). */
final class ChatTurnsWriter {
    /** What tells the model that a tool failed; the protocol has no field for it (E11). */
    private static final String ERROR = "Error: ";

    private final Losses losses;
    private final CacheMarks marks;

    ChatTurnsWriter(Losses losses, CacheMarks marks) {
        this.losses = losses;
        this.marks = marks;
    }

    List<Json> write(List<Turn> turns) {
        List<Json> messages = new ArrayList<>();
        for (Turn turn : turns) {
            switch (turn.role()) {
                case SYSTEM -> messages.add(message("system", content(turn.parts())));
                case USER -> user(turn.parts(), messages);
                case ASSISTANT -> messages.add(assistant(turn.parts()));
            }
        }
        return messages;
    }

    private static Json message(String role, Json content) {
        return new Members().put("role", role).put("content", content).obj();
    }

    /** Results come first, each a message of its own; media in them, which a result cannot hold, follow in one more. */
    private void user(List<Part> parts, List<Json> messages) {
        List<Part> said = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.ToolResult result) {
                messages.add(result(result));
                result.content().stream().filter(Part.Media.class::isInstance).forEach(said::add);
            }
        }
        parts.stream().filter(part -> !(part instanceof Part.ToolResult)).forEach(said::add);
        if (!said.isEmpty()) {
            messages.add(message("user", content(said)));
        }
    }

    private Json result(Part.ToolResult result) {
        StringBuilder text = new StringBuilder(result.failed() ? ERROR : "");
        for (Part part : result.content()) {
            if (part instanceof Part.Text said) {
                text.append(said.text());
            }
        }
        return new Members()
                .put("role", "tool")
                .put("tool_call_id", result.callId())
                .put("content", text.toString())
                .put("cache_control", marks.write(result.mark()))
                .obj();
    }

    private Json assistant(List<Part> parts) {
        List<Part> said = new ArrayList<>();
        List<Json> calls = new ArrayList<>();
        StringBuilder refusal = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.ToolCall call -> calls.add(marked(call(call), call.mark()));
                case Part.Refused(String text) -> refusal.append(text);
                case Part.Thinking _ -> losses.add("thinking");
                case Part.Redacted _ -> losses.add("thinking");
                case Part.Text text -> said.add(text);
                case Part.Media _ -> losses.add("messages[].content[].media");
                case Part.ToolResult _ -> losses.add("messages[].content[].tool_result");
            }
        }
        Members message = new Members().put("role", "assistant");
        if (said.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", content(said));
        }
        if (!refusal.isEmpty()) {
            message.put("refusal", refusal.toString());
        }
        return message.putAny("tool_calls", calls).obj();
    }

    static Json.Obj call(Part.ToolCall call) {
        Json.Obj function = new Members()
                .put("name", call.name())
                .put("arguments", call.arguments().isEmpty() ? "{}" : call.arguments())
                .obj();
        return new Members()
                .put("id", call.id())
                .put("type", "function")
                .put("function", function)
                .put("extra_content", signature(call.signature()))
                .obj();
    }

    private Json marked(Json.Obj call, @Nullable CacheMark mark) {
        Members marked = new Members();
        call.members().forEach(marked::put);
        return marked.put("cache_control", marks.write(mark)).obj();
    }

    /** Where Gemini's own OpenAI surface puts it. */
    static Json.@Nullable Obj signature(String signature) {
        return signature.isEmpty()
                ? null
                : new Members()
                        .put(
                                "google",
                                new Members()
                                        .put("thought_signature", signature)
                                        .obj())
                        .obj();
    }

    /** A string where one text without a mark is all; else parts. */
    private Json content(List<Part> parts) {
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text, var mark)) {
            Json.Obj written = marks.write(mark);
            return written == null ? new Json.Str(text) : new Json.Arr(List.of(text(text, written)));
        }
        List<Json> items = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String text, var mark) -> items.add(text(text, marks.write(mark)));
                case Part.Media media -> items.add(media(media));
                case Part.Refused(String text) ->
                    items.add(new Members()
                            .put("type", "refusal")
                            .put("refusal", text)
                            .obj());
                case Part.Thinking _ -> losses.add("thinking");
                case Part.Redacted _ -> losses.add("thinking");
                case Part.ToolCall _ -> losses.add("messages[].content[].tool_use");
                case Part.ToolResult _ -> losses.add("messages[].content[].tool_result");
            }
        }
        return new Json.Arr(items);
    }

    private static Json text(String text, Json.@Nullable Obj mark) {
        return new Members()
                .put("type", "text")
                .put("text", text)
                .put("cache_control", mark)
                .obj();
    }

    private Json media(Part.Media media) {
        if (media.source() instanceof Part.PlainText(String text)) {
            return new Members().put("type", "text").put("text", text).obj();
        }
        Json.Obj mark = marks.write(media.mark());
        return switch (media.medium()) {
            case IMAGE -> {
                Members image = new Members().put("url", MediaUrls.write(media));
                if (media.detail() != Detail.AUTO) {
                    image.put("detail", media.detail() == Detail.LOW ? "low" : "high");
                }
                yield new Members()
                        .put("type", "image_url")
                        .put("image_url", image.obj())
                        .put("cache_control", mark)
                        .obj();
            }
            case AUDIO ->
                new Members()
                        .put("type", "input_audio")
                        .put("input_audio", audio(media))
                        .put("cache_control", mark)
                        .obj();
            case DOCUMENT, VIDEO ->
                new Members()
                        .put("type", "file")
                        .put("file", file(media))
                        .put("cache_control", mark)
                        .obj();
        };
    }

    private Json audio(Part.Media media) {
        if (media.source() instanceof Part.Url web) {
            throw new Malformed(
                    web.field(), "is the address of a recording, of which this model's API wants the bytes");
        }
        String data = media.source() instanceof Part.Inline(String base64) ? base64 : "";
        if (data.isEmpty()) {
            losses.add("messages[].content[].audio");
        }
        String format =
                media.mediaType().startsWith("audio/") ? media.mediaType().substring(6) : "wav";
        return new Members().put("data", data).put("format", format).obj();
    }

    private static Json file(Part.Media media) {
        Members file = new Members();
        if (media.source() instanceof Part.FileId(String id)) {
            file.put("file_id", id);
        } else {
            file.put("file_data", MediaUrls.write(media));
        }
        if (!media.name().isEmpty()) {
            file.put("filename", media.name());
        } else if (media.medium() == Medium.DOCUMENT && media.source() instanceof Part.Inline) {
            file.put("filename", "document.pdf");
        }
        return file.obj();
    }
}
