package dev.pontage.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.chat.ChatCodec.Asked;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is allocated is counted by the JVM, so that twice the work must take about twice as much, on any machine. */
@DisplayName("Giants are copied linearly, between all pairs of protocols")
class GiantsAreCopiedLinearlyTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PIECES = 4_000;
    private static final int PICTURE_CHARS = 1 << 20;

    /** Quadratic work would be four times as much. */
    private static final double MOST = 2.5;

    static Stream<Arguments> pairs() {
        return Arrays.stream(Corpus.values())
                .flatMap(upstream -> Arrays.stream(Corpus.values()).map(client -> Arguments.of(upstream, client)));
    }

    @ParameterizedTest(name = "from {0} to a client of {1}")
    @MethodSource("pairs")
    @DisplayName("a tool's argument in thousands of pieces, which arrives cut anywhere")
    void arguments(Corpus upstream, Corpus client) {
        answer(upstream, client, PIECES);
        long once = answer(upstream, client, PIECES);
        long twice = answer(upstream, client, 2 * PIECES);
        assertTrue(twice < once * MOST, () -> twice + " bytes for twice as many pieces, " + once + " for these");
    }

    /** The bytes that were allocated for an answer with so many pieces. */
    private static long answer(Corpus upstream, Corpus client, int pieces) {
        byte[] stream = calling(upstream, pieces);
        Passage passage = new TranslatedPassage(
                upstream.codec().tap(true),
                true,
                upstream.codec().reader(true),
                client.codec().writer(new Envelope("r", 7, "m", client.stream(), true)));
        long[] written = {0};
        Passage.Sink sink = (_, from, to) -> written[0] += to - from;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int at = 0; at < stream.length; at += 700) {
            passage.feed(stream, at, Math.min(stream.length, at + 700), sink);
        }
        passage.end(sink);
        passage.release(sink);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(passage.terminal(), () -> "cut short: " + passage.failure());
        assertTrue(written[0] > 10L * pieces, "the argument has not arrived");
        return allocated;
    }

    private static byte[] calling(Corpus upstream, int pieces) {
        List<ChatEvent> saying = new ArrayList<>(List.of(
                new ChatEvent.ToolBegun(0, 0, "call_1", "look", ""), new ChatEvent.ToolArguments(0, 0, "{\"a\":\"")));
        saying.addAll(Collections.nCopies(pieces, new ChatEvent.ToolArguments(0, 0, "0123456789")));
        saying.add(new ChatEvent.ToolArguments(0, 0, "\"}"));
        saying.add(new ChatEvent.Finished(0, Finish.TOOL_CALLS, ""));
        return upstream.written(upstream.stream(), saying);
    }

    @ParameterizedTest(name = "to {0} from a client of {1}")
    @MethodSource("pairs")
    @DisplayName("a picture of megabytes, whose base64 nobody decodes")
    void pictures(Corpus upstream, Corpus client) {
        request(upstream, client, PICTURE_CHARS);
        long once = request(upstream, client, PICTURE_CHARS);
        long twice = request(upstream, client, 2 * PICTURE_CHARS);
        assertTrue(twice < once * MOST, () -> twice + " bytes for twice as large a picture, " + once + " for this");
    }

    /** The bytes that were allocated for a request with a picture of so many characters. */
    private static long request(Corpus upstream, Corpus client, int characters) {
        String picture = "iVBORw0KGgo" + "A".repeat(characters + 1);
        Json body =
                client.codec().write(asking(picture), client.model(), Set.of()).body();
        byte[] bytes = JsonText.bytes(body);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Json tree = new JsonTree(Limits.DEFAULT, true).read(bytes, 0, bytes.length);
        ChatRequest read = client.codec().read(tree, new Asked("m", false));
        byte[] written = JsonText.bytes(
                upstream.codec().write(read, upstream.model(), Set.of()).body());
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(written.length > characters, "the picture has not arrived");
        return allocated;
    }

    private static ChatRequest asking(String picture) {
        Part.Media media =
                new Part.Media(Part.Medium.IMAGE, "image/png", new Part.Inline(picture), "", Part.Detail.AUTO, null);
        return new ChatRequest(
                "m",
                false,
                List.of(new Turn(Role.USER, List.of(media, new Part.Text("What is it?", null)))),
                List.of(),
                null,
                null,
                new AnswerFormat.Text(),
                null,
                Settings.builder().build(),
                null,
                List.of());
    }
}
