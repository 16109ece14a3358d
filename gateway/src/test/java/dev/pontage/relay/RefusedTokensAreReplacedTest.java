package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.base.Secret;
import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.egress.credential.Fresh;
import dev.pontage.egress.credential.HandClock;
import dev.pontage.egress.credential.RefreshLimits;
import dev.pontage.egress.credential.Refreshed;
import dev.pontage.egress.credential.Source;
import dev.pontage.egress.credential.Witness;
import dev.pontage.provider.Auth;
import dev.pontage.provider.Credential;
import dev.pontage.provider.Models;
import dev.pontage.provider.Provider;
import dev.pontage.provider.Timeouts;
import dev.pontage.provider.Transport;
import dev.pontage.snapshot.Snapshot;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A token may end before it says: whoever issued it can take it back. */
final class RefusedTokensAreReplacedTest {
    private static final String BODY = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String ANSWER =
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";

    private final HandClock clock = new HandClock();
    private final AtomicInteger fetches = new AtomicInteger();

    private Refreshed<Secret> token() {
        Source<Secret> source = new Source<>() {
            @Override
            public String name() {
                return "token";
            }

            @Override
            public boolean same(Secret before, Secret after) {
                return false;
            }

            @Override
            public Fresh<Secret> fetch() {
                return Fresh.until(
                        new Secret("token-" + fetches.incrementAndGet()), clock.epochMicros() + 3_600_000_000L);
            }
        };
        Refreshed<Secret> begun = Refreshed.from(
                source,
                new Refreshed.Means(clock, clock, new SplittableRandom(1), Witness.SILENT, RefreshLimits.DEFAULT));
        clock.pass(0);
        return begun;
    }

    private static Snapshot snapshot(URI base, Refreshed<Secret> token) {
        Snapshot own = TestGateway.plan().snapshot();
        Provider provider = new Provider(
                "p",
                "cloud",
                "",
                Map.of("openai", base),
                List.of(new Credential("c", "main", new Auth.Token("authorization", "Bearer ", token))),
                Models.ANY,
                Provider.Defaults.NONE,
                Set.of(),
                Timeouts.DEFAULT,
                Transport.DEFAULT,
                "",
                true,
                true);
        return new Snapshot(
                2,
                own.keys(),
                own.accounts(),
                List.of(provider),
                own.modelMap(),
                own.prices(),
                "",
                false,
                own.origins());
    }

    @Test
    @DisplayName("F-05: a token that the upstream refuses is fetched anew, and not for every refusal")
    void refused() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                TestGateway gateway = TestGateway.plan().books(new TestBooks()).start();
                RawClient client = RawClient.connect(gateway.port())) {
            gateway.snapshots().publish(snapshot(upstream.baseUrl(), token()));
            upstream.answer(
                    Answer.json(401, "{}"),
                    Answer.json(403, "{}"),
                    Answer.json(200, ANSWER),
                    Answer.json(500, "{}"),
                    Answer.json(200, ANSWER));

            assertEquals("502 Bearer token-1", asked(client, upstream, 1));
            clock.pass(0);
            clock.sleep(RefreshLimits.DEFAULT.maxRetryMillis());
            assertEquals("502 Bearer token-1", asked(client, upstream, 2), "it was fetched a moment ago");
            clock.pass(0);
            assertEquals("200 Bearer token-2", asked(client, upstream, 3));
            clock.sleep(RefreshLimits.DEFAULT.maxRetryMillis());
            assertEquals("502 Bearer token-2", asked(client, upstream, 4));
            clock.pass(0);
            assertEquals("200 Bearer token-2", asked(client, upstream, 5), "another failure says nothing of the token");
            assertEquals(2, fetches.get());
        }
    }

    private static String asked(RawClient client, ScriptedUpstream upstream, int number) throws IOException {
        client.post("/v1/chat/completions", BODY, "authorization: Bearer " + TestGateway.KEY);
        int status = client.readResponse().status();
        return status + " "
                + upstream.awaitRequest(number).header("authorization").orElse("");
    }
}
