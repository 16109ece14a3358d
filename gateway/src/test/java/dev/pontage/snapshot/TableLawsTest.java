package dev.pontage.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("A table is a map, whatever its overlay")
class TableLawsTest {

    @Property(tries = 300)
    @Label("single and bulk changes give what a map gives, and older versions stay as they were")
    void likeAMap(@ForAll("steps") List<Step> steps) {
        Table<Integer, Integer> table = Table.of(new HashMap<>(Map.of(1, 1, 2, 2)));
        Map<Integer, Integer> model = new HashMap<>(Map.of(1, 1, 2, 2));
        for (Step step : steps) {
            Table<Integer, Integer> before = table;
            Map<Integer, Integer> modelBefore = new HashMap<>(model);
            if (step.bulk()) {
                Map<Integer, Integer> puts = new HashMap<>();
                for (int i = 0; i < step.count(); i++) {
                    puts.put(step.key() + i, step.value());
                }
                Set<Integer> removed = new HashSet<>(List.of(step.key(), step.key() - 1));
                table = table.with(puts, removed);
                removed.forEach(model::remove);
                model.putAll(puts);
            } else {
                Integer value = step.value() % 3 == 0 ? null : Integer.valueOf(step.value());
                table = table.with(step.key(), value);
                if (value == null) {
                    model.remove(step.key());
                } else {
                    model.put(step.key(), value);
                }
            }
            assertEquals(model, table.toMap());
            assertEquals(model.size(), table.size());
            assertTrue(table.overlaySize() <= Table.MAX_OVERLAY);
            assertEquals(model.get(step.key()), table.get(step.key()));
            assertEquals(modelBefore, before.toMap());
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> counts = Arbitraries.of(0, 1, 3, 700, 1_500);
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 2_000),
                        Arbitraries.integers().between(0, 100),
                        counts)
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }

    /** One change of a table. */
    record Step(boolean bulk, int key, int value, int count) {}
}
