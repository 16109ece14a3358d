package dev.pontage.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.story.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide's table of every pair of protocols is what tests have seen")
final class MatrixTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide", "translation.md");
    private static final String BEGIN = "<!-- matrix begins -->\n";
    private static final String END = "<!-- matrix ends -->\n";

    /** With {@code -Dmatrix=update} the guide is rewritten. */
    @Test
    @DisplayName("each feature crosses each pair as the table says, and none is lost in silence (S0.02)")
    void table(@TempDir Path folder) throws IOException {
        List<Protocol> protocols = MatrixFiles.protocols();
        MediaServer media = new MediaServer();
        RunningGateway gateway = new RunningGateway(folder, media.access());
        gateway.start();
        try (media;
                Crossings crossings = new Crossings(gateway, media.names(), protocols)) {
            List<String> wrong = new ArrayList<>();
            Table table = new Table(protocols);
            for (Feature feature : MatrixFiles.features()) {
                table.row(feature, outcomes(feature, protocols, crossings, wrong));
            }
            assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
            compare(table.toString());
        } finally {
            gateway.stop();
        }
    }

    private static Map<Protocol, Map<Protocol, Outcome>> outcomes(
            Feature feature, List<Protocol> protocols, Crossings crossings, List<String> wrong) {
        Map<Protocol, Map<Protocol, Outcome>> outcomes = new LinkedHashMap<>();
        for (Protocol upstream : protocols) {
            Map<Protocol, Outcome> of = new LinkedHashMap<>();
            for (Protocol client : protocols) {
                if (feature.isFor(client, upstream)) {
                    try {
                        of.put(client, crossings.cross(feature, client, upstream));
                    } catch (AssertionError error) {
                        wrong.add(feature.title() + ", " + client.key() + " to " + upstream.key() + ": "
                                + error.getMessage());
                    }
                }
            }
            outcomes.put(upstream, of);
        }
        return outcomes;
    }

    private static void compare(String table) throws IOException {
        String guide = Files.readString(GUIDE);
        int begin = guide.indexOf(BEGIN) + BEGIN.length();
        int end = guide.indexOf(END);
        if (System.getProperty("matrix", "").equals("update")) {
            Files.writeString(GUIDE, guide.substring(0, begin) + table + guide.substring(end));
        } else {
            assertEquals(
                    table, guide.substring(begin, end), "run this test with -Dmatrix=update, and look at what changes");
        }
    }
}
