package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From {@code system} and {@code messages} to turns (protocols 5.2, 9.3 to 9.5). */
final class ConverseTurnsReader {
    private static final String BLOCKS = "must have 'text', 'image', 'document', 'audio', 'video', 'toolUse',"
            + " 'toolResult', 'reasoningContent', 'guardContent', 'citationsContent' or 'cachePoint'";

    private final Losses losses;

    ConverseTurnsReader(Losses losses) {
        this.losses = losses;
    }

    List<Turn> read(Place root) {
        List<Turn> turns = new ArrayList<>();
        List<Part> system = parts(root.at("system"));
        if (!system.isEmpty()) {
            turns.add(new Turn(Role.SYSTEM, system));
        }
        Place messages = root.at("messages").required();
        for (Place message : messages.items()) {
            Place role = message.at("role");
            Role read = switch (role.text()) {
                case "user" -> Role.USER;
                case "assistant" -> Role.ASSISTANT;
                case "system" -> Role.SYSTEM;
                default -> throw role.malformed("must be 'user', 'assistant' or 'system'");
            };
            turns.add(new Turn(read, parts(message.at("content").required())));
            losses.addAll(message.unread());
        }
        if (messages.items().isEmpty()) {
            throw messages.malformed("must have at least one message");
        }
        return turns;
    }

    /** A cache point marks what stands before it. */
    private List<Part> parts(Place content) {
        List<Part> parts = new ArrayList<>();
        for (Place block : content.items()) {
            Place point = block.at("cachePoint");
            CacheMark mark = cachePoint(point);
            if (mark == null) {
                part(block, parts);
            } else if (parts.isEmpty() || !marked(parts, mark)) {
                losses.add(point.path());
            }
            losses.addAll(block.unread());
        }
        return parts;
    }

    static @Nullable CacheMark cachePoint(Place point) {
        if (!point.isPresent()) {
            return null;
        }
        Place type = point.at("type");
        if (!type.text().equals("default")) {
            throw type.malformed("must be 'default'");
        }
        Place ttl = point.at("ttl");
        return switch (ttl.text("5m")) {
            case "5m" -> CacheMark.FIVE_MINUTES;
            case "1h" -> CacheMark.ONE_HOUR;
            default -> throw ttl.malformed("must be '5m' or '1h'");
        };
    }

    /** Puts the mark on the last part; not every part can bear one. */
    private static boolean marked(List<Part> parts, CacheMark mark) {
        Part last = parts.removeLast();
        Part marked = switch (last) {
            case Part.Text(String text, CacheMark _) -> new Part.Text(text, mark);
            case Part.Media media ->
                new Part.Media(media.medium(), media.mediaType(), media.source(), media.name(), media.detail(), mark);
            case Part.ToolCall call ->
                new Part.ToolCall(call.id(), call.name(), call.arguments(), call.signature(), mark);
            case Part.ToolResult result ->
                new Part.ToolResult(result.callId(), result.content(), result.failed(), mark);
            case Part.Thinking _, Part.Redacted _, Part.Refused _ -> last;
        };
        parts.add(marked);
        return marked.mark() != null;
    }

    private void part(Place block, List<Part> parts) {
        if (block.at("text").isPresent()) {
            String text = block.at("text").text();
            if (!text.isEmpty()) {
                parts.add(new Part.Text(text, null));
            }
        } else if (block.at("toolUse").isPresent()) {
            parts.add(call(block.at("toolUse")));
        } else if (block.at("toolResult").isPresent()) {
            parts.add(result(block.at("toolResult")));
        } else if (block.at("reasoningContent").isPresent()) {
            parts.add(thought(block.at("reasoningContent")));
        } else if (block.at("guardContent").isPresent()) {
            guarded(block.at("guardContent"), parts);
        } else if (block.at("citationsContent").isPresent()) {
            cited(block.at("citationsContent"), parts);
        } else {
            parts.add(medium(block));
        }
    }

    private static Part thought(Place content) {
        String redacted = content.at("redactedContent").textOrNull();
        if (redacted != null) {
            return new Part.Redacted(redacted);
        }
        Place text = content.at("reasoningText").required();
        return new Part.Thinking(text.at("text").text(""), text.at("signature").text(""));
    }

    private Part call(Place use) {
        Part call = new Part.ToolCall(
                use.at("toolUseId").text(),
                use.at("name").text(),
                JsonText.of(use.at("input").object()),
                "",
                null);
        losses.addAll(use.unread());
        return call;
    }

    private Part result(Place result) {
        List<Part> content = new ArrayList<>();
        for (Place item : result.at("content").items()) {
            Json object = item.at("json").json();
            if (object != null) {
                content.add(new Part.Text(JsonText.of(object), null));
            } else if (item.at("text").isPresent()) {
                content.add(new Part.Text(item.at("text").text(), null));
            } else {
                content.add(medium(item));
            }
            losses.addAll(item.unread());
        }
        Place status = result.at("status");
        boolean failed = switch (status.text("success")) {
            case "success" -> false;
            case "error" -> true;
            default -> throw status.malformed("must be 'success' or 'error'");
        };
        Part read = new Part.ToolResult(result.at("toolUseId").text(), content, failed, null);
        losses.addAll(result.unread());
        return read;
    }

    /** What a guardrail is to look at is text all the same; which part of it, only Bedrock knows. */
    private void guarded(Place guarded, List<Part> parts) {
        if (guarded.at("text").isPresent()) {
            parts.add(new Part.Text(guarded.at("text").at("text").text(), null));
        } else {
            parts.add(medium(guarded));
        }
        losses.add(guarded.path());
    }

    private void cited(Place cited, List<Part> parts) {
        for (Place item : cited.at("content").items()) {
            String text = item.at("text").text("");
            if (!text.isEmpty()) {
                parts.add(new Part.Text(text, null));
            }
        }
        losses.addAll(cited.unread());
    }

    // ---- media

    private Part medium(Place block) {
        Place image = block.at("image");
        Place document = block.at("document");
        Place audio = block.at("audio");
        Place video = block.at("video");
        if (image.isPresent()) {
            return medium(Medium.IMAGE, image);
        }
        if (document.isPresent()) {
            return medium(Medium.DOCUMENT, document);
        }
        if (audio.isPresent()) {
            return medium(Medium.AUDIO, audio);
        }
        if (video.isPresent()) {
            return medium(Medium.VIDEO, video);
        }
        throw block.malformed(BLOCKS);
    }

    private Part medium(Medium medium, Place block) {
        Place format = block.at("format");
        String type = Formats.type(medium, format.text(medium == Medium.DOCUMENT ? "txt" : ""));
        if (type.endsWith("/")) {
            throw format.malformed("is required");
        }
        Part read = new Part.Media(
                medium,
                type,
                source(medium, block.at("source").required()),
                block.at("name").text(""),
                Detail.AUTO,
                null);
        losses.addAll(block.unread());
        return read;
    }

    private static Part.Source source(Medium medium, Place source) {
        String bytes = source.at("bytes").textOrNull();
        if (bytes != null) {
            return new Part.Inline(bytes);
        }
        String text = medium == Medium.DOCUMENT ? source.at("text").textOrNull() : null;
        if (text != null) {
            return new Part.PlainText(text);
        }
        if (medium == Medium.DOCUMENT && source.at("content").isArray()) {
            StringBuilder chunks = new StringBuilder();
            for (Place chunk : source.at("content").items()) {
                chunks.append(chunk.at("text").text()).append('\n');
            }
            return new Part.PlainText(chunks.toString());
        }
        if (source.at("s3Location").isPresent()) {
            throw source.at("s3Location")
                    .malformed("is not supported: what a provider stores cannot be used through this gateway");
        }
        throw source.malformed("must have 'bytes'");
    }
}
