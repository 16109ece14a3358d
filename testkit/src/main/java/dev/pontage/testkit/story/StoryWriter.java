package dev.pontage.testkit.story;

/** Writes a story in its canonical form. */
final class StoryWriter {
    private StoryWriter() {}

    static String write(Story story) {
        StringBuilder out = new StringBuilder(story.about()).append('\n');
        for (Section section : story.sections()) {
            out.append('\n').append(title(section)).append('\n');
            for (Section.FieldLine field : section.fields()) {
                out.append(field.present() ? "+ " + field.onTheWire().stripTrailing() : "- " + field.name())
                        .append('\n');
            }
            boolean looksLikeField = !section.lines().isEmpty()
                    && section.kind() != Section.Kind.RESOURCES
                    && section.lines().getFirst().matches("[+-] .*|--");
            if (looksLikeField) {
                out.append("--\n");
            }
            section.lines().forEach(line -> out.append(line).append('\n'));
        }
        return out.toString();
    }

    static String title(Section section) {
        StringBuilder title =
                new StringBuilder("== ").append(section.kind().title().replace("N", "" + section.number()));
        section.words().forEach(word -> title.append(' ').append(word));
        for (Section.Flag flag : Section.Flag.values()) {
            if (section.has(flag)) {
                title.append(' ').append(flag.word());
            }
        }
        section.options()
                .forEach((name, value) ->
                        title.append(' ').append(name).append('=').append(value));
        return title.toString();
    }
}
