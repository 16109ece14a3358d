package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.chat.Part;
import dev.pontage.egress.Names;
import dev.pontage.egress.Networks;
import dev.pontage.egress.Resolver;
import dev.pontage.egress.fetch.FetchLimits;
import dev.pontage.egress.fetch.Fetcher;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.BodyMemory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an exchange holds beside its request")
final class HeldMemoryTest {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}";

    private final BodyMemory memory = new BodyMemory(1 << 20, 1 << 20);

    @Test
    @DisplayName("is given back when a bug ends it")
    void bug() {
        Conversion broken =
                new Conversion.Translated(new byte[100], "/", Map.of(), List.of(), Framing.WHOLE, streamed -> {
                    throw new IllegalStateException("a bug");
                });
        Scene scene = scene().begin(
                        memory,
                        (exchange, asked, candidate, number, media) ->
                                new Answer.Ready<>(new Prepared.Ready(new Attempt(number, candidate, broken))));
        assertEquals(100, memory.takenBytes());
        scene.flight(1).head(200);
        assertEquals(0, memory.takenBytes());
    }

    @Test
    @DisplayName("is not taken after its end: media that are wanted only then are not fetched")
    void late() {
        FetchedMedia media = new FetchedMedia(memory, "key");
        media.close();
        Part.Media image = new Part.Media(
                Part.Medium.IMAGE, "", new Part.Url("https://1.1.1.1/", "x"), "", Part.Detail.AUTO, null);
        media.fetch(scene().exchange(), unused(), List.of(image), refusal -> fail("went on"));
        assertEquals(0, memory.takenBytes());
    }

    private static Scene scene() {
        return new Scene(ASK, TestGateway.plan().price("m", 1_000_000_000L, 2_000_000_000L));
    }

    private static Fetcher unused() {
        Executor none = task -> fail("fetched");
        return new Fetcher(
                new Resolver(Names.SYSTEM, none, Ticker.SYSTEM, Resolver.Limits.DEFAULT),
                List::of,
                Networks.NONE,
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
                none,
                Ticker.SYSTEM,
                FetchLimits.DEFAULT);
    }
}
