package dev.pontage.testkit.simulator;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The messages of a Converse request: turns that alternate, results for every call, media where they may be. */
final class ConverseTurns {
    private static final Pattern CALL_ID = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");
    private static final Pattern MISTRAL_CALL_ID = Pattern.compile("[a-zA-Z0-9]{9}");
    private static final Pattern DOCUMENT_NAME = Pattern.compile("(?!.*\\s{2})[a-zA-Z0-9 ()\\[\\]-]{1,200}");

    private final ConverseRules rules;
    private final Ask ask;
    private final boolean toolsGiven;
    private final String model;
    private final Set<String> documents = new HashSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    private int images;

    ConverseTurns(ConverseRules rules, Ask ask, boolean toolsGiven, String model) {
        this.rules = rules;
        this.ask = ask;
        this.toolsGiven = toolsGiven;
        this.model = model;
    }

    void read(At messages) {
        List<At> turns = messages.items();
        if (turns.isEmpty()) {
            throw Violation.at("", "The messages field must not be empty.");
        }
        String role = "";
        for (At turn : turns) {
            turn.only("role", "content");
            String next = turn.need("role").oneOf("user", "assistant");
            if (role.isEmpty() && next.equals("assistant")) {
                throw Violation.at(
                        "",
                        "A conversation must start with a user message. Try again with a conversation that starts with a"
                                + " user message.");
            }
            if (next.equals(role)) {
                throw Violation.at(
                        "",
                        "A conversation must alternate between user and assistant roles. Make sure the conversation"
                                + " alternates between user and assistant roles and try again.");
            }
            role = next;
            List<At> blocks = turn.need("content").items();
            if (blocks.isEmpty()) {
                throw Violation.at(
                        "",
                        "The content field in the Message object at " + turn.path()
                                + " is empty. Add a ContentBlock object to the content field and try again.");
            }
            if (role.equals("assistant")) {
                ask.nextTurn();
                blocks.forEach(this::assistantBlock);
            } else {
                userTurn(turn, blocks);
            }
        }
        if (!open.isEmpty()) {
            throw Violation.at("", missing());
        }
    }

    private void userTurn(At turn, List<At> blocks) {
        boolean texts = false;
        boolean documented = false;
        boolean resultsOver = false;
        for (At block : blocks) {
            String kind = block.oneMember();
            At value = block.get(kind);
            switch (kind) {
                case "text" -> {
                    texts = true;
                    ask.say(ConverseRules.notBlank(value));
                }
                case "image" -> image(value);
                case "document" -> {
                    documented = true;
                    document(value);
                }
                case "toolResult" -> {
                    if (resultsOver) {
                        throw value.fail("toolResult blocks must come first");
                    }
                    result(value);
                }
                case "cachePoint" -> rules.cachePoint(value);
                case "video", "audio", "guardContent", "searchResult" -> value.object();
                default -> throw block.fail("a user's message cannot have " + kind);
            }
            resultsOver |= !kind.equals("toolResult") && !kind.equals("cachePoint");
        }
        if (documented && !texts) {
            throw turn.fail("A text block must be included along with document blocks.");
        }
        if (!open.isEmpty()) {
            throw Violation.at("", missing());
        }
    }

    private void assistantBlock(At block) {
        String kind = block.oneMember();
        At value = block.get(kind);
        switch (kind) {
            case "text" -> ConverseRules.notBlank(value);
            case "toolUse" -> {
                toolsMustBeGiven();
                value.only("toolUseId", "name", "input", "type");
                String id = value.need("toolUseId").matching(model.contains("mistral.") ? MISTRAL_CALL_ID : CALL_ID);
                value.need("name").matching(ConverseRules.TOOL_NAME);
                value.need("input").object();
                if (!open.add(id)) {
                    throw value.fail("The toolUseId is not unique: " + id);
                }
            }
            case "reasoningContent" -> reasoning(value);
            case "cachePoint" -> rules.cachePoint(value);
            case "citationsContent" -> value.object();
            default -> throw block.fail("an assistant's message cannot have " + kind);
        }
    }

    private static void reasoning(At value) {
        if (value.only("reasoningText", "redactedContent").oneMember().equals("redactedContent")) {
            if (!Signature.isSealed(value.get("redactedContent").text())) {
                throw value.fail("Invalid `data` in `redacted_thinking` block");
            }
            return;
        }
        At text = value.get("reasoningText").only("text", "signature");
        if (!text.need("signature").text().equals(Signature.of(text.need("text").text()))) {
            throw Violation.at(
                    "",
                    "The model returned the following errors: " + value.path()
                            + ": Invalid `signature` in `thinking` block");
        }
    }

    private void result(At result) {
        toolsMustBeGiven();
        result.only("toolUseId", "content", "status", "type");
        String id = result.need("toolUseId").text();
        if (!open.remove(id)) {
            throw Violation.at(
                    "",
                    "The number of toolResult blocks at " + result.path()
                            + " exceeds the number of toolUse blocks of previous turn.");
        }
        String status = result.text("status", "success");
        StringBuilder said = new StringBuilder(status.equals("error") ? "error: " : "");
        List<At> content = result.need("content").items();
        for (At item : content) {
            String kind = item.oneMember();
            At value = item.get(kind);
            switch (kind) {
                case "text" -> said.append(value.nonEmpty());
                case "json" -> said.append(value.object().node());
                case "image" -> {
                    image(value);
                    said.append("(image)");
                }
                case "document" -> {
                    document(value);
                    said.append("(document)");
                }
                case "video", "searchResult" -> said.append('?');
                default -> throw item.fail("a tool result cannot have " + kind);
            }
        }
        ask.results.add(said.toString());
    }

    private void image(At image) {
        String format = image.only("format", "source").need("format").oneOf("png", "jpeg", "gif", "webp");
        if (source(image).equals("bytes")) {
            Media.sniff(image.get("source").get("bytes"), "image/" + format);
        }
        if (++images > 20) {
            throw image.fail("too many images and documents: 20 images are allowed");
        }
    }

    private void document(At document) {
        document.only("format", "name", "source", "context", "citations");
        document.need("format").oneOf("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md");
        String name = document.need("name").matching(DOCUMENT_NAME);
        if (!documents.add(name)) {
            throw document.fail("Messages contain documents with the same name: " + name);
        }
        if (source(document).equals("bytes")) {
            document.get("source").get("bytes").base64();
        }
        if (documents.size() > 5) {
            throw document.fail("too many images and documents: 5 documents are allowed");
        }
    }

    private static String source(At medium) {
        return medium.need("source")
                .only("bytes", "s3Location", "text", "content")
                .oneMember();
    }

    private void toolsMustBeGiven() {
        if (!toolsGiven) {
            throw Violation.at(
                    "", "The toolConfig field must be defined when using toolUse and toolResult content blocks.");
        }
    }

    private String missing() {
        return "Expected toolResult blocks for the following Ids: " + String.join(",", open);
    }
}
