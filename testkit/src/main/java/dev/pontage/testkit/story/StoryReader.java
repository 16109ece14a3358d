package dev.pontage.testkit.story;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a story file; every refusal names its line. */
final class StoryReader {
    private static final Pattern OPTION = Pattern.compile("([A-Za-z][A-Za-z0-9.]*)=(.*)");
    private static final Pattern FIELD = Pattern.compile("\\+ ([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?(.*)");
    private static final Pattern NO_FIELD = Pattern.compile("- ([!#$%&'*+.^_`|~0-9A-Za-z-]+)");
    private static final String FIELDS_END = "--";

    private final List<String> lines;
    private int at;

    private StoryReader(List<String> lines) {
        this.lines = lines;
    }

    static Story read(String text) {
        if (text.indexOf('\r') >= 0) {
            throw new StoryException(1, "a story's lines end in LF, not in CR LF");
        }
        return new StoryReader(text.lines().toList()).story();
    }

    private Story story() {
        StringBuilder about = new StringBuilder();
        while (at < lines.size() && !isTitle(lines.get(at))) {
            about.append(lines.get(at++)).append('\n');
        }
        if (about.toString().isBlank()) {
            throw new StoryException(1, "a story begins with a sentence that says what it shows");
        }
        List<Section> sections = new ArrayList<>();
        while (at < lines.size()) {
            sections.add(section());
        }
        Story story = new Story(about.toString().strip(), sections);
        check(story);
        return story;
    }

    private Section section() {
        int line = at + 1;
        List<String> words = new ArrayList<>(
                List.of(lines.get(at++).substring("== ".length()).strip().split(" +")));
        int number = number(words, line);
        Section.Kind kind = kind(words, line);
        List<String> positional = new ArrayList<>();
        while (positional.size() < kind.words()) {
            if (words.isEmpty()) {
                throw new StoryException(line, "\"" + kind.title() + "\" wants " + kind.words() + " more words");
            }
            positional.add(words.removeFirst());
        }
        Set<Section.Flag> flags = EnumSet.noneOf(Section.Flag.class);
        Map<String, String> options = new LinkedHashMap<>();
        for (String word : words) {
            Optional<Section.Flag> flag = Section.Flag.of(word);
            Matcher option = OPTION.matcher(word);
            if (flag.isPresent()) {
                flags.add(flag.get());
            } else if (option.matches()) {
                options.put(option.group(1), option.group(2));
            } else {
                throw new StoryException(line, "\"" + word + "\" is neither sse, frames, lines, ~json nor name=value");
            }
        }
        List<Section.FieldLine> fields = kind == Section.Kind.RESOURCES ? List.of() : fields();
        Section section = new Section(kind, number, positional, flags, options, fields, body(), line);
        if (kind != Section.Kind.RESOURCES) {
            var _ = section.pieces();
        }
        return section;
    }

    private static int number(List<String> words, int line) {
        if (!words.getFirst().equals("upstream")) {
            return 0;
        }
        if (words.size() < 2 || !words.get(1).matches("[1-9][0-9]?")) {
            throw new StoryException(line, "\"upstream\" wants the attempt's number, from 1");
        }
        return Integer.parseInt(words.remove(1));
    }

    private static Section.Kind kind(List<String> words, int line) {
        String joined = String.join(" ", words) + " ";
        for (Section.Kind kind : Section.Kind.values()) {
            String title = kind.title().replace(" N", "");
            if (joined.startsWith(title + " ")) {
                words.subList(0, title.split(" ", -1).length).clear();
                return kind;
            }
        }
        List<String> titles = new ArrayList<>();
        for (Section.Kind kind : Section.Kind.values()) {
            titles.add(kind.title());
        }
        throw new StoryException(line, "a title is one of " + titles);
    }

    private List<Section.FieldLine> fields() {
        List<Section.FieldLine> fields = new ArrayList<>();
        for (; at < lines.size(); at++) {
            Matcher present = FIELD.matcher(lines.get(at));
            Matcher absent = NO_FIELD.matcher(lines.get(at));
            if (present.matches()) {
                fields.add(new Section.FieldLine(true, present.group(1), present.group(2)));
            } else if (absent.matches()) {
                fields.add(new Section.FieldLine(false, absent.group(1), ""));
            } else {
                if (lines.get(at).equals(FIELDS_END)) {
                    at++;
                }
                return fields;
            }
        }
        return fields;
    }

    private List<String> body() {
        List<String> body = new ArrayList<>();
        while (at < lines.size() && !isTitle(lines.get(at))) {
            body.add(lines.get(at++));
        }
        while (!body.isEmpty() && body.getLast().isBlank()) {
            body.removeLast();
        }
        return body;
    }

    private static boolean isTitle(String line) {
        return line.startsWith("== ");
    }

    private static void check(Story story) {
        if (story.all(Section.Kind.CLIENT_SENDS).size() != 1) {
            throw new StoryException(1, "a story has one section \"client sends\"");
        }
        if (story.all(Section.Kind.CLIENT_GETS).size() != 1) {
            throw new StoryException(1, "a story has one section \"client gets\"");
        }
        for (int attempt = 1; attempt <= story.attempts(); attempt++) {
            if (story.find(Section.Kind.UPSTREAM_ANSWERS, attempt).isEmpty()
                    || story.find(Section.Kind.UPSTREAM_GETS, attempt).isEmpty()) {
                throw new StoryException(
                        1, "attempt " + attempt + " wants both \"upstream N gets\" and \"upstream N answers\"");
            }
        }
    }
}
