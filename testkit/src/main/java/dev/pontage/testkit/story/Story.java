package dev.pontage.testkit.story;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One exchange as a text file tells it; {@code cases/README.md} describes the form.
 *
 * @param about what the story shows, in sentences: everything before the first section
 * @param sections in the order of the file
 */
public record Story(String about, List<Section> sections) {
    /** The provider of an upstream section that names none. */
    public static final String DEFAULT_PROVIDER = "main";

    /** Copies the sections. */
    public Story {
        sections = List.copyOf(sections);
    }

    /** Reads a story. @throws StoryException naming the line that is wrong */
    public static Story parse(String text) {
        return StoryReader.read(text);
    }

    /** Writes the story in its canonical form, which parses to the same story but for line numbers. */
    public String write() {
        return StoryWriter.write(this);
    }

    /** The first section of that kind. */
    public Optional<Section> find(Section.Kind kind) {
        return sections.stream().filter(section -> section.kind() == kind).findFirst();
    }

    /** The section of that kind about the n-th attempt. */
    public Optional<Section> find(Section.Kind kind, int attempt) {
        return sections.stream()
                .filter(section -> section.kind() == kind && section.number() == attempt)
                .findFirst();
    }

    /** All sections of that kind. */
    public List<Section> all(Section.Kind kind) {
        return sections.stream().filter(section -> section.kind() == kind).toList();
    }

    /** How many attempts the story expects upstream. */
    public int attempts() {
        return sections.stream().mapToInt(Section::number).max().orElse(0);
    }

    /** The provider that the n-th attempt goes to. */
    public String provider(int attempt) {
        return find(Section.Kind.UPSTREAM_GETS, attempt)
                .flatMap(section -> section.option("provider"))
                .or(() -> find(Section.Kind.UPSTREAM_ANSWERS, attempt).flatMap(section -> section.option("provider")))
                .orElse(DEFAULT_PROVIDER);
    }

    /** The providers that the story needs a server for: those of its attempts and of its resources. */
    public Set<String> providers() {
        Set<String> providers = new TreeSet<>();
        for (int attempt = 1; attempt <= attempts(); attempt++) {
            providers.add(provider(attempt));
        }
        return providers;
    }
}
