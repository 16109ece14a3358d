package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Signer;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.json.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * From the input items of a response to turns (protocols 1.6).
 *
 * <p>Messages, thoughts and calls of the model that follow each other are one turn, as other protocols have it; so are
 * the results of calls.
 */
final class ResponsesItemsReader {
    private final Losses losses;
    private final List<Turn> turns = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private Role role = Role.USER;

    ResponsesItemsReader(Losses losses) {
        this.losses = losses;
    }

    List<Turn> read(Place input) {
        for (Place item : input.items()) {
            item(item);
            losses.addAll(item.unread());
        }
        endTurn();
        if (turns.isEmpty()) {
            throw input.malformed("must have at least one item");
        }
        return turns;
    }

    private void item(Place item) {
        item.at("id").textOrNull(); // an upstream's own, of no use to another
        item.at("status").textOrNull();
        Place type = item.at("type");
        switch (type.text("message")) {
            case "message" -> message(item);
            case "function_call" ->
                add(
                        Role.ASSISTANT,
                        new Part.ToolCall(
                                item.at("call_id").text(),
                                item.at("name").text(),
                                item.at("arguments").text(""),
                                "",
                                null));
            case "function_call_output" ->
                add(Role.USER, new Part.ToolResult(item.at("call_id").text(), output(item.at("output")), false, null));
            case "reasoning" -> reasoning(item);
            default ->
                throw type.malformed("must be 'message', 'function_call', 'function_call_output' or 'reasoning'");
        }
    }

    private void message(Place item) {
        Place role = item.at("role");
        Role speaker = switch (role.text()) {
            case "system", "developer" -> Role.SYSTEM;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            default -> throw role.malformed("must be 'system', 'developer', 'user' or 'assistant'");
        };
        if (speaker != Role.ASSISTANT) {
            endTurn();
        }
        content(item.at("content").required()).forEach(part -> add(speaker, part));
        if (speaker != Role.ASSISTANT) {
            endTurn();
        }
    }

    /** Thoughts that only their maker can read are what it wants back; of the summary there is no use without it. */
    private void reasoning(Place item) {
        StringBuilder text = new StringBuilder();
        for (Place piece : item.at("summary").items()) {
            piece.at("type").text("");
            text.append(piece.at("text").text(""));
        }
        for (Place piece : item.at("content").items()) {
            piece.at("type").text("");
            text.append(piece.at("text").text(""));
        }
        String sealed = item.at("encrypted_content").text("");
        if (!text.isEmpty() || !sealed.isEmpty()) {
            String redacted = ResponseObject.redacted(sealed);
            add(
                    Role.ASSISTANT,
                    redacted.isEmpty()
                            ? new Part.Thinking(text.toString(), Signer.OPENAI.read(sealed))
                            : new Part.Redacted(redacted));
        }
    }

    private List<Part> output(Place output) {
        return output.isText() ? List.of(new Part.Text(output.text(), null)) : content(output.required());
    }

    private List<Part> content(Place content) {
        if (content.isText()) {
            return content.text().isEmpty() ? List.of() : List.of(new Part.Text(content.text(), null));
        }
        List<Part> read = new ArrayList<>();
        for (Place part : content.items()) {
            read.add(part(part));
            part.at("annotations").json();
            part.at("logprobs").json();
            losses.addAll(part.unread());
        }
        return read;
    }

    private static Part part(Place part) {
        Place type = part.at("type");
        return switch (type.text()) {
            case "input_text", "output_text", "text" ->
                new Part.Text(part.at("text").text(), null);
            case "refusal" -> new Part.Refused(part.at("refusal").text());
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            default ->
                throw type.malformed("must be 'input_text', 'input_image', 'input_file', 'output_text' or 'refusal'");
        };
    }

    private static Part image(Place part) {
        Detail detail = MediaUrls.detail(part.at("detail"));
        String id = part.at("file_id").textOrNull();
        return id == null
                ? MediaUrls.read(Medium.IMAGE, part.at("image_url"), "", detail, null)
                : new Part.Media(Medium.IMAGE, "", new Part.FileId(id), "", detail, null);
    }

    private static Part file(Place part) {
        String name = part.at("filename").text("");
        String id = part.at("file_id").textOrNull();
        if (id != null) {
            return new Part.Media(Medium.DOCUMENT, "", new Part.FileId(id), name, Detail.AUTO, null);
        }
        Place url = part.at("file_url");
        return MediaUrls.read(Medium.DOCUMENT, url.isPresent() ? url : part.at("file_data"), name, Detail.AUTO, null);
    }

    private void add(Role speaker, Part part) {
        if (speaker != role) {
            endTurn();
            role = speaker;
        }
        parts.add(part);
    }

    private void endTurn() {
        if (!parts.isEmpty()) {
            turns.add(new Turn(role, parts));
            parts.clear();
        }
    }
}
