package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.resource.Yaml;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RecordedRequest;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("S-12: what must not be told")
final class SecretsStayInsideTest {
    /** In every secret and every text of this test; nothing else has it. */
    private static final String CANARY = "canary";

    private static final String KEY = "canary-key-of-a-client-0123456789abcdef";
    private static final String LITERAL = "sk-canary-literal-credential-0123456789";
    private static final String FROM_ENVIRONMENT = "sk-canary-credential-in-the-environment";
    private static final String OF_VENDOR = "sk-canary-key-of-a-vendor-0123456789abc";
    private static final String PROMPT = "the canary in the prompt";
    private static final String ANSWERED = "the canary in the answer";

    private final ScriptedUpstream upstream = ScriptedUpstream.start();
    private final List<String> refusals = new ArrayList<>();
    private final TestHouse house;

    SecretsStayInsideTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    @DisplayName(
            "S1.07, S2.22, S-12: keys, credentials, prompts and answers are in no log, error, metric, ledger, banner or data"
                    + " file")
    void nowhere() throws Exception {
        house.configure(documents());
        Running running = house.start(house.settings()
                .environment(Map.of("CREDENTIAL", FROM_ENVIRONMENT, "OPENAI_API_KEY", OF_VENDOR))
                .environmentProviders(true)
                .build());
        int port = running.address().port();
        assertTrue(running.banner().contains("OPENAI_API_KEY"), running.banner());

        assertServed(port);
        assertRefused(port);
        poisonTheFile(running);
        URI metrics = URI.create(running.banner().split("Metrics", 2)[1].strip().split("\\s", 2)[0]);
        String scraped = TestHouse.get(metrics.getPort(), metrics.getPath()).text();
        running.flush();
        String ledger = TestHouse.get(
                        port,
                        "/admin/ledger?after=0&limit=1000",
                        "authorization: Bearer " + running.adminToken().reveal())
                .text();
        assertTrue(ledger.lines().count() >= 6, ledger);
        assertClean("the files while it runs", filesOf(house.data()));
        assertEquals(ExitCode.STOPPED, running.stop());

        assertTrue(house.log().contains("attempt_failed"), house.log());
        assertClean("the log", house.log());
        assertClean("the metrics", scraped);
        assertClean("the ledger", ledger);
        assertClean("the banner", running.banner());
        for (String secret : List.of(KEY, LITERAL, FROM_ENVIRONMENT, OF_VENDOR)) {
            assertFalse(refusals.toString().contains(secret), refusals.toString());
        }
        assertClean("the files at the end", filesOf(house.data()));
        assertTrue(filesOf(house.data()).contains("SQLite format 3"), "the database was looked at");
    }

    /** What goes through goes through whole, to the upstream with its own credential. */
    private void assertServed(int port) {
        upstream.answer(
                Answer.json(200, "{\"choices\":[{\"message\":{\"content\":\"" + ANSWERED + "\"}}]}"),
                Answer.events(
                        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + ANSWERED + "\"}}]}\n\n",
                        "data: [DONE]\n\n"));
        String whole = call(port, KEY, TestHouse.body("literal/m", PROMPT, false));
        assertTrue(whole.contains(ANSWERED), whole);
        String streamed = call(port, KEY, TestHouse.body("named/m", PROMPT, true));
        assertTrue(streamed.contains(ANSWERED), streamed);
        RecordedRequest first = upstream.awaitRequest(1);
        assertEquals(
                "Bearer " + LITERAL,
                first.head().fields().first("authorization").orElse(""));
        assertEquals(
                "Bearer " + FROM_ENVIRONMENT,
                upstream.awaitRequest(2).head().fields().first("authorization").orElse(""));
    }

    /** An upstream that quotes what it was sent, a client that sends what cannot be read, a key that nobody knows. */
    private void assertRefused(int port) {
        String quoting = "{\"error\":{\"message\":\"Incorrect API key provided: " + LITERAL + " with " + PROMPT
                + ". See http://10.1.2.3/keys\",\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\"}}";
        for (int status : List.of(401, 403, 429, 500)) {
            upstream.otherwise(Answer.json(status, quoting));
            refusals.add(call(port, KEY, TestHouse.body("literal/m", PROMPT, false)));
        }
        upstream.otherwise(Answer.json(200, "{\"choices\": " + ANSWERED));
        refusals.add(call(port, KEY, TestHouse.body("literal/m", PROMPT, false)));
        upstream.otherwise(Answer.events("data: {\"choices\":[{\"delta\":{\"content\":\"\"}}]}\n\n")
                .write("data: " + ANSWERED + "\n\n")
                .close());
        refusals.add(call(port, KEY, TestHouse.body("literal/m", PROMPT, true)));
        refusals.add(call(port, KEY, "{\"model\":\"literal/m\",\"messages\":[{\"" + PROMPT));
        refusals.add(call(port, KEY, "{\"model\":\"literal/m\",\"stream\":\"" + PROMPT + "\"}"));
        refusals.add(call(port, "canary-key-that-nobody-knows", TestHouse.body("literal/m", PROMPT, false)));
        refusals.forEach(refusal -> assertTrue(refusal.contains("error"), refusal));
    }

    private static String call(int port, String key, String body) {
        try (RawClient client = RawClient.connect(port)) {
            return client.post(
                            "/v1/chat/completions?trace=canary-in-the-query",
                            body,
                            "authorization: Bearer " + key,
                            "x-session: canary-in-a-header")
                    .readResponse()
                    .text();
        }
    }

    /** A mistake beside a secret is told without the secret. */
    private void poisonTheFile(Running running) {
        house.configure(documents().replace("models: [m]}", "models: [m], apikey: sk-canary-misplaced}"));
        running.reloadSoon();
        Eventually.poll("the refusal", () -> house.log().contains("configuration_kept"));
    }

    private String documents() {
        return Yaml.documents(
                provider("literal", LITERAL),
                provider("named", "{env: CREDENTIAL}"),
                Yaml.account("team"),
                Yaml.document("PriceBook", "usd", "{models: {m: {input: \"1.00\", output: \"1.00\"}}}"),
                Yaml.key("app", "team", KEY));
    }

    private String provider(String name, String apiKey) {
        return Yaml.document(
                "Provider",
                name,
                "{dialect: openai, baseUrl: \"" + upstream.baseUrl() + "/v1\", credentials: [{name: main, apiKey: "
                        + apiKey + "}], models: [m]}");
    }

    private static void assertClean(String where, String text) {
        int at = text.indexOf(CANARY);
        assertFalse(
                at >= 0, () -> where + ": " + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 60)));
    }

    private static String filesOf(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().contains("native")) {
                    all.append(file).append(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return all.toString();
    }
}
