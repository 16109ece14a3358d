package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Signer;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;
import java.util.ArrayList;
import java.util.List;

/** From turns to the input items of a response (protocols 1.6). */
final class ResponsesItemsWriter {
    private static final String ERROR = "Error: ";

    private final Losses losses;
    private final List<Json> items = new ArrayList<>();
    private final List<Json> content = new ArrayList<>();

    ResponsesItemsWriter(Losses losses) {
        this.losses = losses;
    }

    List<Json> write(List<Turn> turns) {
        for (Turn turn : turns) {
            String role = switch (turn.role()) {
                case SYSTEM -> "system";
                case USER -> "user";
                case ASSISTANT -> "assistant";
            };
            for (Part part : turn.parts()) {
                part(part, turn.role(), role);
            }
            endMessage(role);
        }
        return items;
    }

    private void part(Part part, Role speaker, String role) {
        if (part.mark() != null) {
            losses.add("cache_control");
        }
        switch (part) {
            case Part.Text text -> content.add(text(speaker == Role.ASSISTANT ? "output_text" : "input_text", text));
            case Part.Refused(String text) ->
                content.add(new Members()
                        .put("type", "refusal")
                        .put("refusal", text)
                        .obj());
            case Part.Media media -> content.add(media(media));
            case Part.Thinking(String text, String signature) -> {
                endMessage(role);
                thinking(text, signature);
            }
            case Part.Redacted _ -> losses.add("thinking");
            case Part.ToolCall call -> {
                endMessage(role);
                items.add(new Members()
                        .put("type", "function_call")
                        .put("call_id", call.id())
                        .put("name", call.name())
                        .put("arguments", call.arguments().isEmpty() ? "{}" : call.arguments())
                        .obj());
            }
            case Part.ToolResult result -> {
                endMessage(role);
                items.add(result(result));
            }
        }
    }

    private static Json text(String type, Part.Text text) {
        return new Members().put("type", type).put("text", text.text()).obj();
    }

    /** Only what the API sealed itself may go back to it; readable thoughts are of no use to it. */
    private void thinking(String text, String signature) {
        String own = Signer.OPENAI.own(signature);
        if (own.isEmpty()) {
            losses.add("thinking");
            return;
        }
        List<Json> summary = text.isEmpty()
                ? List.of()
                : List.of(new Members()
                        .put("type", "summary_text")
                        .put("text", text)
                        .obj());
        items.add(new Members()
                .put("type", "reasoning")
                .put("summary", new Json.Arr(summary))
                .put("encrypted_content", own)
                .obj());
    }

    private Json result(Part.ToolResult result) {
        List<Json> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder(result.failed() ? ERROR : "");
        boolean onlyText = true;
        for (Part part : result.content()) {
            switch (part) {
                case Part.Text said -> {
                    text.append(said.text());
                    parts.add(text("input_text", said));
                }
                case Part.Media media -> {
                    onlyText = false;
                    parts.add(media(media));
                }
                case Part.Thinking _, Part.Redacted _, Part.Refused _, Part.ToolCall _, Part.ToolResult _ ->
                    losses.add("messages[].content[].tool_result");
            }
        }
        return new Members()
                .put("type", "function_call_output")
                .put("call_id", result.callId())
                .put("output", onlyText ? new Json.Str(text.toString()) : new Json.Arr(parts))
                .obj();
    }

    private Json media(Part.Media media) {
        if (media.source() instanceof Part.PlainText(String text)) {
            return new Members().put("type", "input_text").put("text", text).obj();
        }
        String id = media.source() instanceof Part.FileId file ? file.id() : null;
        if (media.medium() == Medium.IMAGE) {
            Members image = new Members().put("type", "input_image");
            if (id == null) {
                image.put("image_url", MediaUrls.write(media));
            }
            return image.put("file_id", id)
                    .put(
                            "detail",
                            media.detail() == Detail.AUTO ? "auto" : media.detail() == Detail.LOW ? "low" : "high")
                    .obj();
        }
        if (media.medium() != Medium.DOCUMENT) {
            String what = media.medium() == Medium.AUDIO ? "a recording" : "a film";
            throw new Malformed("messages", "has " + what + ", which this model's API does not take");
        }
        Members file = new Members().put("type", "input_file").put("file_id", id);
        if (media.source() instanceof Part.Url web) {
            file.put("file_url", web.url());
        } else if (id == null) {
            file.put("filename", media.name().isEmpty() ? "document.pdf" : media.name());
            file.put("file_data", MediaUrls.write(media));
        }
        return file.obj();
    }

    private void endMessage(String role) {
        if (!content.isEmpty()) {
            items.add(new Members()
                    .put("type", "message")
                    .put("role", role)
                    .put("content", new Json.Arr(content))
                    .obj());
            content.clear();
        }
    }
}
