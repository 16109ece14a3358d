package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.resource.Yaml;
import dev.pontage.testkit.wire.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("S2.08: the list of models")
final class ModelsAreListedTest {
    private static final String TEAM_KEY = "a-given-key-of-thirty-two-characters";

    private final TestHouse house;

    ModelsAreListedTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    @Test
    @DisplayName("names the demo's model while the demo is the only provider, and finds it by its name")
    void demo() throws IOException {
        Running running = house.start();
        try {
            assertTrue(get(running, "/v1/models").text().contains("\"id\":\"demo\""));
            assertEquals(200, get(running, "/v1/models/demo").status());
            assertEquals(404, get(running, "/v1/models/other").status());
        } finally {
            var _ = running.stop();
        }
    }

    @Test
    @DisplayName("names what is known of a vendor whose key alone is there, and nothing of another vendor's")
    void vendorsKey() throws IOException {
        Running running = house.start(house.settings()
                .environment(Map.of("DEEPSEEK_API_KEY", "sk-0123456789"))
                .environmentProviders(true)
                .build());
        try {
            String list = get(running, "/v1/models").text();
            assertTrue(list.contains("\"id\":\"deepseek-chat\""), list);
            assertTrue(list.contains("\"id\":\"deepseek-reasoner\""), list);
            assertFalse(list.contains("\"gpt-"), list);
            assertFalse(list.contains("\"demo\""), list);
            assertEquals(200, get(running, "/v1/models/deepseek-chat").status());
        } finally {
            var _ = running.stop();
        }
    }

    @Test
    @DisplayName("names default models and what costs are entered for, as far as the provider serves it")
    void configured() throws IOException {
        house.configure(Yaml.documents(
                Yaml.document(
                        "Provider",
                        "any",
                        "{dialect: openai, baseUrl: \"https://any.example.com/v1\", auth: none,"
                                + " defaults: {model: standard}}"),
                Yaml.document(
                        "Provider",
                        "some",
                        "{vendor: openai, models: [\"gpt-4o*\"], credentials: [{name: main, apiKey: sk-1}]}"),
                Yaml.document(
                        "PriceBook",
                        "house",
                        "{models: {own: {input: \"1.00\", output: \"1.00\"}},"
                                + " costs: {any/priced: {input: \"1.00\", output: \"1.00\"},"
                                + " some/unserved: {input: \"1.00\", output: \"1.00\"}}}")));
        Running running = house.start();
        try {
            String list = get(running, "/v1/models").text();
            assertTrue(list.contains("\"id\":\"standard\""), list);
            assertTrue(list.contains("\"id\":\"priced\""), list);
            assertTrue(list.contains("\"id\":\"gpt-4o-mini\""), list);
            assertFalse(list.contains("gpt-5"), list);
            assertFalse(list.contains("unserved"), list);
        } finally {
            var _ = running.stop();
        }
    }

    @Test
    @DisplayName("D7: names to an account only what it would not be refused, and to the root all")
    void unpriced() throws IOException {
        house.configure(Yaml.documents(
                Yaml.document(
                        "Provider",
                        "up",
                        "{dialect: openai, baseUrl: \"https://up.example.com/v1\", auth: none,"
                                + " models: [priced, unpriced]}"),
                Yaml.document(
                        "ModelMap",
                        "names",
                        "{rules: {fast: priced, slow: unpriced, either: [unpriced, up/priced], gone: nowhere,"
                                + " turned: far}}"),
                Yaml.document(
                        "Provider",
                        "other",
                        "{dialect: anthropic, baseUrl: \"https://other.example.com/v1\", auth: none, models: [far]}"),
                Yaml.document(
                        "PriceBook",
                        "usd",
                        "{models: {priced: {input: \"1.00\", output: \"1.00\"},"
                                + " far: {input: \"1.00\", output: \"1.00\"}}}"),
                Yaml.account("team"),
                Yaml.key("app", "team", TEAM_KEY)));
        Running running = house.start();
        try {
            String list = TestHouse.get(running.address().port(), "/v1/models", "authorization: Bearer " + TEAM_KEY)
                    .text();
            assertEquals(List.of("either", "far", "fast", "priced", "turned"), names(list));
            assertEquals(
                    List.of("either", "far", "fast", "priced", "slow", "turned", "unpriced"),
                    names(get(running, "/v1/models").text()));
            assertEquals(200, get(running, "/v1/models/unpriced").status());
            assertEquals(
                    404,
                    TestHouse.get(running.address().port(), "/v1/models/unpriced", "authorization: Bearer " + TEAM_KEY)
                            .status());
        } finally {
            var _ = running.stop();
        }
    }

    private static List<String> names(String list) {
        return Pattern.compile("\"id\":\"([^\"]+)\"")
                .matcher(list)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private RawResponse get(Running running, String target) throws IOException {
        String key = Files.readString(house.secrets().resolve("first-key")).strip();
        return TestHouse.get(running.address().port(), target, "authorization: Bearer " + key);
    }
}
