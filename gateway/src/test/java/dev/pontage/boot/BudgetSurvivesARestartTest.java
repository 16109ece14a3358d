package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.resource.Yaml;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BudgetSurvivesARestartTest {
    private static final String KEY = "capped-key-0123456789abcdef01234567";

    /** A call takes what it reserves: 2 bytes and one turn are 18 tokens in, 100 go out, at 1 USD a million. */
    private static final String ANSWER =
            "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":18,\"completion_tokens\":100,\"total_tokens\":118}}";

    /** For ten calls of 118 tokens. */
    private static final String BUDGET = "0.00118";

    private final ScriptedUpstream upstream = ScriptedUpstream.start().otherwise(Answer.json(200, ANSWER));
    private final TestHouse house;

    BudgetSurvivesARestartTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    @DisplayName("L-10: a budget for 10 calls serves 10 in all, of 200 racing ones and over two restarts in mid-day")
    void race() throws Exception {
        house.configure(Yaml.documents(
                Yaml.document(
                        "Provider",
                        "up",
                        "{dialect: openai, baseUrl: \"" + upstream.baseUrl()
                                + "/v1\", credentials: [{name: main, apiKey: sk-up}], models: [m]}"),
                Yaml.account("team"),
                Yaml.document("PriceBook", "usd", "{models: {m: {input: \"1.00\", output: \"1.00\"}}}"),
                Yaml.document(
                        "Key",
                        "app",
                        "{account: team, value: " + KEY + ", budgets: [{usd: \"" + BUDGET + "\", period: day}]}")));
        assertEquals(4, served(4));
        assertEquals(6, served(200));
        assertEquals(0, served(20));
        assertEquals(10, upstream.requests().size());
    }

    /** Starts it, races so many calls and stops it; how many were served. The others were refused for want of money. */
    private long served(int calls) throws Exception {
        Running running = house.start();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                answers.add(
                        clients.submit(() -> TestHouse.chat(running, KEY, "m").status()));
            }
            for (Future<Integer> each : answers) {
                statuses.add(each.get());
            }
        } finally {
            assertEquals(ExitCode.STOPPED, running.stop());
        }
        assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 429), statuses.toString());
        return statuses.stream().filter(status -> status == 200).count();
    }
}
