package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Secret;
import dev.pontage.resource.Yaml;
import dev.pontage.seal.KeyMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The banner")
final class BannerTest {
    private static final String BASE = "http://127.0.0.1:8080/v1";
    private static final String BODY =
            "{\"model\":\"demo\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"secrets", "two words", "o'clock", "a$b \"c\""})
    @DisplayName("S2.18: has a line that a shell takes as it stands, wherever the key lies, and so do its variables")
    void posixShell(String directory, @TempDir Path folder) throws Exception {
        Path file = Files.createDirectory(folder.resolve(directory)).resolve("first-key");
        Files.writeString(file, "pontage-the-key\n");
        List<String> lines = lines(banner().tryKeyIn(file, "demo"));
        String script = "curl() { printf '%s\\n' \"$@\"; }\n"
                + only(lines, "curl -N http") + "\n"
                + only(lines, "export OPENAI_BASE_URL") + "\n"
                + only(lines, "export OPENAI_API_KEY") + "\n"
                + "echo $OPENAI_BASE_URL $OPENAI_API_KEY\n";
        assertEquals(
                List.of(
                        "-N",
                        BASE + "/chat/completions",
                        "-H",
                        "Authorization: Bearer pontage-the-key",
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        BODY,
                        BASE + " pontage-the-key"),
                shell(script));
    }

    @Test
    @DisplayName("S2.18: has lines for a Windows command prompt, which knows neither single quotes nor $(cat)")
    void commandPrompt() {
        String curl = "curl -N %OPENAI_BASE_URL%/chat/completions -H \"Authorization: Bearer %OPENAI_API_KEY%\""
                + " -H \"Content-Type: application/json\" -d \"" + BODY.replace("\"", "\\\"") + "\"";
        List<String> shown = lines(banner().tryKey("pontage-the-key", "demo"));
        assertEquals("set OPENAI_BASE_URL=" + BASE, only(shown, "set OPENAI_BASE_URL"));
        assertEquals("set OPENAI_API_KEY=pontage-the-key", only(shown, "set OPENAI_API_KEY"));
        assertEquals(curl, only(shown, "curl -N %"));
        List<String> kept = lines(banner().tryKeyIn(Path.of("my secrets/first-key"), "demo"));
        assertEquals("set /p OPENAI_API_KEY=<\"my secrets/first-key\"", only(kept, "set /p"));
        assertEquals(curl, only(kept, "curl -N %"));
    }

    @Test
    @DisplayName("says where the operators' token is, and not that one which was given lies in a file")
    void adminToken(@TempDir Path folder) {
        TestHouse house = new TestHouse(folder);
        Running generated = house.start();
        assertTrue(generated.banner().contains("in " + house.secrets().resolve("admin-token")), generated.banner());
        var _ = generated.stop();
        Running given = house.start(house.settings()
                .adminToken(new Secret("a-token-of-an-operator-that-is-long-enough"))
                .build());
        assertTrue(given.banner().contains("the one given in PONTAGE_ADMIN_TOKEN"), given.banner());
        assertFalse(given.banner().contains("admin-token"), given.banner());
        var _ = given.stop();
    }

    @Test
    @DisplayName("names the variables of vendors that were not taken, with the reason, and whose key serves")
    void variables(@TempDir Path folder) {
        TestHouse house = new TestHouse(folder);
        house.configure(Yaml.document(
                "Provider", "moonshot", "{vendor: moonshot, credentials: [{name: main, apiKey: sk-of-the-file}]}"));
        String ours = new KeyMaker(new SecureRandom()).generate().reveal();
        Running running = house.start(house.settings()
                .environment(Map.of(
                        "OPENAI_API_KEY", ours,
                        "DASHSCOPE_API_KEY", "sk with blanks",
                        "MOONSHOT_API_KEY", "sk-of-the-environment-1234",
                        "DEEPSEEK_API_KEY", "sk-of-the-environment-5678"))
                .environmentProviders(true)
                .build());
        var _ = running.stop();
        List<String> lines = running.banner().lines().toList();
        assertEquals("Providers       deepseek (DEEPSEEK_API_KEY …5678), moonshot", only(lines, "  Providers"));
        assertEquals(
                "Not taken       OPENAI_API_KEY (it is a key of Pontage),"
                        + " DASHSCOPE_API_KEY (it has a blank or another character that no key has),"
                        + " MOONSHOT_API_KEY (a file registers moonshot)",
                only(lines, "  Not taken"));
        assertFalse(running.banner().contains(ours), running.banner());
        assertFalse(running.banner().contains("1234"), running.banner());
    }

    private static Banner banner() {
        return new Banner("http://127.0.0.1:8080", "1");
    }

    private static List<String> lines(Banner banner) {
        return banner.text().lines().toList();
    }

    private static String only(List<String> lines, String beginning) {
        List<String> found = lines.stream()
                .filter(line -> line.strip().startsWith(beginning.strip()))
                .toList();
        assertEquals(1, found.size(), lines::toString);
        return found.getFirst().strip();
    }

    private static List<String> shell(String script) throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor(), output);
        return output.lines().toList();
    }
}
