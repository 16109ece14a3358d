package dev.pontage.dialect.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.dialect.chat.Corpus;
import dev.pontage.dialect.frame.AwsEventStream;
import dev.pontage.dialect.frame.Sse;
import dev.pontage.dialect.json.Malformed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("No bytes make a framing throw anything but its own error, and cuts change nothing (C5)")
class FramingsFuzzTest {
    private static final List<byte[]> EVENTS = Stream.of(Corpus.OPENAI_CHAT, Corpus.ANTHROPIC, Corpus.GEMINI)
            .flatMap(corpus -> corpus.answers(true).stream())
            .toList();
    private static final List<byte[]> FRAMES = Corpus.BEDROCK.answers(true);

    @Property(seed = Mutations.SEED, tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    @Label("events")
    void events(@ForAll long seed) {
        Random random = Mutations.random(seed);
        for (int round = 0; round < Mutations.ROUNDS; round++) {
            byte[] stream = Mutations.spoiled(EVENTS, random);
            assertEquals(events(stream), events(stream, Mutations.cuts(stream.length, random)));
        }
    }

    /** Names and data of all events; where the last one is left open, that it is. */
    private static List<String> events(byte[] stream, int... cuts) {
        List<String> events = new ArrayList<>();
        Sse sse = new Sse();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i == cuts.length ? stream.length : cuts[i];
            int at = from;
            while (at >= 0 && at < to) {
                at = sse.next(stream, at, to, (b, start, end) -> data.write(b, start, end - start));
                if (at >= 0 && sse.hasData()) {
                    events.add(sse.name() + ": " + data.toString(StandardCharsets.ISO_8859_1));
                    data.reset();
                }
            }
            from = to;
        }
        events.add(sse.finish() ? "open " + data.toString(StandardCharsets.ISO_8859_1) : "");
        return events;
    }

    @Property(seed = Mutations.SEED, tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    @Label("binary frames")
    void frames(@ForAll long seed) {
        Random random = Mutations.random(seed);
        for (int round = 0; round < Mutations.ROUNDS; round++) {
            byte[] stream = Mutations.spoiled(FRAMES, random);
            assertEquals(frames(stream), frames(stream, Mutations.cuts(stream.length, random)));
        }
    }

    private static List<String> frames(byte[] stream, int... cuts) {
        List<String> frames = new ArrayList<>();
        AwsEventStream splitter = new AwsEventStream();
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int from = 0;
        try {
            for (int i = 0; i <= cuts.length; i++) {
                int to = i == cuts.length ? stream.length : cuts[i];
                int at = from;
                while (at >= 0 && at < to) {
                    at = splitter.next(stream, at, to, (b, start, end) -> payload.write(b, start, end - start));
                    if (at >= 0) {
                        frames.add(splitter.text(":event-type") + payload.toString(StandardCharsets.ISO_8859_1));
                        payload.reset();
                    }
                }
                from = to;
            }
            frames.add(splitter.midFrame() ? "open" : "");
        } catch (Malformed malformed) {
            frames.add(malformed.getMessage());
        }
        return frames;
    }
}
