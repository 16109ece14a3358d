package dev.pontage.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the commands of a prompt.
 *
 * <p>A command stands at the beginning of a line, and others may follow it there; a slash elsewhere is text, so that a
 * path in a sentence does nothing.
 */
final class ScriptReader {
    /** Longest pause, so that a typing error ends before the client's patience does. */
    static final int MAX_PAUSE_MILLIS = 600_000;

    /** Most words of a long answer. */
    static final int MAX_WORDS = 10_000;

    /** Most pieces before a cut, and most seconds to wait after a failure. */
    private static final int MAX_COUNT = 1_000_000;

    /** Most tools called at once. */
    private static final int MAX_TOOLS = 16;

    /** Where a stream breaks when the prompt does not say. */
    private static final int USUAL_PIECES = 2;

    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

    private final String prompt;
    private final Set<String> toolNames;
    private final StringBuilder text = new StringBuilder();
    private final List<Script.ToolOrder> tools = new ArrayList<>();
    private Trouble trouble = new Trouble.None();
    private long firstMillis = Script.UNSAID;
    private long eachMillis = Script.UNSAID;
    private boolean reason;
    private int words;
    private boolean json;
    private boolean refuse;
    private boolean help;
    private String misunderstood = "";
    private int at;

    private ScriptReader(String prompt, Set<String> toolNames) {
        this.prompt = prompt;
        this.toolNames = toolNames;
    }

    /** Reads a prompt to a request that has tools of those names. */
    static Script read(String prompt, Set<String> toolNames) {
        return new ScriptReader(prompt, toolNames).script();
    }

    private Script script() {
        while (at < prompt.length()) {
            commands();
            int end = prompt.indexOf('\n', at);
            int next = end < 0 ? prompt.length() : end + 1;
            text.append(prompt, at, next);
            at = next;
        }
        return new Script(
                text.toString().strip(),
                trouble,
                firstMillis,
                eachMillis,
                tools,
                reason,
                words,
                json,
                refuse,
                help,
                misunderstood);
    }

    private void commands() {
        while (peekWord().startsWith("/")) {
            int from = at;
            String word = nextWord();
            Optional<Command> command = Command.named(word);
            boolean understood = command.isPresent() && obey(command.get());
            if (!understood) {
                // Only where the prompt begins with it was it meant for us.
                if (text.toString().isBlank() && misunderstood.isEmpty()) {
                    misunderstood = command.isPresent() ? (word + " " + peekWord()).strip() : word;
                }
                at = command.isPresent() ? at : from;
                return;
            }
        }
    }

    private boolean obey(Command command) {
        return switch (command) {
            case HELP -> {
                help = true;
                yield true;
            }
            case FAIL -> fail();
            case SLOW -> slow();
            case TOOL -> tool();
            case REASON -> {
                reason = true;
                yield true;
            }
            case LONG -> {
                OptionalInt count = number(MAX_WORDS);
                words = count.orElse(0);
                yield count.isPresent();
            }
            case JSON -> {
                json = true;
                yield true;
            }
            case REFUSE -> {
                refuse = true;
                yield true;
            }
        };
    }

    private boolean fail() {
        Optional<Trouble> read = switch (peekWord()) {
            case "cut" -> Optional.of(new Trouble.Cut(piecesAfterWord()));
            case "hang" -> Optional.of(new Trouble.Hang(hangAfterWord()));
            case "garbled" -> Optional.of(afterWord(new Trouble.Garbled()));
            case "error" -> Optional.of(afterWord(new Trouble.InStream()));
            case "empty" -> Optional.of(afterWord(new Trouble.Empty()));
            case "quota" -> Optional.of(afterWord(Trouble.Status.spent()));
            default -> status();
        };
        trouble = read.orElse(trouble);
        return read.isPresent();
    }

    private Trouble afterWord(Trouble read) {
        nextWord();
        return read;
    }

    private int piecesAfterWord() {
        nextWord();
        return number(MAX_COUNT).orElse(USUAL_PIECES);
    }

    private int hangAfterWord() {
        nextWord();
        return number(MAX_COUNT).orElse(0);
    }

    private Optional<Trouble> status() {
        int before = at;
        OptionalInt status = number(999);
        if (status.isEmpty()) {
            return Optional.empty();
        }
        int retryAfterSeconds = 0;
        if (peekWord().startsWith("retry-after=")) {
            int start = at;
            String value = nextWord().substring("retry-after=".length());
            retryAfterSeconds = digits(value, MAX_COUNT).orElse(0);
            at = retryAfterSeconds == 0 ? start : at;
        }
        Optional<Trouble> known =
                Trouble.Status.of(status.getAsInt(), retryAfterSeconds).map(it -> it);
        at = known.isPresent() ? at : before;
        return known;
    }

    private boolean slow() {
        OptionalInt millis = number(MAX_PAUSE_MILLIS);
        if (millis.isEmpty()) {
            return false;
        }
        if (peekWord().equals("each")) {
            nextWord();
            eachMillis = millis.getAsInt();
        } else {
            firstMillis = millis.getAsInt();
        }
        return true;
    }

    private boolean tool() {
        String name = toolName();
        skipBlanks();
        int end = at < prompt.length() && prompt.charAt(at) == '{' ? endOfObject() : at;
        if (tools.size() < MAX_TOOLS) {
            tools.add(new Script.ToolOrder(name, prompt.substring(at, end)));
        }
        at = end;
        return true;
    }

    /** A word is the tool's name if the request has that tool, or if nothing but arguments or a command can follow. */
    private String toolName() {
        String word = peekWord();
        int brace = word.indexOf('{');
        String name = brace < 0 ? word : word.substring(0, brace);
        if (!TOOL_NAME.matcher(name).matches()) {
            return "";
        }
        int before = at;
        skipBlanks();
        at += name.length();
        boolean named = toolNames.contains(name)
                || lineEnds()
                || peekWord().startsWith("{")
                || peekWord().startsWith("/");
        at = named ? at : before;
        return named ? name : "";
    }

    private boolean lineEnds() {
        return peekWord().isEmpty();
    }

    /** After the brace that closes the object at the cursor; the cursor itself if none does. */
    private int endOfObject() {
        int depth = 0;
        boolean quoted = false;
        for (int i = at; i < prompt.length(); i++) {
            char c = prompt.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '{' && !quoted) {
                depth++;
            } else if (c == '}' && !quoted && --depth == 0) {
                return i + 1;
            }
        }
        return at;
    }

    private OptionalInt number(int max) {
        OptionalInt number = digits(peekWord(), max);
        if (number.isPresent()) {
            nextWord();
        }
        return number;
    }

    private static OptionalInt digits(String word, int max) {
        boolean digits = !word.isEmpty() && word.length() <= 7 && word.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && Integer.parseInt(word) <= max ? OptionalInt.of(Integer.parseInt(word)) : OptionalInt.empty();
    }

    private void skipBlanks() {
        while (at < prompt.length() && (prompt.charAt(at) == ' ' || prompt.charAt(at) == '\t')) {
            at++;
        }
    }

    /** The next word of this line, empty at its end; the cursor stays. */
    private String peekWord() {
        int before = at;
        String word = nextWord();
        at = before;
        return word;
    }

    private String nextWord() {
        skipBlanks();
        int from = at;
        while (at < prompt.length() && !Character.isWhitespace(prompt.charAt(at))) {
            at++;
        }
        return prompt.substring(from, at);
    }
}
