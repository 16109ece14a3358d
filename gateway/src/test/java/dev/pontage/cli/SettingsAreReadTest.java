package dev.pontage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.Address;
import dev.pontage.boot.ExitCode;
import dev.pontage.boot.StartRefused;
import dev.pontage.boot.StartSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@DisplayName("What serve is told")
final class SettingsAreReadTest {
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "PONTAGE_LISTEN|8080|expected HOST:PORT",
                "PONTAGE_LISTEN|localhost:99999|expected HOST:PORT",
                "PONTAGE_METRICS|\"\"|expected HOST:PORT",
                "PONTAGE_METRICS|off|expected HOST:PORT",
                "PONTAGE_DATA|\"\"|expected a path",
                "PONTAGE_SECRETS|\"  \"|expected a path",
                "PONTAGE_FILES|a.yaml::b.yaml|expected a path",
                "PONTAGE_HEARTBEAT_MILLIS|0|expected a whole number of milliseconds from 1 to 3600000",
                "PONTAGE_MEDIA_MILLIS|0|expected a whole number of milliseconds from 1 to 3600000",
                "PONTAGE_DRAIN_MILLIS|-5|expected a whole number of milliseconds from 0 to 3600000",
                "PONTAGE_DRAIN_MILLIS|5s|expected a whole number of milliseconds",
                "PONTAGE_FLUSH_MILLIS|99999999999999999999|expected a whole number of milliseconds",
                "PONTAGE_ENV_PROVIDERS|OFFF|expected on or off, not 'OFFF'; did you mean 'off'?",
                "PONTAGE_ENV_PROVIDERS|\"\"|expected on or off",
                "PONTAGE_FIRST_SECRETS|bogus|expected terminal or file",
                "PONTAGE_FIRST_SECRETS|flie|did you mean 'file'?",
                "SYNC_FREQUENCY|abc|expected a whole number of seconds from 1 to 86400",
                "DEFAULT_MODEL|\" \"|expected the name of a model",
                "DEFAULT_MODEL|two words|expected the name of a model, not 'two words'",
                "PONTAGE_ROLE|al|did you mean 'all'?",
                "PONTAGE_ROLE|control|only 'all'",
                "NODE_TYPE|salve|did you mean 'slave'?",
                "NODE_TYPE|slave|only 'all'",
                "PONTAGE_STORE|postgres://db|not built yet",
                "PONTAGE_REDIS|redis://r|not built yet",
                "PONTAGE_ADMIN_TOKEN|\"\"|is empty",
            })
    @DisplayName("is refused by the variable's name where it makes no sense, with what was expected")
    void oddValues(String variable, String text, String said) {
        assertSaid(assertThrows(StartRefused.class, () -> settings(Map.of(variable, text))), variable, said);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "--listen,here,expected HOST:PORT",
        "--drain-millis,soon,expected a whole number of milliseconds",
        "--role,data,only 'all'"
    })
    @DisplayName("is refused by the option's name where it was an option")
    void oddOptions(String option, String text, String said) {
        assertSaid(assertThrows(StartRefused.class, () -> settings(Map.of(), option, text)), option, said);
    }

    @Test
    @DisplayName("is refused where the file that should hold the token is empty")
    void emptyTokenFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "\n");
        StartRefused refused =
                assertThrows(StartRefused.class, () -> settings(Map.of("PONTAGE_ADMIN_TOKEN_FILE", file.toString())));
        assertSaid(refused, "PONTAGE_ADMIN_TOKEN_FILE", "is empty");
    }

    @Test
    @DisplayName("comes from the option, else from its variable, else it is the default")
    void precedence() throws StartRefused {
        Map<String, String> environment = Map.of(
                "PONTAGE_LISTEN", ":81",
                "PONTAGE_DATA", "/a/data",
                "PONTAGE_FILES", "a.yaml:b",
                "PONTAGE_DRAIN_MILLIS", "0",
                "PONTAGE_ENV_PROVIDERS", "Off",
                "DEFAULT_MODEL", "small",
                "SYNC_FREQUENCY", "30",
                "NODE_TYPE", "MASTER");
        StartSettings variables = settings(environment);
        assertEquals(new Address("0.0.0.0", 81), variables.listen());
        assertEquals(new Address("127.0.0.1", 9464), variables.metrics());
        assertEquals(Path.of("/a/data"), variables.data());
        assertEquals(List.of(Path.of("a.yaml"), Path.of("b")), variables.files());
        assertEquals(0, variables.drainMillis());
        assertEquals(5_000, variables.flushMillis());
        assertEquals("small", variables.defaultModel());
        assertTrue(!variables.environmentProviders() && !variables.probeLocalServers());
        StartSettings options = settings(environment, "--listen", "[::1]:82", "-f", "c.yaml", "--drain-millis=7");
        assertEquals(new Address("::1", 82), options.listen());
        assertEquals(List.of(Path.of("c.yaml")), options.files());
        assertEquals(7, options.drainMillis());
    }

    private static StartSettings settings(Map<String, String> environment, String... options) throws StartRefused {
        Serve serve = new Serve();
        new CommandLine(serve).parseArgs(options);
        return serve.settings(environment);
    }

    private static void assertSaid(StartRefused refused, String name, String said) {
        String message = String.valueOf(refused.getMessage());
        assertEquals(ExitCode.USAGE, refused.exitCode());
        assertTrue(message.startsWith(name), message);
        assertTrue(message.contains(said), message);
        assertEquals(1, message.lines().count(), message);
    }
}
