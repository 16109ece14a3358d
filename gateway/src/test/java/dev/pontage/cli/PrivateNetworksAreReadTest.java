package dev.pontage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.boot.ExitCode;
import dev.pontage.boot.StartRefused;
import dev.pontage.egress.Networks;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PrivateNetworksAreReadTest {
    @Test
    @DisplayName(
            "PONTAGE_PRIVATE_NETWORKS is read; absent it opens nothing; a mistake in it refuses the start by its name")
    void read() throws StartRefused {
        assertEquals(
                Networks.parse("10.0.0.0/8,fd00::/8"),
                Serve.privateNetworks(Map.of("PONTAGE_PRIVATE_NETWORKS", " 10.0.0.0/8 fd00::/8 ")));
        assertEquals(Networks.NONE, Serve.privateNetworks(Map.of()));
        StartRefused refused = assertThrows(
                StartRefused.class, () -> Serve.privateNetworks(Map.of("PONTAGE_PRIVATE_NETWORKS", "10.0.0.0/99")));
        assertEquals(ExitCode.USAGE, refused.exitCode());
        assertEquals(
                "PONTAGE_PRIVATE_NETWORKS: '10.0.0.0/99' is no network such as 10.0.0.0/8 or fd00::/8",
                refused.getMessage());
    }
}
