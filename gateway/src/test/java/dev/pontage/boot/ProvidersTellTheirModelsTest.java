package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.resource.Yaml;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("S2.08: a provider's own list of models")
final class ProvidersTellTheirModelsTest {
    private static final String TEAM_KEY = "a-given-key-of-thirty-two-characters";
    private static final long HOUR_MILLIS = 3_600_000;

    private final TestHouse house;

    ProvidersTellTheirModelsTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    private Running start(long everyMillis, String... documents) {
        house.configure(Yaml.documents(documents));
        return house.start(house.settings().modelListMillis(everyMillis).build());
    }

    private String rootKey() throws IOException {
        return Files.readString(house.secrets().resolve("first-key")).strip();
    }

    private static List<String> names(Running running, String key) {
        String list = TestHouse.get(running.address().port(), "/v1/models", "authorization: Bearer " + key)
                .text();
        return Pattern.compile("\"id\":\"([^\"]+)\"")
                .matcher(list)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String provider(ScriptedUpstream upstream, String name, String more) {
        return Yaml.document(
                "Provider",
                name,
                "{dialect: openai, baseUrl: \"" + upstream.baseUrl()
                        + "/v1\", credentials: [{name: main, apiKey: sk-1}]" + more + "}");
    }

    private static String list(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> "{\"id\":\"" + names[i] + "\",\"x\":" + i + "}")
                .toList()
                .toString()
                .transform(items -> "{\"object\":\"list\",\"data\":" + items + "}");
    }

    @Test
    @DisplayName(
            "is asked for off the path, and each account sees of it what it would not be refused: the team what has a"
                    + " price, the root all but models made for one customer and what no model is called")
    void merged() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            upstream.answer(Answer.json(200, list("told", "told-priced", "ft:of-somebody", "a b", "own")));
            Running running = start(
                    HOUR_MILLIS,
                    provider(upstream, "up", ", defaults: {model: own}"),
                    Yaml.document("PriceBook", "usd", "{models: {told-priced: {input: \"1.00\", output: \"1.00\"}}}"),
                    Yaml.account("team"),
                    Yaml.key("app", "team", TEAM_KEY));
            try {
                Eventually.poll("the list", () -> names(running, TEAM_KEY).equals(List.of("told-priced")));
                assertEquals(List.of("own", "told", "told-priced"), names(running, rootKey()));
                RecordedRequest asked = upstream.awaitRequest(1);
                assertEquals("GET /v1/models", asked.method() + " " + asked.target());
                assertEquals("Bearer sk-1", asked.header("authorization").orElse(""));
                assertEquals(1, upstream.headsSoFar(), "clients' questions ask nobody");
            } finally {
                var _ = running.stop();
            }
        }
    }

    @Test
    @DisplayName("names nothing that configuration does not let the provider serve")
    void configurationWins() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            upstream.answer(Answer.json(200, list("gpt-1", "gpt-2", "other")));
            Running running = start(HOUR_MILLIS, provider(upstream, "up", ", models: [\"gpt-*\", mine]"));
            try {
                Eventually.poll(
                        "the list", () -> names(running, rootKeyOrNothing()).equals(List.of("gpt-1", "gpt-2", "mine")));
            } finally {
                var _ = running.stop();
            }
        }
    }

    private String rootKeyOrNothing() {
        try {
            return rootKey();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    @DisplayName("stays the last good one while the provider fails, and is replaced by the next")
    void failures() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            upstream.answer(
                    Answer.json(200, list("first")),
                    Answer.json(500, "{}"),
                    Answer.json(200, "no JSON"),
                    Answer.json(200, list("second")));
            Running running = start(20, provider(upstream, "up", ""));
            try {
                Eventually.poll(
                        "the list", () -> names(running, rootKeyOrNothing()).contains("first"));
                upstream.awaitRequest(3);
                assertFalse(names(running, rootKey()).isEmpty());
                Eventually.poll(
                        "the next list",
                        () -> names(running, rootKeyOrNothing()).equals(List.of("second")));
                assertTrue(house.log().contains("models_not_listed"), house.log());
                assertTrue(house.log().contains("it answered with status 500"), house.log());
                assertFalse(house.log().contains("no JSON\\"), house.log());
            } finally {
                var _ = running.stop();
            }
        }
    }

    @Test
    @DisplayName("is forgotten where the provider has moved, or is not to be asked any more")
    void forgotten() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                ScriptedUpstream elsewhere = ScriptedUpstream.start()) {
            upstream.otherwise(Answer.json(200, list("told")));
            elsewhere.otherwise(Answer.json(500, "{}"));
            Running running = start(20, provider(upstream, "up", ""));
            try {
                Eventually.poll(
                        "the list", () -> names(running, rootKeyOrNothing()).contains("told"));
                reload(running, provider(elsewhere, "up", ""));
                Eventually.poll(
                        "nothing told", () -> names(running, rootKeyOrNothing()).isEmpty());
                reload(running, provider(upstream, "up", ""));
                Eventually.poll(
                        "the list again",
                        () -> names(running, rootKeyOrNothing()).contains("told"));
                reload(running, provider(upstream, "up", ", quirks: [no-model-list]"));
                Eventually.poll(
                        "nothing told", () -> names(running, rootKeyOrNothing()).isEmpty());
            } finally {
                var _ = running.stop();
            }
        }
    }

    private void reload(Running running, String provider) {
        house.configure(Yaml.documents(provider));
        running.reloadSoon();
    }

    @Test
    @DisplayName("is not asked for where its names are not those that calls need, nor at all where that is turned off")
    void notAsked() throws IOException {
        try (ScriptedUpstream quiet = ScriptedUpstream.start();
                ScriptedUpstream asked = ScriptedUpstream.start()) {
            asked.answer(Answer.json(200, list("told")));
            Running running = start(
                    HOUR_MILLIS,
                    provider(quiet, "deployments", ", apiVersion: 2024-10-21"),
                    provider(quiet, "quirk", ", quirks: [no-model-list]"),
                    Yaml.document(
                            "Provider",
                            "hosted",
                            "{vendor: vertex-anthropic, baseUrl: \"" + quiet.baseUrl()
                                    + "/v1\", credentials: [{name: main, apiKey: k}]}"),
                    Yaml.document(
                            "Provider",
                            "elsewhere",
                            "{vendor: bedrock, region: us-east-1, baseUrl: \"" + quiet.baseUrl()
                                    + "\", credentials: [{name: main, apiKey: k}]}"),
                    provider(asked, "up", ""));
            try {
                Eventually.poll(
                        "the list", () -> names(running, rootKeyOrNothing()).contains("told"));
                assertEquals(0, quiet.headsSoFar());
            } finally {
                var _ = running.stop();
            }
        }
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            Running running = start(0, provider(upstream, "up", ""));
            assertEquals(List.of(), names(running, rootKey()));
            var _ = running.stop();
            assertEquals(0, upstream.headsSoFar());
        }
    }
}
