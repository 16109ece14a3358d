package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a prompt asks of its answer: commands at the beginning of its lines, as the demo provider has them, and text.
 */
final class Script {
    /** A tool to call: by name or by its place from 1, empty for the first; with these arguments or made-up ones. */
    record Call(String name, Optional<JsonNode> arguments) {}

    private Fault fault = Fault.NONE;
    private final List<Call> calls = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String stop = "";
    private boolean reason;
    private boolean redacted;
    private boolean refuse;
    private boolean seen;
    private boolean json;
    private boolean quietTool;
    private long cached;
    private long written;
    private int words;
    private long firstMillis;
    private long eachMillis;
    private int segmentBytes;

    private String rest = "";

    private Script() {}

    static Script of(String prompt) {
        Script script = new Script();
        for (String line : prompt.split("\n", -1)) {
            script.line(line);
        }
        return script;
    }

    Fault fault() {
        return fault;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** What is left without the commands. */
    String text() {
        return text.toString().strip();
    }

    /** The stop reason to end with, in the vendor's own word; empty for the true one. */
    String stop() {
        return stop;
    }

    boolean reason() {
        return reason;
    }

    boolean redacted() {
        return redacted;
    }

    boolean refuse() {
        return refuse;
    }

    /** Whether the answer is the request's own body, so that a client sees what reached the vendor. */
    boolean seen() {
        return seen;
    }

    boolean json() {
        return json;
    }

    /** Whether a call is made without any text before it. */
    boolean quietTool() {
        return quietTool;
    }

    long cached() {
        return cached;
    }

    long written() {
        return written;
    }

    int words() {
        return words;
    }

    long firstMillis() {
        return firstMillis;
    }

    long eachMillis() {
        return eachMillis;
    }

    int segmentBytes() {
        return segmentBytes;
    }

    private void line(String line) {
        rest = line.strip();
        while (rest.startsWith("/") && command()) {
            rest = rest.strip();
        }
        text.append(rest).append('\n');
    }

    /** Takes one command off the line; false if it is none. */
    private boolean command() {
        String line = rest;
        switch (word()) {
            case "/fail" -> fault = faultNamed();
            case "/tool" -> calls.add(new Call(name(), arguments()));
            case "/stop" -> stop = word();
            case "/reason" -> reason = true;
            case "/redacted" -> redacted = true;
            case "/refuse" -> refuse = true;
            case "/seen" -> seen = true;
            case "/json" -> json = true;
            case "/quiet" -> quietTool = true;
            case "/cached" -> cached = number(100);
            case "/written" -> written = number(100);
            case "/long" -> words = (int) number(100);
            case "/bytes" -> segmentBytes = (int) number(1);
            case "/slow" -> slow(number(0));
            default -> {
                rest = line;
                return false;
            }
        }
        return true;
    }

    private void slow(long millis) {
        if (rest.strip().startsWith("each")) {
            word();
            eachMillis = millis;
        } else {
            firstMillis = millis;
        }
    }

    private Fault readFault(Fault.Kind kind, int otherwise) {
        String name = "";
        if (kind == Fault.Kind.ERROR) {
            String next = peek();
            name = next.isEmpty() || next.startsWith("/") || Character.isDigit(next.charAt(0)) ? "" : word();
        }
        return new Fault(kind, name, (int) number(otherwise), List.of());
    }

    private Fault fault(String what) {
        List<String> extras = new ArrayList<>();
        while (peek().indexOf('=') > 0) {
            extras.add(word());
        }
        return new Fault(Fault.Kind.REFUSED, what, 0, extras);
    }

    private Fault faultNamed() {
        String what = word();
        return switch (what) {
            case "cut" -> readFault(Fault.Kind.CUT, 2);
            case "reset" -> readFault(Fault.Kind.RESET, 2);
            case "hang" -> readFault(Fault.Kind.HANG, 0);
            case "error" -> readFault(Fault.Kind.ERROR, 2);
            case "unmodeled" -> readFault(Fault.Kind.UNMODELED, 2);
            case "garbled" -> readFault(Fault.Kind.GARBLED, 2);
            case "silent" -> readFault(Fault.Kind.SILENT, 0);
            case "empty" -> readFault(Fault.Kind.EMPTY, 0);
            case "hollow" -> readFault(Fault.Kind.HOLLOW, 0);
            default -> fault(what);
        };
    }

    private String name() {
        String next = peek();
        return next.isEmpty() || next.startsWith("/") || next.startsWith("{") ? "" : word();
    }

    /** A JSON object that stands next on the line. */
    private Optional<JsonNode> arguments() {
        rest = rest.strip();
        if (!rest.startsWith("{")) {
            return Optional.empty();
        }
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '}') {
                depth += c == '{' ? 1 : -1;
                if (depth == 0) {
                    String json = rest.substring(0, i + 1);
                    rest = rest.substring(i + 1);
                    return Optional.of(Json.read(json));
                }
            }
        }
        throw Violation.at("", "the prompt's arguments of a tool do not end: " + rest);
    }

    private long number(long otherwise) {
        String next = peek();
        return !next.isEmpty() && next.chars().allMatch(Character::isDigit) ? Long.parseLong(word()) : otherwise;
    }

    private String peek() {
        String left = rest.strip();
        int blank = left.indexOf(' ');
        return blank < 0 ? left : left.substring(0, blank);
    }

    private String word() {
        String word = peek();
        rest = rest.strip().substring(word.length());
        return word;
    }
}
