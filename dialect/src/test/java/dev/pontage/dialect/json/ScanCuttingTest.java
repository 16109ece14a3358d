package dev.pontage.dialect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** However a document is cut, a scan tells the same of it. */
final class ScanCuttingTest {
    private static final Limits TIGHT = new Limits(5, 40, 6, 7, 9);

    @Property(tries = 3_000)
    @Label("C5, F-63: any cutting of any document gives the same reports, offsets, counters and errors")
    void cuttingChangesNothing(@ForAll long seed, @ForAll boolean strict, @ForAll boolean tight) {
        Random random = new Random(seed);
        byte[] document = maybeDamaged(random);
        Limits limits = tight ? TIGHT : Limits.DEFAULT;
        List<String> whole = Told.of(document, limits, strict).lines;
        int[] everywhere = IntStream.rangeClosed(1, document.length).toArray();
        assertEquals(whole, Told.of(document, limits, strict, everywhere).lines);
        int[] somewhere =
                random.ints(random.nextInt(5), 0, document.length + 1).sorted().toArray();
        assertEquals(whole, Told.of(document, limits, strict, somewhere).lines);
    }

    @Property(tries = 1_000)
    @Label("What a scan shows between two pieces depends on the place alone")
    void stateDependsOnThePlaceAlone(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] document = new RandomJson(random).document();
        Told ignored = new Told();
        Scan byBytes = new Scan(Told.SHAPE, Limits.DEFAULT, false, ignored);
        for (int i = 0; i < document.length; i++) {
            byBytes.feed(document, i, i + 1);
            Scan atOnce = new Scan(Told.SHAPE, Limits.DEFAULT, false, ignored);
            atOnce.feed(document, 0, i + 1);
            assertEquals(Told.state(atOnce), Told.state(byBytes));
            assertEquals(i + 1, byBytes.position());
        }
    }

    @Property(tries = 500)
    @Label("A scan that is used again tells what a new one would")
    void resetForgetsEverything(@ForAll long seed) {
        Random random = new Random(seed);
        Told used = new Told();
        Scan scan = new Scan(Told.SHAPE, TIGHT, true, used);
        for (int round = 0; round < 4; round++) {
            byte[] document = maybeDamaged(random);
            used.lines.clear();
            scan.reset();
            try {
                scan.feed(document, 0, document.length);
                scan.finish();
            } catch (JsonError error) {
                used.lines.add(error.code() + " at " + error.offset() + " in " + error.path());
            }
            used.lines.add(Told.state(scan));
            assertEquals(Told.of(document, TIGHT, true).lines, new ArrayList<>(used.lines));
        }
    }

    @Test
    @DisplayName("A refused name is counted once, be it cut or not")
    void refusedNameIsCountedOnce() {
        byte[] document = "{\"text\":{\"model\":1,\"model\":2}}".getBytes(UTF_8);
        List<String> whole = Told.of(document, Limits.DEFAULT, true).lines;
        assertEquals(whole, Told.of(document, Limits.DEFAULT, true, 22).lines);
        assertEquals("text 10 ", whole.getLast().substring(0, 8));
    }

    private static byte[] maybeDamaged(Random random) {
        RandomJson json = new RandomJson(random);
        byte[] document = json.document();
        return random.nextBoolean() ? document : json.damaged(document);
    }
}
