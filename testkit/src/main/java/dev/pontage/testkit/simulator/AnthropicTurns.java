package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The turns of a Messages request: who may say what, and that every call has its result where it belongs. */
final class AnthropicTurns {
    private static final Pattern CALL_ID = Pattern.compile("[a-zA-Z0-9_-]+");

    private final AnthropicRules rules;
    private final Ask ask;
    private final String beta;
    private final Set<String> ids = new LinkedHashSet<>();
    private Set<String> open = new LinkedHashSet<>();
    private String role = "";
    private boolean startedWithThinking;
    private boolean textSeen;

    AnthropicTurns(AnthropicRules rules, Ask ask, String beta) {
        this.rules = rules;
        this.ask = ask;
        this.beta = beta;
    }

    void read(At messages) {
        List<At> turns = messages.items();
        if (turns.isEmpty()) {
            throw Violation.at("messages", "at least one message is required");
        }
        for (At turn : turns) {
            turn.only("role", "content");
            boolean systemToo = beta.contains("mid-conversation");
            String next = systemToo
                    ? turn.need("role").oneOf("user", "assistant", "system")
                    : turn.need("role").oneOf("user", "assistant");
            if (next.equals("system")) {
                continue;
            }
            if (role.isEmpty() && !next.equals("user")) {
                throw Violation.at("messages", "first message must use the \"user\" role");
            }
            enter(next, turn);
            content(turn.need("content"), turn.equals(turns.getLast()));
        }
        if (!open.isEmpty()) {
            throw Violation.at("messages", missing());
        }
        if (role.equals("user") && !ask.results.isEmpty() && ask.thinks && !startedWithThinking) {
            throw Violation.at(
                    "messages",
                    "Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, a final"
                            + " `assistant` message must start with a thinking block");
        }
    }

    /** Consecutive turns of one role are one turn. */
    private void enter(String next, At turn) {
        if (next.equals(role)) {
            return;
        }
        if (next.equals("assistant")) {
            if (!open.isEmpty()) {
                throw turn.fail(missing());
            }
            ask.nextTurn();
            startedWithThinking = false;
        }
        role = next;
        textSeen = false;
    }

    private void content(At content, boolean last) {
        if (content.isText()) {
            if (content.text().isEmpty() && !(role.equals("assistant") && last)) {
                throw content.fail("all messages must have non-empty content except for the optional final assistant"
                        + " message");
            }
            text(content, last);
            return;
        }
        List<At> blocks = content.items();
        if (blocks.isEmpty() && !(role.equals("assistant") && last)) {
            throw content.fail(
                    "all messages must have non-empty content except for the optional final assistant message");
        }
        boolean first = true;
        for (At block : blocks) {
            if (role.equals("user")) {
                userBlock(block);
            } else {
                assistantBlock(block, first, last && block.equals(blocks.getLast()));
            }
            first = false;
        }
    }

    private void text(At text, boolean last) {
        if (role.equals("user")) {
            textSeen = true;
            ask.say(text.text());
        } else if (last && !text.text().equals(text.text().stripTrailing())) {
            throw Violation.at("messages", "final assistant content cannot end with trailing whitespace");
        }
    }

    private void userBlock(At block) {
        String type = block.need("type").oneOf("text", "image", "document", "search_result", "tool_result");
        rules.mark(block);
        switch (type) {
            case "text" -> {
                block.only("type", "text", "cache_control", "citations");
                AnthropicRules.notBlank(block.need("text"));
                text(block.get("text"), false);
            }
            case "image", "document" -> media(block);
            case "tool_result" -> result(block);
            default -> block.only("type", "content", "source", "title", "cache_control", "citations");
        }
        if (!type.equals("tool_result")) {
            textSeen = true;
        }
    }

    private void assistantBlock(At block, boolean first, boolean last) {
        String type = block.need("type").oneOf("text", "thinking", "redacted_thinking", "tool_use");
        rules.mark(block);
        switch (type) {
            case "text" -> {
                block.only("type", "text", "cache_control", "citations");
                AnthropicRules.notBlank(block.need("text"));
                text(block.get("text"), last);
            }
            case "thinking" -> {
                block.only("type", "thinking", "signature");
                String thought = block.need("thinking").text();
                if (!block.need("signature").text().equals(Signature.of(thought))) {
                    throw block.fail("Invalid `signature` in `thinking` block");
                }
            }
            case "redacted_thinking" -> {
                block.only("type", "data");
                if (!Signature.isSealed(block.need("data").text())) {
                    throw block.fail("Invalid `data` in `redacted_thinking` block");
                }
            }
            default -> {
                block.only("type", "id", "name", "input", "cache_control", "caller");
                String id = block.need("id").matching(CALL_ID);
                block.need("name").matching(AnthropicRules.TOOL_NAME);
                block.need("input").object();
                if (!ids.add(id)) {
                    throw Violation.at("messages", "`tool_use` ids must be unique");
                }
                open.add(id);
            }
        }
        if (first && type.endsWith("thinking")) {
            startedWithThinking = true;
        }
    }

    private void result(At block) {
        block.only("type", "tool_use_id", "content", "is_error", "cache_control");
        if (textSeen) {
            throw block.fail("`tool_result` blocks must come first in the content of a user message");
        }
        String id = block.need("tool_use_id").matching(CALL_ID);
        if (!open.remove(id)) {
            throw block.fail("unexpected `tool_use_id` found in `tool_result` blocks: " + id
                    + ". Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
        }
        List<String> said = new ArrayList<>();
        if (block.has("content") && block.get("content").isText()) {
            said.add(block.get("content").text());
        } else {
            for (At item : block.items("content")) {
                switch (item.need("type").oneOf("text", "image", "document", "search_result", "tool_reference")) {
                    case "text" -> {
                        item.only("type", "text", "cache_control");
                        said.add(AnthropicRules.notBlank(item.need("text")));
                    }
                    case "image", "document" -> said.add(media(item));
                    default -> said.add("?");
                }
            }
        }
        ask.results.add((block.flag("is_error") ? "error: " : "") + String.join(" ", said));
    }

    /** Checks an image or a document, and says what it is. */
    private static String media(At block) {
        boolean image = block.get("type").text().equals("image");
        if (image) {
            block.only("type", "source", "cache_control");
        } else {
            block.only("type", "source", "title", "context", "citations", "cache_control");
        }
        At source = block.need("source");
        switch (source.need("type").oneOf("base64", "url", "text", "content", "file")) {
            case "base64" -> {
                source.only("type", "media_type", "data");
                String type = image
                        ? source.need("media_type").oneOf("image/jpeg", "image/png", "image/gif", "image/webp")
                        : source.need("media_type").oneOf("application/pdf");
                Media.sniff(source.need("data"), type);
            }
            case "url" -> source.only("type", "url").need("url").nonEmpty();
            case "text" -> {
                source.only("type", "media_type", "data");
                source.need("media_type").oneOf("text/plain");
                source.need("data").nonEmpty();
            }
            default -> source.only("type", "content", "file_id");
        }
        return image ? "(image)" : "(document)";
    }

    private String missing() {
        return "`tool_use` ids were found without `tool_result` blocks immediately after: " + String.join(", ", open)
                + ". Each `tool_use` block must have a corresponding `tool_result` block in the next message.";
    }
}
