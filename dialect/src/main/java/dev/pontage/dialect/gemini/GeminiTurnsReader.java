package dev.pontage.dialect.gemini;

import static dev.pontage.dialect.gemini.Spelling.at;
import static dev.pontage.dialect.gemini.Spelling.list;

import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From the contents of a request to turns (protocols 4.2, 9.3 to 9.5). */
final class GeminiTurnsReader {
    /** What a file of the Gemini API is called: only the project that stored it may read it. */
    private static final String STORED = "/v1beta/files/";

    private final Losses losses;
    private final Detail detail;
    private final Calls calls = new Calls();

    /** {@code detail}: of the media that do not say it themselves. */
    GeminiTurnsReader(Losses losses, Detail detail) {
        this.losses = losses;
        this.detail = detail;
    }

    void system(Place instruction, List<Turn> turns) {
        if (instruction.isText()) {
            turns.add(new Turn(Role.SYSTEM, List.of(new Part.Text(instruction.text(), null))));
            return;
        }
        List<Part> parts = new ArrayList<>();
        for (Place part : list(instruction.at("parts"))) {
            String text = part.at("text").text();
            if (!text.isEmpty()) {
                parts.add(new Part.Text(text, null));
            }
            losses.addAll(part.unread());
        }
        instruction.at("role").text("");
        losses.addAll(instruction.unread());
        if (!parts.isEmpty()) {
            turns.add(new Turn(Role.SYSTEM, parts));
        }
    }

    void contents(Place contents, List<Turn> turns) {
        List<Place> items = list(contents.required());
        if (items.isEmpty()) {
            throw contents.malformed("must have at least one content");
        }
        for (Place content : items) {
            turns.add(content(content));
            losses.addAll(content.unread());
        }
    }

    private Turn content(Place content) {
        if (content.isText()) {
            return new Turn(Role.USER, List.of(new Part.Text(content.text(), null)));
        }
        Place place = content.at("role");
        Role role = switch (place.text("user")) {
            case "user", "function", "" -> Role.USER;
            case "model" -> Role.ASSISTANT;
            default -> throw place.malformed("must be 'user' or 'model'");
        };
        List<Part> parts = new ArrayList<>();
        for (Place part : list(content.at("parts"))) {
            part(role, part, parts);
            losses.addAll(part.unread());
        }
        return new Turn(role, parts);
    }

    private void part(Role role, Place part, List<Part> parts) {
        if (part.isText()) {
            parts.add(new Part.Text(part.text(), null));
            return;
        }
        boolean thought = part.at("thought").flag(false);
        String signature = at(part, "thoughtSignature").text("");
        Place text = part.at("text");
        Place inline = at(part, "inlineData");
        Place file = at(part, "fileData");
        Place call = at(part, "functionCall");
        Place response = at(part, "functionResponse");
        if (Stream.of(text, inline, file, call, response)
                        .filter(Place::isPresent)
                        .count()
                > 1) {
            throw part.malformed("must have one kind of data, not several");
        }
        if (text.isPresent()) {
            text(text.text(), thought, signature, parts);
        } else if (inline.isPresent()) {
            parts.add(inline(inline, detail(part)));
        } else if (file.isPresent()) {
            parts.add(file(file, detail(part)));
        } else if (call.isPresent()) {
            if (role != Role.ASSISTANT) {
                throw call.malformed("belongs into a content of the role 'model'");
            }
            parts.add(call(call, signature));
        } else if (response.isPresent()) {
            if (role != Role.USER) {
                throw response.malformed("belongs into a content of the role 'user'");
            }
            parts.add(result(response));
        } else if (at(part, "executableCode").isPresent()) {
            losses.add(at(part, "executableCode").path());
        } else if (at(part, "codeExecutionResult").isPresent()) {
            losses.add(at(part, "codeExecutionResult").path());
        } else if (!signature.isEmpty()) {
            parts.add(new Part.Thinking("", Signatures.canonical(signature)));
        } else {
            throw part.malformed("must have 'text', 'inlineData', 'fileData', 'functionCall' or 'functionResponse'");
        }
    }

    /** A signature on a text that is no thought stands for thoughts that were not shown. */
    private static void text(String text, boolean thought, String signature, List<Part> parts) {
        String signed = Signatures.canonical(signature);
        if (thought) {
            parts.add(new Part.Thinking(text, signed));
            return;
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text, null));
        }
        if (!signed.isEmpty()) {
            parts.add(new Part.Thinking("", signed));
        }
    }

    // ---- media

    private static Part inline(Place inline, Detail detail) {
        String mediaType = at(inline, "mimeType").text();
        String data = Spelling.base64(inline.at("data").text());
        String name = at(inline, "displayName").text("");
        return new Part.Media(Words.medium(mediaType), mediaType, new Part.Inline(data), name, detail, null);
    }

    private static Part file(Place file, Detail detail) {
        String mediaType = at(file, "mimeType").text("");
        String uri = at(file, "fileUri").text();
        String name = at(file, "displayName").text("");
        Part.Source source = isStored(uri) ? new Part.FileId(uri) : Part.Url.at(at(file, "fileUri"));
        return new Part.Media(Words.medium(mediaType), mediaType, source, name, detail, null);
    }

    /** Whether this names a file that Google stores for a project, not one that anybody may read. */
    static boolean isStored(String uri) {
        return uri.startsWith("files/") || uri.contains(STORED);
    }

    private Detail detail(Place part) {
        Place resolution = at(part, "mediaResolution");
        return resolution.isPresent()
                ? detail(resolution.isText() ? resolution : resolution.at("level"), losses)
                : detail;
    }

    static Detail detail(Place resolution, Losses losses) {
        return switch (resolution.text("")) {
            case "", "MEDIA_RESOLUTION_UNSPECIFIED" -> Detail.AUTO;
            case "MEDIA_RESOLUTION_LOW" -> Detail.LOW;
            case "MEDIA_RESOLUTION_HIGH", "MEDIA_RESOLUTION_ULTRA_HIGH" -> Detail.HIGH;
            default -> {
                losses.add(resolution.path());
                yield Detail.AUTO;
            }
        };
    }

    // ---- tools

    private Part call(Place call, String signature) {
        String name = call.at("name").text();
        Json.Obj args = call.at("args").objectOrNull();
        String id = calls.begin(call.at("id").text(""), name);
        losses.addAll(call.unread());
        return new Part.ToolCall(id, name, args == null ? "{}" : JsonText.of(args), Spelling.base64(signature), null);
    }

    private Part result(Place response) {
        Place name = response.at("name");
        Place given = response.at("id");
        String id = calls.answer(given.text(""), name.text(""));
        if (id == null) {
            throw (given.isPresent() ? given : name).malformed("answers no function call before it");
        }
        Json.Obj value = response.at("response").objectOrNull();
        List<Part> content = new ArrayList<>();
        boolean failed = value != null && value.members().size() == 1 && value.get("error") != null;
        String text = text(value, failed);
        if (!text.isEmpty()) {
            content.add(new Part.Text(text, null));
        }
        for (Place part : list(response.at("parts"))) {
            Place inline = at(part, "inlineData");
            content.add(
                    inline.isPresent()
                            ? inline(inline, detail)
                            : file(at(part, "fileData").required(), detail));
            losses.addAll(part.unread());
        }
        losses.addAll(response.unread());
        return new Part.ToolResult(id, content, failed, null);
    }

    /** What stands under {@code output} or {@code error} alone, by Google's convention; else the whole object. */
    private static String text(Json.@Nullable Obj value, boolean failed) {
        if (value == null) {
            return "";
        }
        Json only = value.members().size() == 1 ? value.get(failed ? "error" : "output") : null;
        return switch (only) {
            case null -> JsonText.of(value);
            case Json.Str(String text) -> text;
            default -> JsonText.of(only);
        };
    }
}
