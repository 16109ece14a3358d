package dev.pontage.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Product;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TidyTest {
    private static final Set<String> NOTHING = Set.of();

    private static final int BASE_FILES = 10;

    @Test
    @DisplayName("No file is over 500 lines and no method over 60")
    void nothingIsLong() {
        assertTrue(Sources.allMain().size() > 200, "only " + Sources.allMain().size() + " files were read");
        assertEquals(NOTHING, Sources.inEach(Sources.allMain(), Tidy::lengths));
        assertEquals(NOTHING, Sources.inEach(Sources.tests(), Tidy::lengths));
    }

    @Test
    @DisplayName("No line of what ships is over 120 columns")
    void noLineIsWide() {
        assertEquals(NOTHING, Sources.inEach(Sources.main(), Tidy::columns));
    }

    @Test
    @DisplayName("Nobody but serve catches Throwable")
    void nobodyCatchesAll() {
        assertEquals(NOTHING, Sources.inEach(Sources.main(), Tidy::catchesAll));
    }

    @Test
    @DisplayName("No class or package has a name that says nothing")
    void namesSaySomething() {
        assertEquals(NOTHING, Sources.inEach(Sources.allMain(), Words::emptyNames));
        assertEquals(NOTHING, Sources.inEach(Sources.tests(), Words::emptyNames));
    }

    @Test
    @DisplayName("The prefix of our answer headers is spelled in AnswerHeaders only")
    void headersAreNamedOnce() {
        assertEquals(NOTHING, Sources.inEach(Sources.main(), Words::headerPrefix));
    }

    @Test
    @DisplayName("The product's name is one constant")
    void productIsNamedOnce() {
        assertEquals("Pontage", Product.NAME);
        assertEquals(NOTHING, Sources.inEach(Sources.main(), Words::productName));
    }

    @Test
    @DisplayName("Every package says in one sentence what it is, and has a file besides; base has at most ten")
    void packagesHaveASentenceAndAFile() {
        Set<String> folders = new TreeSet<>();
        Set<String> described = new TreeSet<>();
        for (SourceFile file : Sources.allMain()) {
            String folder = file.path().substring(0, file.path().lastIndexOf('/'));
            (file.path().endsWith("/package-info.java") ? described : folders).add(folder);
        }
        assertEquals(described, folders);
        List<String> base = Sources.main().stream()
                .map(SourceFile::path)
                .filter(path -> path.contains("/dev/pontage/base/") && !path.endsWith("package-info.java"))
                .toList();
        assertTrue(base.size() <= BASE_FILES, base.toString());
    }

    @Test
    @DisplayName("No test sleeps: time is passed in")
    void noTestSleeps() {
        Set<String> sleeping = new TreeSet<>();
        for (SourceFile file : Sources.tests()) {
            if (!file.path().contains("/architecture/wrong/") && file.code().contains("Thread.sleep(")) {
                sleeping.add(file.path() + ": wait for the event, with a deadline (testkit.Eventually)");
            }
        }
        assertEquals(NOTHING, sleeping);
    }
}
