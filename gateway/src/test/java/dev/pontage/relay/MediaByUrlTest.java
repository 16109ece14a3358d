package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.Quirk;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.testkit.wire.TestAuthority;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A16 S2.12: an image or a document by its URL")
final class MediaByUrlTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create("files");
    private static final String PNG = "\u0089PNG\r\n\u001a\n";
    private static final String PDF = "%PDF-1.7 \u0001\u0002\u0003";

    private final ScriptedUpstream files =
            ScriptedUpstream.start(ScriptedUpstream.Options.plain().withTls(AUTHORITY.server("files.test")));
    private final ScriptedUpstream a = ScriptedUpstream.start();
    private final ScriptedUpstream b = ScriptedUpstream.start();
    private final TestBooks books = new TestBooks();
    private TestGateway gateway = start(plan());

    private TestGateway.Plan plan() {
        return TestGateway.plan()
                .media("files.test", AUTHORITY.client().getSocketFactory())
                .provider("bedrock", a.baseUrl(), "one", Set.of(), "bed")
                .provider("bedrock", b.baseUrl(), "two", Set.of(), "rock")
                .provider("anthropic", under(b, "/v1"), "three", Set.of(), "ant")
                .provider("gemini", under(b, "/v1beta"), "four", Set.of(), "gem")
                .provider("openai", under(b, "/v1"), "five", Set.of(Quirk.NO_RESPONSES), "chat")
                .provider("openai", under(b, "/v1"), "six", Set.of(Quirk.NO_RESPONSES, Quirk.NO_MEDIA_BY_URL), "local")
                .provider("openai", under(b, "/v1"), "seven", Set.of(Quirk.NO_CHAT), "resp")
                .rule("both", "bed", "rock")
                .rule("either", "bed", "ant")
                .books(books);
    }

    private TestGateway start(TestGateway.Plan plan) {
        // Whatever it is asked, an upstream refuses it: these tests look at what it was asked.
        b.otherwise(Answer.json(400, "{\"message\":\"seen\",\"error\":{\"message\":\"seen\"}}"));
        return plan.start();
    }

    @AfterEach
    void close() {
        gateway.close();
        files.close();
        a.close();
        b.close();
    }

    @ParameterizedTest
    @CsvSource({"ant,'\"source\":{\"type\":\"url\",\"url\":\"URL\"}'", "resp,'\"image_url\":\"URL\"'"})
    @DisplayName("passes as it came where the provider fetches it itself")
    void passes(String model, String expected) {
        ask(images(model, "https://nowhere.example/a.png?b=%20c#d"));
        assertAsked(expected.replace("URL", "https://nowhere.example/a.png?b=%20c#d"));
        assertEquals(0, files.connectionsEver());
    }

    @ParameterizedTest
    @CsvSource({
        "rock,'{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"DATA\"}}}'",
        "gem,'{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"DATA\"}}'"
    })
    @DisplayName("is fetched elsewhere, and is what its bytes say; several in their order, the same once")
    void fetched(String model, String expected) {
        files.otherwise(request -> Answer.head(200, Answer.Framing.LENGTH, "content-type: text/html")
                .write(latin1(PNG + request.target())));
        ask(images(model, url("/0"), url("/1"), url("/0")));
        assertAsked(Stream.of("/0", "/1", "/0")
                .map(path -> expected.replace("DATA", base64(PNG + path)))
                .collect(Collectors.joining(",")));
        assertEquals(2, files.requests().size());
    }

    @ParameterizedTest
    @CsvSource({
        "rock,'{\"document\":{\"format\":\"pdf\",\"name\":\"a\",\"source\":{\"bytes\":\"DATA\"}}}'",
        "gem,'{\"inlineData\":{\"mimeType\":\"application/pdf\",\"data\":\"DATA\"}}'",
        "chat,'{\"file_data\":\"data:application/pdf;base64,DATA\",\"filename\":\"a\"}'"
    })
    @DisplayName("is a document where its bytes are those of one, also where the provider fetches only images")
    void documents(String model, String expected) {
        files.otherwise(Answer.head(200, Answer.Framing.CHUNKED).write(latin1(PDF)));
        askAnthropic(document(model, url("/a")));
        assertAsked(expected.replace("DATA", base64(PDF)));
    }

    @Test
    @DisplayName("that turns out to be a text is told as a text, and one that turns out to be an image as an image")
    void otherDocuments() {
        files.answer(
                Answer.head(200, Answer.Framing.LENGTH).write("na\u00efve"),
                Answer.head(200, Answer.Framing.LENGTH).write(latin1(PNG + "....")));
        askAnthropic(document("gem", url("/a")));
        assertAsked("{\"text\":\"na\u00efve\"}");
        askAnthropic(document("gem", url("/b")));
        assertTrue(asked(2).contains("{\"mimeType\":\"image/png\",\"data\":\"" + base64(PNG + "....") + "\"}"));
    }

    @Test
    @DisplayName("is fetched for a provider of a dialect that fetches, where its quirk says that it does not")
    void quirk() {
        files.otherwise(Answer.head(200, Answer.Framing.LENGTH).write(latin1(PNG + "....")));
        askAnthropic(
                "{\"model\":\"local\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\","
                        + "\"source\":{\"type\":\"url\",\"url\":\"" + url("/a") + "\"}}]}]}");
        assertAsked("{\"url\":\"data:image/png;base64," + base64(PNG + "....") + "\"}");
    }

    @Test
    @DisplayName("in what a tool gave is fetched, too")
    void inResults() {
        files.otherwise(Answer.head(200, Answer.Framing.LENGTH).write(latin1(PNG + "....")));
        askAnthropic(
                "{\"model\":\"rock\",\"max_tokens\":9,\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\","
                        + "\"id\":\"t\",\"name\":\"f\",\"input\":{}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                        + "\"tool_use_id\":\"t\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\""
                        + url("/a") + "\"}}]}]}]}");
        assertAsked("{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"" + base64(PNG + "....") + "\"}}}");
    }

    @Test
    @DisplayName("that is large is turned off the loop, and paid for until the answer ends")
    void large() {
        String bytes = PNG + "x".repeat(1 << 20);
        files.otherwise(Answer.head(200, Answer.Framing.CHUNKED).write(latin1(bytes)));
        b.answer(Answer.nothing()
                .gate("held")
                .thenHead(400, Answer.Framing.LENGTH)
                .write("{}"));
        try (RawClient client = client()) {
            client.post("/v1/chat/completions", images("rock", url("/a")), bearer());
            assertTrue(asked(1).contains(base64(bytes)));
            assertTrue(gateway.bodyBytes() > bytes.length());
            b.release("held");
            assertEquals(400, client.readResponse().status());
        }
        Eventually.poll("all memory given back", () -> gateway.bodyBytes() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "http://files.test/a, media_not_fetched",
        "https://127.0.0.2/a, media_not_fetched",
        "https://10.1.2.3/a, media_not_fetched",
        "https://[::ffff:169.254.169.254]/a, media_not_fetched",
        "https://unknown.test/a, media_not_fetched",
        "https://files.test:PORT/404, media_not_fetched",
        "https://files.test:PORT/private, media_not_fetched",
        "https://files.test:PORT/cut, media_not_fetched",
        "https://files.test:PORT/large, media_too_large",
        "https://files.test:PORT/html, media_type_not_supported",
        "https://files.test:PORT/silent, media_late",
    })
    @DisplayName(
            "that cannot be had is a 400 that names the field; nothing is asked of a provider, and nothing charged")
    void refused(String url, String code) {
        gateway.close();
        gateway = start(plan().mediaMillis(500));
        files.otherwise(request -> switch (request.target()) {
            case "/private" -> Answer.head(302, Answer.Framing.LENGTH, "location: https://10.1.2.3/");
            case "/cut" ->
                Answer.head(200, Answer.Framing.AS_GIVEN, "content-length: 100")
                        .write(latin1(PNG))
                        .close();
            case "/large" ->
                Answer.nothing()
                        .raw("HTTP/1.1 200 OK\r\ncontent-length: 10485761\r\n\r\n")
                        .hang();
            case "/html" ->
                Answer.head(200, Answer.Framing.LENGTH, "content-type: image/png")
                        .write("<!doctype html>");
            case "/silent" -> Answer.silence();
            case "/good" -> Answer.head(200, Answer.Framing.LENGTH).write(latin1(PNG + "...."));
            default -> Answer.head(404, Answer.Framing.LENGTH);
        });
        RawResponse answer = ask(images("rock", url("/good"), url.replace("PORT", Integer.toString(files.port()))));
        assertEquals(400, answer.status());
        assertTrue(answer.text().contains("\"code\":\"" + code + "\""), answer.text());
        assertTrue(answer.text().contains("\"param\":\"messages[0].content[2].image_url.url\""), answer.text());
        assertFalse(answer.text().contains("10.1.2.3"), answer.text());
        assertEquals(0, b.headsSoFar());
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.FAILED, receipt.outcome());
        assertEquals(0, receipt.attempts());
        assertEquals(0, receipt.chargeNanoUsd());
        Eventually.poll("all memory given back", () -> gateway.bodyBytes() == 0);
        files.awaitOpenConnections(0);
    }

    @Test
    @DisplayName("that cannot be had is told to a client of another protocol in its own words")
    void refusedElsewhere() {
        files.otherwise(Answer.head(404, Answer.Framing.LENGTH));
        RawResponse answer = askAnthropic(document("rock", url("/a")));
        assertEquals(400, answer.status());
        assertTrue(answer.text().contains("\"type\":\"invalid_request_error\""), answer.text());
        assertTrue(answer.text().contains("messages[0].content[0].source.url"), answer.text());
    }

    @Test
    @DisplayName("is not fetched any more when the client has left, and the memory for it is given back")
    void clientLeaves() {
        files.answer(Answer.head(200, Answer.Framing.AS_GIVEN, "content-length: 100000")
                .write(latin1(PNG + "...."))
                .hang());
        try (RawClient client = client()) {
            client.post("/v1/chat/completions", images("rock", url("/a")), bearer());
            files.awaitRequest(1);
            Eventually.poll("some of it", () -> gateway.bodyBytes() > 10_000);
        }
        files.awaitOpenConnections(0);
        assertEquals(Outcome.GONE, books.awaitOnly().outcome());
        assertEquals(0, books.awaitOnly().chargeNanoUsd());
        Eventually.poll("all memory given back", () -> gateway.bodyBytes() == 0);
        assertEquals(0, b.headsSoFar());
    }

    @Test
    @DisplayName("is fetched once, however many candidates are asked")
    void retried() {
        files.otherwise(Answer.head(200, Answer.Framing.LENGTH).write(latin1(PNG + "....")));
        a.answer(Answer.json(500, "{\"message\":\"boom\"}"));
        ask(images("both", url("/a")));
        assertTrue(new String(a.awaitRequest(1).body(), StandardCharsets.UTF_8).contains(base64(PNG + "....")));
        assertAsked("{\"bytes\":\"" + base64(PNG + "....") + "\"}");
        assertEquals(1, files.requests().size());
        Eventually.poll("all memory given back", () -> gateway.bodyBytes() == 0);
    }

    @Test
    @DisplayName("that was not to be had is not tried again, but left to a candidate that fetches itself")
    void refusedOnce() {
        files.otherwise(Answer.head(404, Answer.Framing.LENGTH));
        assertTrue(ask(images("both", url("/a"))).text().contains("media_not_fetched"));
        assertEquals(1, files.requests().size());
        ask(images("either", url("/a")));
        assertAsked("\"source\":{\"type\":\"url\",\"url\":\"" + url("/a") + "\"}");
        assertEquals(0, a.headsSoFar());
    }

    private void assertAsked(String part) {
        String asked = asked(1);
        assertTrue(asked.contains(part), asked);
    }

    private String asked(int n) {
        return new String(b.awaitRequest(n).body(), StandardCharsets.UTF_8);
    }

    private RawResponse ask(String body) {
        try (RawClient client = client()) {
            return client.post("/v1/chat/completions", body, bearer()).readResponse();
        }
    }

    private RawResponse askAnthropic(String body) {
        try (RawClient client = client()) {
            return client.post("/anthropic/v1/messages", body, bearer(), "anthropic-version: 2023-06-01")
                    .readResponse();
        }
    }

    private RawClient client() {
        return RawClient.connect(gateway.port());
    }

    private static String bearer() {
        return "authorization: Bearer " + TestGateway.KEY;
    }

    private static String images(String model, String... urls) {
        return "{\"model\":\"" + model
                + "\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"?\"},"
                + Stream.of(urls)
                        .map(url -> "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}")
                        .collect(Collectors.joining(","))
                + "]}]}";
    }

    private static String document(String model, String url) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":"
                + "\"document\",\"title\":\"a\",\"source\":{\"type\":\"url\",\"url\":\"" + url + "\"}},"
                + "{\"type\":\"text\",\"text\":\"?\"}]}]}";
    }

    private String url(String path) {
        return "https://files.test:" + files.port() + path;
    }

    private static URI under(ScriptedUpstream upstream, String path) {
        return URI.create(upstream.baseUrl() + path);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(latin1(text));
    }
}
