package dev.pontage.dialect.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The bodies in the stories below {@code cases/}, for laws that hold of any request and any answer. */
final class CaseFiles {
    /** A section: its title without the marks, and its body. */
    record Section(String title, String body) {}

    private static final Path FOLDER = Path.of("..", "cases");

    private CaseFiles() {}

    /** All sections of all stories. */
    static List<Section> sections() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<Section> sections = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(".story"))
                    .sorted()
                    .toList()) {
                read(Files.readAllLines(file), sections);
            }
            return sections;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(List<String> lines, List<Section> sections) {
        String title = "";
        StringBuilder body = new StringBuilder();
        boolean headers = false;
        for (String line : lines) {
            if (line.startsWith("== ")) {
                add(title, body, sections);
                title = line.substring(3).strip();
                body.setLength(0);
                headers = true;
            } else if (headers && (line.startsWith("+ ") || line.startsWith("- ") || line.equals("--"))) {
                headers = !line.equals("--");
            } else if (!(line.startsWith("(") && line.endsWith(")"))) {
                headers = false;
                body.append(line.startsWith("\\") ? line.substring(1) : line).append('\n');
            }
        }
        add(title, body, sections);
    }

    private static void add(String title, StringBuilder body, List<Section> sections) {
        if (!title.isEmpty() && !body.isEmpty()) {
            sections.add(new Section(title, body.toString().strip()));
        }
    }
}
