package dev.pontage.demo;

import dev.pontage.base.Product;
import dev.pontage.demo.Prompt.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes what the demo provider says: the same for the same request, useful to somebody who tries things out. */
final class Author {
    /** How much of the prompt is said back. */
    private static final int EXCERPT_CHARS = 160;

    private static final List<String> WORDS = List.of(
            "bridge",
            "river",
            "stone",
            "toll",
            "lantern",
            "morning",
            "traveller",
            "ledger",
            "coin",
            "gate",
            "quiet",
            "water",
            "north",
            "wagon",
            "keeper",
            "crosses",
            "counts",
            "opens",
            "waits",
            "and",
            "under",
            "over",
            "the",
            "a",
            "with",
            "toward");

    private final Prompt prompt;
    private final Script script;
    private final Seed seed;

    Author(Prompt prompt, Script script, Seed seed) {
        this.prompt = prompt;
        this.script = script;
        this.seed = seed;
    }

    /** Writes one answer; answers of other numbers differ. */
    Draft write(int number) {
        String reasoning = script.reason()
                ? "The request has " + prompt.inputTokens() + " tokens. It asks for reasoning, so here is some, "
                        + "before an answer that no model gives."
                : "";
        if (script.refuse()) {
            return bounded(reasoning, "", Mark.TEXT + " I was told to refuse this request.", List.of());
        }
        List<Draft.Call> calls = calls(number);
        if (!calls.isEmpty()) {
            return bounded(reasoning, "", "", calls);
        }
        return bounded(reasoning, stopped(text(number)), "", List.of());
    }

    private List<Draft.Call> calls(int number) {
        if (!prompt.toolResults().isEmpty() || prompt.choice() instanceof Prompt.ToolChoice.Never) {
            return List.of();
        }
        List<Script.ToolOrder> orders = new ArrayList<>(script.tools());
        if (orders.isEmpty()) {
            switch (prompt.choice()) {
                case Prompt.ToolChoice.Any() -> orders.add(new Script.ToolOrder("", ""));
                case Prompt.ToolChoice.Named(String name) -> orders.add(new Script.ToolOrder(name, ""));
                case Prompt.ToolChoice.Auto(), Prompt.ToolChoice.Never() -> {}
            }
        }
        List<Draft.Call> calls = new ArrayList<>();
        for (Script.ToolOrder order : orders) {
            String name =
                    order.name().isEmpty() ? prompt.tool("").map(Tool::name).orElse("") : order.name();
            if (!name.isEmpty()) {
                calls.add(new Draft.Call(
                        seed.id("call_", number * 100 + calls.size()), name, arguments(name, order.arguments())));
            }
        }
        return calls;
    }

    private String arguments(String name, String given) {
        if (!given.isEmpty()) {
            return given;
        }
        return prompt.tool(name)
                .map(tool -> Instance.of(tool.schema(), "demo").toString())
                .orElse("{}");
    }

    private String text(int number) {
        String other = number == 0 ? "" : " (choice " + (number + 1) + ")";
        return switch (prompt.format()) {
            case Prompt.Format.OfSchema(var schema) ->
                Instance.of(schema, Mark.TEXT + other).toString();
            case Prompt.Format.Json() -> anyObject(other);
            case Prompt.Format.Text() -> script.json() ? anyObject(other) : Mark.TEXT + other + " " + plain(number);
        };
    }

    private String anyObject(String other) {
        return Json.object()
                .put("answer", Mark.TEXT + other + " This is the demo provider.")
                .put("you_said", excerpt(script.text()))
                .toString();
    }

    private String plain(int number) {
        if (script.help()) {
            return "I am the demo provider of " + Product.NAME + "; I call no model. These commands, at the beginning "
                    + "of a line, tell me what to do:" + Command.list();
        }
        if (script.words() > 0) {
            return words(number);
        }
        if (!prompt.toolResults().isEmpty()) {
            return "The tool answered: \"" + excerpt(prompt.toolResults().getLast()) + "\".";
        }
        StringBuilder text = new StringBuilder(256);
        if (!script.misunderstood().isEmpty()) {
            text.append("I do not understand the command \"")
                    .append(excerpt(script.misunderstood()))
                    .append("\". ");
        }
        if (!script.tools().isEmpty()) {
            text.append("I was told to call a tool, but the request has none that I may call. ");
        }
        if (!script.text().isEmpty()) {
            text.append("You said: \"").append(excerpt(script.text())).append("\". ");
        }
        return text.append("I am the demo provider of ")
                .append(Product.NAME)
                .append(" and call no model. Send /help to see what I can do.")
                .toString();
    }

    private String words(int number) {
        SplittableRandom random = seed.random(number);
        StringBuilder text = new StringBuilder(script.words() * 8);
        for (int i = 0; i < script.words(); i++) {
            text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }

    private static String excerpt(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= EXCERPT_CHARS) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(EXCERPT_CHARS - 1)) ? EXCERPT_CHARS - 1 : EXCERPT_CHARS;
        return line.substring(0, end) + "...";
    }

    private String stopped(String text) {
        int end = text.length();
        for (String stop : prompt.stops()) {
            int found = stop.isEmpty() ? -1 : text.indexOf(stop);
            end = found >= 0 && found < end ? found : end;
        }
        return text.substring(0, end);
    }

    /** Spends the ceiling on reasoning, then on the rest, as a model does. */
    private Draft bounded(String reasoning, String text, String refusal, List<Draft.Call> calls) {
        long left = prompt.ceilingTokens();
        String thought = Tokens.beginning(reasoning, left);
        left -= Tokens.of(thought);
        Draft whole = new Draft(thought, text, refusal, calls, false);
        if (thought.equals(reasoning) && whole.tokens() <= prompt.ceilingTokens()) {
            return whole;
        }
        List<Draft.Call> begun = new ArrayList<>();
        long bytes = left * 4;
        for (Draft.Call call : calls) {
            if (bytes > 0) {
                String arguments = Tokens.beginning(call.arguments(), bytes / 4);
                begun.add(new Draft.Call(call.id(), call.name(), arguments));
                bytes -= Tokens.bytes(arguments);
            }
        }
        return new Draft(thought, Tokens.beginning(text, left), Tokens.beginning(refusal, left), begun, true);
    }
}
