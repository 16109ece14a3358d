package dev.pontage.testkit.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The runner finds what is not as told")
final class StoryRunnerTest {
    private static final String RESOURCES = "baseUrl: ${upstream:main}";

    private static final String TRUE_STORY = """
            Bytes pass.

            == client sends POST /v1/a?q=1 key=app
            + x-one: 1
            {"a":"é€"}

            == upstream 1 gets POST /v1/a?q=1 same=client
            + authorization: Bearer ${key:app}
            + x-one: ${any}
            - x-two

            == upstream 1 answers 201 sse
            + x-answer: yes
            data: {"é":1}

            (pause 5 ms)
            data: [DONE]

            == client gets 201 sse
            + x-answer: yes
            data: {"é":1}

            data: [DONE]

            == receipt provider=main input=3 charge=0.0000525 flags=a,b key=${any}
            """;

    private final GatewayUnderTest gateway = new StraightGateway(
            "\"type\":\"usage\",\"provider\":\"main\",\"key\":\"k\",\"usage\":{\"input\":3},\"chargeNanousd\":52500,"
                    + "\"flags\":[\"a\",\"b\"]");

    @BeforeEach
    void start() {
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    @DisplayName("C5: a true story is true in every delivery")
    void holds(Delivery delivery) {
        Story story = story(TRUE_STORY);
        assertTrue(delivery.appliesTo(story));
        StoryRunner runner = new StoryRunner(gateway);
        for (int i = 0; i < 2; i++) {
            StoryRunner.Result result = runner.run(story, RESOURCES, delivery);
            assertEquals(List.of(), result.differences());
            assertEquals(story, result.rewritten());
        }
    }

    @ParameterizedTest
    @DisplayName("each planted lie is found, and rewriting makes it true")
    @CsvSource(delimiter = '|', textBlock = """
                    client gets 201                     | client gets 200
                    gets POST /v1/a?q=1 same       | gets PUT /v1/a?q=1 same
                    gets POST /v1/a?q=1 same       | gets POST /v1/a?q=2 same
                    + x-one: ${any}                     | + x-one: 2
                    - x-two                             | - x-one
                    - x-two                             | + x-two: 1
                    Bearer ${key:app}                   | Bearer ${key:other}
                    provider=main input=3               | provider=a input=3
                    input=3                             | input=4
                    charge=0.0000525                    | charge=0.000052
                    flags=a,b                           | flags=a
                    key=${any}                          | missing=${any}
                    """)
    void lies(String truth, String lie) {
        String told = TRUE_STORY.replaceFirst(Pattern.quote(truth), Matcher.quoteReplacement(lie));
        assertFalse(told.equals(TRUE_STORY), truth);
        StoryRunner runner = new StoryRunner(gateway);
        StoryRunner.Result result = runner.run(story(told), RESOURCES, Delivery.WHOLE);
        assertEquals(1, result.differences().size(), result.differences().toString());
        Story again = Story.parse(result.rewritten().write());
        assertEquals(List.of(), runner.run(again, RESOURCES, Delivery.WHOLE).differences());
    }

    @Test
    @DisplayName("a wrong byte in a body is found, and rewritten")
    void body() {
        String told = TRUE_STORY.replace(
                "+ x-answer: yes\ndata: {\"é\":1}\n\ndata: [DONE]", "data: {\"é\": 1}\n\ndata: [DONE]");
        StoryRunner runner = new StoryRunner(gateway);
        StoryRunner.Result result = runner.run(story(told), RESOURCES, Delivery.WHOLE);
        assertEquals(1, result.differences().size());
        assertTrue(result.rewritten().write().contains("== client gets 201 sse\ndata: {\"é\":1}\n\ndata: [DONE]\n"));
    }

    @Test
    @DisplayName("JSON trees are compared without spelling, bytes with it")
    void json() {
        String story = """
                Trees.

                == client sends GET /

                == upstream 1 gets GET /

                == upstream 1 answers 200
                {"a": 1, "b":[true, "x"]}

                == client gets 200 ~json
                {"b":[true,"${any}"],"a":1}
                """;
        StoryRunner runner = new StoryRunner(gateway);
        assertEquals(
                List.of(), runner.run(story(story), RESOURCES, Delivery.WHOLE).differences());
        for (String lie : List.of(
                story.replace("200 ~json", "200"),
                story.replace("\"a\":1}", "\"a\":2}"),
                story.replace("\"a\":1}", "\"a\":1,\"c\":null}"),
                story.replace("true,\"${any}\"", "true"))) {
            assertEquals(
                    1,
                    runner.run(story(lie), RESOURCES, Delivery.WHOLE)
                            .differences()
                            .size(),
                    lie);
        }
    }

    @Test
    @DisplayName("a cut answer must be told as cut, and a whole one as whole")
    void cut() {
        String story = """
                Cut.

                == client sends GET /

                == upstream 1 gets GET /

                == upstream 1 answers 200 sse
                data: a

                data: {"b
                (cut mid-line)

                == client gets 200
                data: a

                data: {"b
                (cut mid-line)
                """;
        StoryRunner runner = new StoryRunner(gateway);
        assertEquals(
                List.of(), runner.run(story(story), RESOURCES, Delivery.WHOLE).differences());
        String lie = story.substring(0, story.lastIndexOf("(cut"));
        assertEquals(
                1,
                runner.run(story(lie), RESOURCES, Delivery.WHOLE).differences().size());
    }

    @Test
    @DisplayName("F-21: a client that leaves is told, and that the upstream's connection is closed for it")
    void leaves() {
        String story = """
                Leaves.

                == client sends GET /

                == upstream 1 gets GET /

                == upstream 1 answers 200 sse
                data: a

                data: b

                (until left)

                == client gets 200 sse
                data: a

                data: b

                (client leaves)
                """;
        StoryRunner runner = new StoryRunner(gateway);
        assertEquals(
                List.of(), runner.run(story(story), RESOURCES, Delivery.WHOLE).differences());
    }

    @Test
    @DisplayName("an attempt too many, one too few, and receipts that are not told are found")
    void counts() {
        StoryRunner runner = new StoryRunner(gateway);
        String none = """
                None.

                == client sends GET /

                == client gets 500 ~json
                "${any}"

                == no receipt
                """;
        List<String> differences =
                runner.run(story(none), RESOURCES, Delivery.WHOLE).differences();
        assertEquals(2, differences.size(), differences.toString());
        assertTrue(differences.get(0).contains("attempt 1 went to provider main: the story has none"));
        assertTrue(differences.get(1).contains("0 ledger entries of type usage are told"));
        String two = TRUE_STORY.replace(
                "== client gets", "== upstream 2 gets GET /\n\n== upstream 2 answers 200\n\n== client gets");
        differences = runner.run(story(two), RESOURCES, Delivery.WHOLE).differences();
        assertEquals(1, differences.size(), differences.toString());
        assertTrue(differences.getFirst().startsWith("== upstream 2 gets GET /, request:"));
    }

    private static Story story(String text) {
        return Story.parse(text);
    }
}
