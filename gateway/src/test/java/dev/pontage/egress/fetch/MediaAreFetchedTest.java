package dev.pontage.egress.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.egress.fetch.Fetched.Medium;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.testkit.wire.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A16: what a request names by URL is fetched")
final class MediaAreFetchedTest {
    private final ScriptedUpstream server = ScriptedUpstream.start();
    private final Errand errand = new Errand();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"LENGTH", "CHUNKED", "UNTIL_CLOSE"})
    @DisplayName("however it is framed, byte by byte, and named by its bytes, whatever its server calls it")
    void framings(Answer.Framing framing) {
        String bytes = Errand.PNG + "x".repeat(1_000);
        server.answer(Answer.head(200, framing, "content-type: text/html")
                .write(latin1(bytes))
                .byteByByte());
        assertEquals(List.of(new Medium(MediaKind.PNG, base64(bytes))), all(errand.fetch(url("/a.png"))));
    }

    @ParameterizedTest
    @CsvSource({"PNG", "JPEG", "GIF", "WEBP", "PDF", "TEXT"})
    @DisplayName("in every kind that fits, and in no other")
    void kinds(MediaKind kind) {
        String bytes = switch (kind) {
            case PNG -> Errand.PNG + "....";
            case JPEG -> "\u00ff\u00d8\u00ff\u00e0........";
            case GIF -> "GIF89a......";
            case WEBP -> "RIFF....WEBP....";
            case PDF -> "%PDF-1.7 ...";
            case TEXT -> "na\u00c3\u00afve, with\ttabs\r\nand lines, of more than 16 characters";
        };
        server.otherwise(Answer.head(200, Answer.Framing.LENGTH).write(latin1(bytes)));
        assertEquals(List.of(new Medium(kind, base64(bytes))), all(errand.fetch(EnumSet.of(kind), url("/x"))));
        assertTrue(Errand.refused(errand.fetch(EnumSet.complementOf(EnumSet.of(kind)), url("/x")))
                .startsWith("400 media_type_not_supported its bytes are of another kind than those that fit there: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text and then \u0000",
                "text and then \u00ff",
                "text that is cut \u00c3",
                "\u007fELF, and more"
            })
    @DisplayName("as text only where all of it is")
    void noText(String bytes) {
        server.answer(Answer.head(200, Answer.Framing.LENGTH, "content-type: text/plain")
                .write(latin1(bytes)));
        assertTrue(Errand.refused(errand.fetch(EnumSet.of(MediaKind.TEXT), url("/x")))
                .startsWith("400 media_type_not_supported"));
    }

    @Test
    @DisplayName("all of them, in their order, several at a time")
    void several() {
        server.otherwise(request -> {
            String path = request.target();
            Answer answer = Answer.head(200, Answer.Framing.LENGTH).write(latin1(Errand.PNG + path));
            return path.equals("/0")
                    ? Answer.nothing()
                            .gate("first")
                            .thenHead(200, Answer.Framing.LENGTH)
                            .write(latin1(Errand.PNG + path))
                    : answer;
        });
        var pending = errand.begin(url("/0"), url("/1"), url("/2"), url("/3"), url("/4"), url("/5"));
        server.awaitRequest(5);
        server.release("first");
        List<Medium> media = all(Errand.settled(pending));
        for (int i = 0; i < 6; i++) {
            assertEquals(base64(Errand.PNG + "/" + i), media.get(i).base64());
        }
    }

    @Test
    @DisplayName("with a request that carries the product's name, and nothing of the client's or the upstream's")
    void request() {
        server.answer(Answer.head(200, Answer.Framing.LENGTH).write(latin1(Errand.PNG + "....")));
        all(errand.fetch("http://files.test:" + server.port() + "/a%20b?c=d&e#f"));
        RecordedRequest request = server.awaitRequest(1);
        assertEquals("GET /a%20b?c=d&e", request.method() + " " + request.target());
        assertEquals("files.test:" + server.port(), request.header("host").orElse(""));
        assertEquals("identity", request.header("accept-encoding").orElse(""));
        assertFalse(request.header("authorization").isPresent()
                || request.header("cookie").isPresent());
    }

    @Test
    @DisplayName("over as many as three redirects, relative ones too, and not over a fourth")
    void redirects() {
        server.otherwise(request -> {
            int left = Integer.parseInt(request.target().substring(1));
            return left == 0
                    ? Answer.head(200, Answer.Framing.LENGTH).write(latin1(Errand.PNG + "...."))
                    : Answer.head(
                            300 + new int[] {0, 1, 2, 7, 8}[left],
                            Answer.Framing.LENGTH,
                            "location: " + (left % 2 == 0 ? "/" + (left - 1) : url("/" + (left - 1))));
        });
        assertEquals(1, all(errand.fetch(url("/3"))).size());
        assertEquals(
                "400 media_not_fetched it leads from one address to another more than 3 times",
                Errand.refused(errand.fetch(url("/4"))));
    }

    @Test
    @DisplayName("over TLS, from a server that can prove the name in the URL, and from no other")
    void tls() {
        TestAuthority authority = TestAuthority.create("one");
        Errand trusting =
                new Errand(FetchLimits.DEFAULT, 1 << 20, authority.client().getSocketFactory());
        try (ScriptedUpstream named = ScriptedUpstream.start(
                        ScriptedUpstream.Options.plain().withTls(authority.server("files.test")));
                ScriptedUpstream other = ScriptedUpstream.start(
                        ScriptedUpstream.Options.plain().withTls(authority.server("other.test")))) {
            named.otherwise(Answer.head(200, Answer.Framing.LENGTH).write(latin1(Errand.PNG + "....")));
            other.otherwise(Answer.head(200, Answer.Framing.LENGTH).write(latin1(Errand.PNG + "....")));
            assertEquals(
                    1,
                    all(trusting.fetch("https://files.test:" + named.port() + "/"))
                            .size());
            assertEquals(
                    "400 media_not_fetched its server could not be reached, or broke off",
                    Errand.refused(trusting.fetch("https://files.test:" + other.port() + "/")));
            assertEquals(
                    "400 media_not_fetched its server could not be reached, or broke off",
                    Errand.refused(errand.fetch("https://files.test:" + named.port() + "/")));
        }
    }

    @Test
    @DisplayName("and paid for out of the memory that bodies share, until its owner closes the room")
    void memory() {
        server.otherwise(Answer.head(200, Answer.Framing.LENGTH).write(latin1(Errand.PNG + "x".repeat(100_000))));
        Medium medium = all(errand.fetch(url("/"))).getFirst();
        assertEquals(medium.base64().length(), errand.memory.takenBytes());
        errand.room.close();
        assertEquals(0, errand.memory.takenBytes());
        assertEquals(0, errand.memory.holders());
        assertFalse(errand.room.take(1));
        assertEquals("field[0]", Errand.refusal(errand.fetch(url("/"))).param());

        Errand small = new Errand(FetchLimits.DEFAULT, 200_000, (javax.net.ssl.SSLSocketFactory)
                javax.net.ssl.SSLSocketFactory.getDefault());
        assertTrue(Errand.refused(small.fetch(url("/"))).startsWith("503 request_memory_full"));
        assertEquals(0, small.memory.takenBytes());
    }

    static List<Medium> all(Fetched fetched) {
        if (fetched instanceof Fetched.All(List<Medium> media)) {
            return media;
        }
        throw new AssertionError(Errand.refused(fetched));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(latin1(text));
    }
}
