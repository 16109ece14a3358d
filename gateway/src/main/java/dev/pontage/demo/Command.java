package dev.pontage.demo;

import java.util.Arrays;
import java.util.Optional;

/** The commands that a prompt may give, each with the line that explains it. */
enum Command {
    HELP("help", "", "this list"),
    FAIL(
            "fail",
            "STATUS [retry-after=S] | cut [N] | hang [N] | garbled | error | empty | quota",
            "answer with an error status, or break off: after N pieces close or fall silent, send broken JSON, "
                    + "an error inside a 200, or nothing"),
    SLOW("slow", "MS | MS each", "wait before the first byte, or before each piece"),
    TOOL("tool", "[NAME] [{json}]", "call a tool of the request; may be given several times"),
    REASON("reason", "", "reason before the answer"),
    LONG("long", "N", "answer with N words"),
    JSON("json", "", "answer with a JSON object, of the asked schema if there is one"),
    REFUSE("refuse", "", "refuse");

    private final String word;
    private final String arguments;
    private final String meaning;

    Command(String word, String arguments, String meaning) {
        this.word = word;
        this.arguments = arguments;
        this.meaning = meaning;
    }

    /** The command that a word such as {@code /fail} names. */
    static Optional<Command> named(String word) {
        return Arrays.stream(values()).filter(it -> word.equals("/" + it.word)).findFirst();
    }

    /** The word with its slash. */
    String word() {
        return "/" + word;
    }

    /** All commands, a line each. */
    static String list() {
        StringBuilder list = new StringBuilder(1_024);
        for (Command command : values()) {
            list.append("\n  /").append(command.word);
            if (!command.arguments.isEmpty()) {
                list.append(' ').append(command.arguments);
            }
            list.append("  - ").append(command.meaning);
        }
        return list.toString();
    }
}
