package dev.pontage.testkit.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A story file has one form")
final class StoryFormTest {
    private static final Path CASES = Path.of("..", "cases");

    private static final String LEAST = """
            It works.

            == client sends GET /a

            == client gets 200
            """;

    @Test
    @DisplayName("every story in cases/ reads, and stands there as it would be written")
    void committed() throws IOException {
        List<Path> files = Stories.files(CASES);
        assertTrue(files.size() >= 2, "stories found: " + files);
        for (Path file : files) {
            assertEquals(Files.readString(file), Stories.read(file).write(), file.toString());
            assertFalse(Stories.resources(file).isEmpty(), file + " has resources");
        }
    }

    @Test
    @DisplayName("the retry's story is two attempts, an event stream with a pause, and a receipt")
    void example() {
        Story story = Stories.read(CASES.resolve("relay/retry-after-429.story"));
        assertEquals(2, story.attempts());
        assertEquals("twice", story.provider(2));
        List<Piece> pieces =
                story.find(Section.Kind.UPSTREAM_ANSWERS, 2).orElseThrow().pieces();
        assertEquals(3, pieces.size());
        assertEquals(new Piece.Pause(20), pieces.get(1));
        assertTrue(pieces.get(0) instanceof Piece.Text(String text) && text.endsWith("null}\n\n"));
        assertTrue(pieces.get(2) instanceof Piece.Text(String text) && text.endsWith("\n\ndata: [DONE]\n\n"));
        assertEquals(
                Optional.of("0.0000222"),
                story.find(Section.Kind.RECEIPT).orElseThrow().option("charge"));
    }

    @Test
    @DisplayName("bodies end as their title says, escapes are removed, cuts fall where they stand")
    void bodies() {
        Story story = Story.parse(LEAST + """
                == upstream 1 gets POST /x
                --
                - not a header

                == upstream 1 answers 200
                data: a

                data: {"b
                (cut mid-line)

                == upstream 2 gets POST /x lines
                {"a":1}
                {"b":2}

                == upstream 2 answers 200 sse
                \\(cut)
                \\== no title
                \\\\backslash
                """);
        assertEquals("- not a header", text(story, Section.Kind.UPSTREAM_GETS, 1));
        assertEquals("data: a\n\ndata: {\"b", text(story, Section.Kind.UPSTREAM_ANSWERS, 1));
        assertEquals("{\"a\":1}\n{\"b\":2}\n", text(story, Section.Kind.UPSTREAM_GETS, 2));
        assertEquals("(cut)\n== no title\n\\backslash\n\n", text(story, Section.Kind.UPSTREAM_ANSWERS, 2));
        assertEquals(story.write(), Story.parse(story.write()).write());
    }

    @ParameterizedTest
    @DisplayName("a mistake is refused with its line")
    @CsvSource(delimiter = '|', textBlock = """
                    == client does GET /a        | line 7: a title is one of
                    == client sends GET          | line 7: "client sends" wants 2 more words
                    == client sends GET /a b     | line 7: "b" is neither
                    == upstream gets GET /a      | line 7: "upstream" wants the attempt's number
                    == client gets 200           | line 1: a story has one section "client gets"
                    == upstream 1 gets GET /a    | line 1: attempt 1 wants both
                    """)
    void refused(String section, String message) {
        String text = LEAST + "\n" + section + "\n";
        StoryException refusal = assertThrows(StoryException.class, () -> Story.parse(text));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(message), refusal.getMessage());
    }

    @Test
    @DisplayName("an unknown directive is refused, not sent as text")
    void unknownDirective() {
        assertThrows(StoryException.class, () -> Story.parse(LEAST + "(puase 20 ms)\n"));
        assertThrows(StoryException.class, () -> Story.parse("\n== client sends GET /a\n\n== client gets 200\n"));
    }

    @Test
    @DisplayName("characters of several bytes are split after their first byte")
    void splits() {
        assertEquals(List.of(2, 5), boxed(Delivery.splits("aéb€".getBytes(StandardCharsets.UTF_8))));
        assertFalse(Delivery.INSIDE_CHARACTERS.appliesTo(Story.parse(LEAST)));
    }

    private static List<Integer> boxed(int[] offsets) {
        return Arrays.stream(offsets).boxed().toList();
    }

    private static String text(Story story, Section.Kind kind, int attempt) {
        return story.find(kind, attempt).orElseThrow().text();
    }
}
