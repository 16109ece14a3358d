package dev.pontage.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CasesAreAtHomeTest {
    private static final Set<String> NOTHING = Set.of();

    /** What every vendor's folder has at least, by the beginning of a story's name. */
    private static final List<String> AT_LEAST = List.of("chat", "stream", "tool", "error", "usage");

    @Test
    @DisplayName("Every vendor has a data file, and a folder of cases with a chat, a stream, a tool, an error, usage")
    void vendorsHaveCases() {
        assertTrue(Words.vendorNames().size() >= 6, Words.vendorNames().toString());
        Set<String> missing = new TreeSet<>();
        for (String vendor : Words.vendorNames()) {
            if (!Sources.exists("gateway/src/main/resources/vendors/" + vendor + ".json")) {
                missing.add(vendor + ".json");
            }
            String folder = "cases/vendor/" + vendor;
            for (String kind : AT_LEAST) {
                if (Sources.below(folder, ".story").stream()
                        .noneMatch(story -> story.startsWith(folder + "/" + kind))) {
                    missing.add(folder + "/" + kind + "*.story");
                }
            }
        }
        assertEquals(NOTHING, missing);
    }

    @Test
    @DisplayName("No vendor file stands outside the list")
    void noVendorFileIsForgotten() {
        Set<String> forgotten = new TreeSet<>();
        for (String file : Sources.below("gateway/src/main/resources/vendors", ".json")) {
            String name = file.substring(file.lastIndexOf('/') + 1).replace(".json", "");
            if (!name.equals("index") && !Words.vendorNames().contains(name)) {
                forgotten.add(file);
            }
        }
        assertEquals(NOTHING, forgotten);
    }

    @Test
    @DisplayName("No case is an orphan: a folder has resources, a vendor's folder has its vendor")
    void noCaseIsAnOrphan() {
        Set<String> orphans = new TreeSet<>();
        for (String file : Sources.below("cases", "")) {
            String[] parts = file.split("/", -1);
            boolean known = file.endsWith(".story") || file.endsWith("/resources.yaml") || file.endsWith("README.md");
            boolean vendor = parts.length < 3
                    || !parts[1].equals("vendor")
                    || Words.vendorNames().contains(parts[2]);
            if (!known || !vendor || (file.endsWith(".story") && !hasResources(file))) {
                orphans.add(file);
            }
        }
        assertEquals(NOTHING, orphans);
    }

    private static boolean hasResources(String story) {
        if (Sources.text(story).contains("\n== resources")) {
            return true;
        }
        String folder = story;
        while (folder.contains("/")) {
            folder = folder.substring(0, folder.lastIndexOf('/'));
            if (Sources.exists(folder + "/resources.yaml")) {
                return true;
            }
        }
        return false;
    }
}
