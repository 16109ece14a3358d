package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Secret;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The operators' token")
final class AdminTokenTest {
    private final TestHouse house;

    AdminTokenTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"", "abc", "changeme", "changemechangemechangemechangeme", "0123456789012345678901234567890"})
    @DisplayName("S0.07: is refused in its file as in its variable if it is short or published, by the file's name")
    void weakInTheFile(String token) throws IOException {
        house.secret("admin-token", token + "\n");
        StartRefused refused = assertThrows(
                StartRefused.class, () -> Running.start(house.settings().build(), house.logOut()));
        assertEquals(ExitCode.USAGE, refused.exitCode());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith(house.secrets().resolve("admin-token") + " "), message);
        assertFalse(token.length() > 8 && message.contains(token), message);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"abc", "changemechangemechangemechangeme"})
    @DisplayName("S0.07: is refused in its variable if it is short or published")
    void weakInTheVariable(String token) {
        StartSettings settings = house.settings().adminToken(new Secret(token)).build();
        StartRefused refused = assertThrows(StartRefused.class, () -> Running.start(settings, house.logOut()));
        assertEquals(ExitCode.USAGE, refused.exitCode());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("PONTAGE_ADMIN_TOKEN "), message);
    }

    @Test
    @DisplayName("is taken from its file if it is long enough, and the one that was made is taken again")
    void kept() throws IOException {
        house.secret("admin-token", "a-token-of-an-operator-that-is-long-enough\n");
        Running given = house.start();
        assertEquals(
                "a-token-of-an-operator-that-is-long-enough", given.adminToken().reveal());
        var _ = given.stop();
        house.removeSecret("admin-token");
        Running made = house.start();
        String token = made.adminToken().reveal();
        var _ = made.stop();
        Running again = house.start();
        assertEquals(token, again.adminToken().reveal());
        var _ = again.stop();
    }
}
