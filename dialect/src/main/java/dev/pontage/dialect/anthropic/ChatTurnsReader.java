package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From {@code system} and {@code messages} to turns (protocols 3.2, 9.3 to 9.5). */
final class ChatTurnsReader {
    /** Blocks of tools that the upstream ran itself: another upstream has no use for them. */
    private static final List<String> RUN_UPSTREAM = List.of("server_tool_use", "mcp_tool_use", "mcp_tool_result");

    private static final String RESULT_OF_TOOL = "_tool_result";

    private final Losses losses;

    ChatTurnsReader(Losses losses) {
        this.losses = losses;
    }

    List<Turn> read(Place system, Place messages) {
        List<Turn> turns = new ArrayList<>();
        List<Part> instructions = content(system);
        if (!instructions.isEmpty()) {
            turns.add(new Turn(Role.SYSTEM, instructions));
        }
        List<Place> items = messages.items();
        if (items.isEmpty()) {
            throw messages.malformed("must have at least one message");
        }
        for (Place message : items) {
            message(message, turns);
            losses.addAll(message.unread());
        }
        return turns;
    }

    private void message(Place message, List<Turn> turns) {
        Place said = message.at("role");
        Role role = switch (said.text()) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default -> throw said.malformed("must be 'user', 'assistant' or 'system'");
        };
        Place content = message.at("content").required();
        if (!content.isArray()) {
            turns.add(new Turn(role, content(content)));
            return;
        }
        List<Part> parts = new ArrayList<>();
        for (Place block : content.items()) {
            if (block.at("type").text().equals("mid_conv_system")) {
                turns.add(new Turn(role, parts));
                turns.add(new Turn(Role.SYSTEM, content(block.at("content"))));
                parts = new ArrayList<>();
            } else {
                block(block, parts);
            }
        }
        turns.add(new Turn(role, parts));
    }

    /** A string, or blocks. */
    private List<Part> content(Place content) {
        List<Part> parts = new ArrayList<>();
        if (content.isText()) {
            if (!content.text().isEmpty()) {
                parts.add(new Part.Text(content.text(), null));
            }
            return parts;
        }
        for (Place block : content.items()) {
            block(block, parts);
        }
        return parts;
    }

    private void block(Place block, List<Part> parts) {
        Place type = block.at("type");
        CacheMark mark = CacheMarks.read(block.at("cache_control"));
        switch (type.text()) {
            case "text" -> parts.add(new Part.Text(block.at("text").text(), mark));
            case "image" -> parts.add(image(block.at("source").required(), mark));
            case "document" -> document(block, mark, parts);
            case "search_result" -> parts.add(searchResult(block, mark));
            case "thinking" ->
                parts.add(new Part.Thinking(
                        block.at("thinking").text(), block.at("signature").text("")));
            case "redacted_thinking" ->
                parts.add(new Part.Redacted(block.at("data").text()));
            case "tool_use" -> parts.add(call(block, mark));
            case "tool_result" -> parts.add(result(block, mark));
            case "tool_reference" ->
                parts.add(new Part.Text(block.at("tool_name").text(), mark));
            default -> {
                if (!isRunUpstream(type.text())) {
                    throw type.malformed("must be 'text', 'image', 'document', 'search_result', 'thinking',"
                            + " 'redacted_thinking', 'tool_use' or 'tool_result' for this model's provider");
                }
                losses.add(block.path() + '.' + type.text());
                return;
            }
        }
        losses.addAll(block.unread());
    }

    private static boolean isRunUpstream(String type) {
        return RUN_UPSTREAM.contains(type) || type.endsWith(RESULT_OF_TOOL);
    }

    private static Part call(Place block, @Nullable CacheMark mark) {
        block.at("caller"); // who called it, which only the upstream's own tools make a difference to
        return new Part.ToolCall(
                block.at("id").text(),
                block.at("name").text(),
                JsonText.of(block.at("input").object()),
                "",
                mark);
    }

    private Part result(Place block, @Nullable CacheMark mark) {
        List<Part> said = new ArrayList<>();
        for (Part part : content(block.at("content"))) {
            if (!(part instanceof Part.Text) && !(part instanceof Part.Media)) {
                throw block.at("content").malformed("may have only texts, images, documents and search results");
            }
            said.add(part);
        }
        return new Part.ToolResult(
                block.at("tool_use_id").text(), said, block.at("is_error").flag(false), mark);
    }

    // ---- media

    private static Part image(Place source, @Nullable CacheMark mark) {
        Place type = source.at("type");
        return switch (type.text()) {
            case "base64" ->
                media(
                        Medium.IMAGE,
                        source.at("media_type").text(),
                        new Part.Inline(source.at("data").text()),
                        "",
                        mark);
            case "url" -> media(Medium.IMAGE, "", Part.Url.at(source.at("url")), "", mark);
            case "file" ->
                media(Medium.IMAGE, "", new Part.FileId(source.at("file_id").text()), "", mark);
            default -> throw type.malformed("must be 'base64', 'url' or 'file'");
        };
    }

    private void document(Place block, @Nullable CacheMark mark, List<Part> parts) {
        String name = block.at("title").text("");
        Place citations = block.at("citations");
        if (!citations.at("enabled").flag(false)) {
            losses.addAll(citations.unread());
        } else {
            losses.add(citations.path());
        }
        Place source = block.at("source").required();
        Place type = source.at("type");
        switch (type.text()) {
            case "base64" ->
                parts.add(media(
                        Medium.DOCUMENT,
                        source.at("media_type").text(),
                        new Part.Inline(source.at("data").text()),
                        name,
                        mark));
            case "url" -> parts.add(media(Medium.DOCUMENT, "", Part.Url.at(source.at("url")), name, mark));
            case "file" ->
                parts.add(media(
                        Medium.DOCUMENT,
                        "",
                        new Part.FileId(source.at("file_id").text()),
                        name,
                        mark));
            case "text" -> parts.add(plain(source.at("data").text(), name, mark));
            case "content" -> inside(source.at("content").required(), name, mark, parts);
            default -> throw type.malformed("must be 'base64', 'url', 'file', 'text' or 'content'");
        }
    }

    /** A document of blocks stands as those blocks, the mark on the last. */
    private void inside(Place content, String name, @Nullable CacheMark mark, List<Part> parts) {
        if (content.isText()) {
            parts.add(plain(content.text(), name, mark));
            return;
        }
        List<Place> blocks = content.items();
        for (int i = 0; i < blocks.size(); i++) {
            Place block = blocks.get(i);
            Place type = block.at("type");
            CacheMark last = i == blocks.size() - 1 ? mark : null;
            switch (type.text()) {
                case "text" -> parts.add(plain(block.at("text").text(), name, last));
                case "image" -> parts.add(image(block.at("source").required(), last));
                default -> throw type.malformed("must be 'text' or 'image'");
            }
        }
    }

    private static Part plain(String text, String name, @Nullable CacheMark mark) {
        return media(Medium.DOCUMENT, "text/plain", new Part.PlainText(text), name, mark);
    }

    /** What a client's own search found, as the text that it is. */
    private Part searchResult(Place block, @Nullable CacheMark mark) {
        StringBuilder text = new StringBuilder(block.at("title").text(""))
                .append('\n')
                .append(block.at("source").text(""));
        for (Place piece : block.at("content").items()) {
            text.append('\n').append(piece.at("text").text(""));
        }
        return new Part.Text(text.toString(), mark);
    }

    private static Part media(
            Medium medium, String mediaType, Part.Source source, String name, @Nullable CacheMark mark) {
        return new Part.Media(medium, mediaType, source, name, Detail.AUTO, mark);
    }
}
