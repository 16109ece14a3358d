package dev.pontage.testkit.simulator;

import dev.pontage.testkit.simulator.Reply.Choice;
import dev.pontage.testkit.simulator.Reply.End;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The simulated model: the same request always has the same answer, and all that it says begins {@code [sim]}. */
final class Author {
    private static final int EXCERPT_CHARACTERS = 60;

    private final Ask ask;
    private final Script script;
    private final String idPrefix;

    /** @param idPrefix what the vendor's ids of calls begin with */
    Author(Ask ask, Script script, String idPrefix) {
        this.ask = ask;
        this.script = script;
        this.idPrefix = idPrefix;
    }

    Reply write() {
        List<Choice> choices = new ArrayList<>();
        long said = 0;
        long thought = 0;
        for (int i = 0; i < ask.choices; i++) {
            Choice choice = choice(i);
            choices.add(choice);
            for (Part part : choice.parts()) {
                switch (part) {
                    case Part.Thought(String text) -> thought += Tokens.of(text);
                    case Part.Hidden(String data) -> thought += Tokens.of(data);
                    case Part.Words(String text) -> said += Tokens.of(text);
                    case Part.Call call -> said += Tokens.of(call.arguments().toString());
                }
            }
        }
        return new Reply(choices, new Bill(Tokens.ofInput(ask.body), script.cached(), script.written(), said, thought));
    }

    private Choice choice(int index) {
        List<Part> parts = new ArrayList<>();
        if (ask.thinks || script.reason()) {
            parts.add(new Part.Thought("I was asked \"" + excerpt() + "\", so I think: größer, 更大, 😀."));
        }
        if (script.redacted()) {
            parts.add(new Part.Hidden(Signature.seal("hidden thought")));
        }
        List<Part.Call> calls = calls();
        if (!calls.isEmpty()) {
            if (!script.quietTool() && ask.choice == Ask.Choice.AUTO) {
                parts.add(new Part.Words("[sim] I call " + calls.size() + "."));
            }
            parts.addAll(calls);
            return new Choice(parts, End.TOOL, "", script.stop());
        }
        String text = text(index);
        End end = script.refuse() ? End.REFUSAL : End.NATURAL;
        String stop = "";
        for (String candidate : ask.stops) {
            int at = text.indexOf(candidate);
            if (at >= 0) {
                text = text.substring(0, at);
                stop = candidate;
                end = End.STOP;
            }
        }
        if (ask.ceiling != Long.MAX_VALUE && Tokens.of(text) > ask.ceiling) {
            text = cut(text, ask.ceiling * 4);
            end = End.LENGTH;
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Words(text));
        }
        return new Choice(parts, end, stop, script.stop());
    }

    private String text(int index) {
        if (script.seen()) {
            return ask.body.toString();
        }
        if (script.refuse()) {
            return "[sim] I will not.";
        }
        if (ask.schema.isPresent()) {
            return Instance.of(ask.schema.get()).toString();
        }
        String mark = index == 0 ? "[sim]" : "[sim " + (index + 1) + "]";
        if (ask.json || script.json()) {
            return Json.object("said", mark + " " + excerpt()).toString();
        }
        if (script.words() > 0) {
            StringBuilder text = new StringBuilder(mark);
            for (int i = 1; i <= script.words(); i++) {
                text.append(" word").append(i);
            }
            return text.toString();
        }
        if (!ask.results.isEmpty()) {
            return mark + " The tools say: " + String.join("; ", ask.results);
        }
        return mark + " You said: \"" + excerpt() + "\". Grüße – 你好 😀.";
    }

    private List<Part.Call> calls() {
        if (ask.choice == Ask.Choice.NONE) {
            return List.of();
        }
        List<Script.Call> wanted = new ArrayList<>(script.calls());
        if (wanted.isEmpty() && ask.choice == Ask.Choice.ONE) {
            wanted.add(new Script.Call(ask.allowed.getFirst(), Optional.empty()));
        } else if (wanted.isEmpty() && ask.choice == Ask.Choice.ANY) {
            wanted.add(new Script.Call(ask.allowed.isEmpty() ? "" : ask.allowed.getFirst(), Optional.empty()));
        }
        if (!ask.parallel && wanted.size() > 1) {
            wanted = wanted.subList(0, 1);
        }
        List<Part.Call> calls = new ArrayList<>();
        for (Script.Call call : wanted) {
            Ask.Tool tool = tool(call.name());
            String seed = ask.body + "#" + calls.size();
            JsonNode arguments = call.arguments().orElseGet(() -> Instance.of(tool.schema()));
            calls.add(new Part.Call(idPrefix + Signature.id(seed, 20), tool.name(), arguments));
        }
        return calls;
    }

    private Ask.Tool tool(String name) {
        if (ask.tools.isEmpty()) {
            throw Violation.at("", "the prompt asks for a tool, and the request has none");
        }
        if (name.isEmpty()) {
            return ask.tools.getFirst();
        }
        if (name.chars().allMatch(Character::isDigit)) {
            return ask.tools.get(Integer.parseInt(name) - 1);
        }
        return ask.tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Violation.at(
                        "",
                        "the prompt asks for tool " + name + ", and the request has "
                                + ask.tools.stream().map(Ask.Tool::name).toList()));
    }

    private String excerpt() {
        String said = script.text();
        return said.length() <= EXCERPT_CHARACTERS ? said : said.substring(0, EXCERPT_CHARACTERS);
    }

    /** The text up to so many bytes, at a character's end. */
    private static String cut(String text, long bytes) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        int end = (int) Math.min(bytes, all.length);
        while (end > 0 && end < all.length && (all[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(Arrays.copyOf(all, end), StandardCharsets.UTF_8);
    }
}
