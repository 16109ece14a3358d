package dev.pontage.egress.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Answer.Pending;
import dev.pontage.dialect.Refusal;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S-19, A16: servers that mean no good, and URLs that name none")
final class HostileServersTest {
    private static final String BROKEN = "400 media_not_fetched its server could not be reached, or broke off";
    private static final String NO_ADDRESS = "400 media_not_fetched its host has no address that may be asked";

    private static final byte[] PNG = (Errand.PNG + "....").getBytes(StandardCharsets.ISO_8859_1);

    private final ScriptedUpstream server = ScriptedUpstream.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @DisplayName("a body without end is cut at the limit, however it is framed")
    void endless() {
        for (Answer.Framing framing : new Answer.Framing[] {Answer.Framing.CHUNKED, Answer.Framing.UNTIL_CLOSE}) {
            server.answer(png(framing).flood("x".repeat(8_192), 1L << 30));
            Errand errand = new Errand(limits(10_000, 100_000));
            assertEquals("400 media_too_large it has more than 100000 bytes", Errand.refused(errand.fetch(url("/"))));
            assertEquals(0, errand.memory.takenBytes());
        }
        server.awaitClosed(1);
        server.awaitClosed(2);
    }

    @Test
    @DisplayName("a body that says that it is too long is not read")
    void announced() {
        server.answer(Answer.nothing()
                .raw("HTTP/1.1 200 OK\r\ncontent-length: 100001\r\n\r\n")
                .hang());
        assertEquals(
                "400 media_too_large it has more than 100000 bytes",
                Errand.refused(new Errand(limits(10_000, 100_000)).fetch(url("/"))));
    }

    @Test
    @DisplayName("all media of a request together have a limit, too")
    void total() {
        server.otherwise(png(Answer.Framing.LENGTH).write("x".repeat(60_000)));
        FetchLimits limits = new FetchLimits(20, 8_192, 3, 3_000, 10_000, 16_384, 100_000, 150_000, 1, 64, 64);
        assertEquals(
                2,
                MediaAreFetchedTest.all(new Errand(limits).fetch(url("/"), url("/")))
                        .size());
        Refusal refusal = Errand.refusal(new Errand(limits).fetch(url("/"), url("/"), url("/")));
        assertEquals("field[2]", refusal.param());
        assertEquals("media_too_large", refusal.code());
    }

    @Test
    @DisplayName("one that drips, byte by byte, is given up when the time is over, and its connection closed")
    void drip() {
        Answer drip = png(Answer.Framing.UNTIL_CLOSE);
        for (int i = 0; i < 1_000; i++) {
            drip = drip.write("x").pauseMillis(20);
        }
        server.answer(drip);
        assertEquals(
                "400 media_late it was not there after 300 milliseconds",
                Errand.refused(new Errand(limits(300, 100_000)).fetch(url("/"))));
        server.awaitClosed(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n\u0089PNG"
            })
    @DisplayName("one that falls silent, wherever, is given up when the time is over")
    void silence(String before) {
        server.answer(Answer.nothing()
                .raw(before.getBytes(StandardCharsets.ISO_8859_1))
                .hang());
        assertEquals(
                "400 media_late it was not there after 300 milliseconds",
                Errand.refused(new Errand(limits(300, 100_000)).fetch(url("/"))));
        server.awaitClosed(1);
    }

    @Test
    @DisplayName("what is no image by its bytes is refused at once, whatever its server calls it")
    void wrongType() {
        server.answer(Answer.head(200, Answer.Framing.CHUNKED, "content-type: image/png")
                .write("<html><script>")
                .hang());
        assertTrue(Errand.refused(new Errand().fetch(url("/"))).startsWith("400 media_type_not_supported"));
        server.awaitClosed(1);
        server.answer(Answer.head(200, Answer.Framing.LENGTH, "content-type: image/png"));
        assertTrue(Errand.refused(new Errand().fetch(url("/"))).startsWith("400 media_type_not_supported"));
    }

    @Test
    @DisplayName("a compressed body is refused unread: nothing of a bomb is unpacked")
    void bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[50_000_000]);
        }
        server.answer(Answer.head(200, Answer.Framing.LENGTH, "content-encoding: gzip")
                .write(packed.toByteArray()));
        assertEquals(
                "400 media_not_fetched its server sends it compressed, though it was asked not to",
                Errand.refused(new Errand().fetch(url("/"))));
        // Without saying so it is of no kind that fits.
        server.answer(Answer.head(200, Answer.Framing.LENGTH).write(packed.toByteArray()));
        assertTrue(Errand.refused(new Errand().fetch(url("/"))).startsWith("400 media_type_not_supported"));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 206, 304, 401, 404, 500, 503})
    @DisplayName("an answer but 200 is told to the client as its own mistake, and names the field")
    void statuses(int status) {
        server.answer(Answer.head(status, Answer.Framing.LENGTH));
        Fetched fetched = new Errand().fetch(url("/"));
        assertEquals("400 media_not_fetched its server answers " + status, Errand.refused(fetched));
        assertEquals("field[0]", Errand.refusal(fetched).param());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "https://169.254.169.254/",
                "http://10.1.2.3/",
                "https://[::1]/",
                "https://[fd00:ec2::254]/",
                "https://0.0.0.0/",
                "https://2130706433/",
                "https://metadata.google.internal/",
                "https://private.test/",
                "https://metadata.test/",
                "https://two-faced.test/",
                "https://user:word@files.test/",
                "https://files.test:22/",
                "http://private.test/",
                "ftp://files.test/",
                "file:///etc/passwd",
                "gopher://files.test/",
            })
    @DisplayName("an address that may not be asked is not, given or led to by a redirect")
    void forbidden(String address) {
        Errand errand = new Errand();
        String direct = Errand.refused(errand.fetch(address));
        assertTrue(
                direct.startsWith("400 media_not_fetched it may not be asked for: ")
                        || direct.equals(NO_ADDRESS)
                        || direct.equals("400 media_not_fetched it is no absolute https URL"),
                direct);
        server.answer(Answer.head(302, Answer.Framing.LENGTH, "location: " + address));
        assertEquals(direct, Errand.refused(errand.fetch(url("/"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:", "https://127.0.0.1:", "https://files.test:", "http://files.test:"})
    @DisplayName("as the gateway makes it, nothing private is asked, though providers may lie there")
    void shipped(String address) {
        String refused = Errand.refused(Errand.settled(Errand.shipped()
                .fetch(Errand.wanted(Errand.IMAGES, address + server.port() + "/"), new Errand().room)));
        assertTrue(
                refused.startsWith("400 media_not_fetched it may not be asked for: ") || refused.equals(NO_ADDRESS),
                refused);
        assertEquals(0, server.connectionsEver());
    }

    @ParameterizedTest
    @CsvSource({
        "'', it is no absolute https URL",
        "image.png, it is no absolute https URL",
        "'https://', it is no URL",
        "https://files.test/a b, it is no URL",
        "https:files.test, it is no absolute https URL",
        "https:///x, it is no absolute https URL",
    })
    @DisplayName("what is no URL is said to be none")
    void garbled(String url, String why) {
        assertEquals("400 media_not_fetched " + why, Errand.refused(new Errand().fetch(url)));
    }

    @Test
    @DisplayName("a name that nobody knows, a port where nobody listens, a server that breaks off: all told alike")
    void unreachable() {
        assertEquals(NO_ADDRESS, Errand.refused(new Errand().fetch("https://nobody.test/")));
        server.answer(png(Answer.Framing.LENGTH).write("x".repeat(100)).cutAtByte(50));
        server.answer(png(Answer.Framing.CHUNKED).write("x".repeat(100)).reset());
        assertEquals(BROKEN, Errand.refused(new Errand().fetch(url("/"))));
        assertEquals(BROKEN, Errand.refused(new Errand().fetch(url("/"))));
        server.stopListening();
        assertEquals(BROKEN, Errand.refused(new Errand().fetch(url("/"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 20x OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno field\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nxx\r\n",
            })
    @DisplayName("what is no HTTP/1.1 is refused")
    void noHttp(String answer) {
        server.answer(Answer.nothing().raw(answer).hang());
        assertEquals(
                "400 media_not_fetched its server does not speak HTTP/1.1",
                Errand.refused(new Errand(limits(5_000, 100_000)).fetch(url("/"))));
    }

    @Test
    @DisplayName("a head without end is cut at its limit")
    void endlessHead() {
        server.answer(Answer.nothing()
                .raw("HTTP/1.1 200 OK\r\nx: " + "y".repeat(20_000))
                .hang());
        assertEquals(
                "400 media_not_fetched its server does not speak HTTP/1.1",
                Errand.refused(new Errand(limits(5_000, 100_000)).fetch(url("/"))));
    }

    @Test
    @DisplayName("the first failure ends the others; its field is named")
    void oneFails() {
        server.otherwise(request -> request.target().equals("/bad")
                ? Answer.head(404, Answer.Framing.LENGTH)
                : png(Answer.Framing.CHUNKED).hang());
        Refusal refusal = Errand.refusal(new Errand().fetch(url("/0"), url("/1"), url("/bad")));
        assertEquals("field[2]", refusal.param());
        server.awaitOpenConnections(0);
    }

    @Test
    @DisplayName("time is for all of them together: one whose turn has not come is late, too")
    void turns() {
        server.otherwise(Answer.silence());
        FetchLimits one = new FetchLimits(20, 8_192, 3, 3_000, 200, 16_384, 100_000, 150_000, 1, 64, 64);
        Fetched fetched = new Errand(one).fetch(url("/0"), url("/1"));
        assertEquals("400 media_late it was not there after 200 milliseconds", Errand.refused(fetched));
        assertEquals(1, server.connectionsEver());
    }

    @Test
    @DisplayName("a client that leaves ends its fetches, also of a server that says nothing more")
    void left() {
        Errand errand = new Errand();
        server.answer(png(Answer.Framing.CHUNKED).hang(), Answer.silence());
        var pending = errand.begin(url("/0"), url("/1"));
        server.awaitRequest(2);
        errand.room.close();
        server.awaitOpenConnections(0);
        Errand.refusal(Errand.settled(pending));
        assertEquals(0, errand.memory.takenBytes());
    }

    @Test
    @DisplayName(
            "more URLs than a request may name are refused, and so is a long one, and more requests than may at once")
    void counts() {
        Errand errand = new Errand(new FetchLimits(2, 40, 3, 3_000, 10_000, 16_384, 100_000, 150_000, 1, 1, 1));
        assertEquals(
                "field[2]",
                Errand.refusal(errand.fetch(url("/"), url("/"), url("/"))).param());
        assertTrue(Errand.refused(errand.fetch(url("/" + "x".repeat(40))))
                .startsWith("400 media_not_fetched the URL is longer than 40 characters"));
        server.answer(
                Answer.nothing().gate("go").thenHead(200, Answer.Framing.LENGTH).write(PNG));
        var pending = (Pending<Fetched>) errand.begin(url("/"));
        server.awaitRequest(1);
        assertTrue(Errand.refused(errand.fetch(url("/"))).startsWith("503 overloaded"));
        server.release("go");
        MediaAreFetchedTest.all(Errand.settled(pending));
        server.answer(png(Answer.Framing.LENGTH));
        MediaAreFetchedTest.all(errand.fetch(url("/")));
        assertEquals(0, server.malformed().size());
    }

    @Test
    @DisplayName("one holder's slow servers leave places to others, and a place that is left is there again")
    void shares() {
        FetchLimits limits = new FetchLimits(2, 8_192, 3, 3_000, 10_000, 16_384, 100_000, 150_000, 1, 3, 1);
        Errand errand = new Errand(limits);
        server.otherwise(request -> request.target().equals("/slow") ? Answer.silence() : png(Answer.Framing.LENGTH));
        var slow = errand.begin(url("/slow"));
        assertTrue(Errand.refused(errand.fetch(url("/"))).startsWith("429 media_share_full"));
        MediaAreFetchedTest.all(errand.fetchFor("another", url("/")));
        MediaAreFetchedTest.all(errand.fetchFor("another", url("/")));
        errand.room.close();
        Errand.refusal(Errand.settled(slow));
        MediaAreFetchedTest.all(errand.fetchFor("key", url("/")));
    }

    private static FetchLimits limits(int totalMillis, int bytesEach) {
        return new FetchLimits(20, 8_192, 3, 3_000, totalMillis, 16_384, bytesEach, 10 * bytesEach, 4, 64, 64);
    }

    private static Answer png(Answer.Framing framing) {
        return Answer.head(200, framing).write(PNG);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }
}
