package dev.pontage.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A step that waits")
final class StepsWaitTest {
    private static final Refusal NO = new Refusal(400, "no", "No.");

    private final List<String> told = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    @DisplayName("for one that waits again is cleaned up after once where it refuses, and goes on where it does not")
    void nested(int waits) {
        for (boolean refused : new boolean[] {false, true}) {
            told.clear();
            List<Answer.Pending<Step<String>>> pending = new ArrayList<>();
            Step<String> end = refused ? new Step.Refuse<>(NO) : new Step.Next<>("value");
            Step<String> step = end;
            for (int i = 0; i < waits; i++) {
                Answer.Pending<Step<String>> answer = new Answer.Pending<>(1_000, "late");
                pending.add(answer);
                step = new Step.Wait<>(answer);
            }
            step.ifRefused(() -> told.add("cleaned"))
                    .then(value -> new Step.Next<>(value + "!"))
                    .end(told::add, refusal -> told.add(refusal.code()));
            // The outermost comes first, and brings the one inside it.
            for (int i = waits - 1; i >= 0; i--) {
                assertEquals(List.of(), told);
                pending.get(i).complete(i == 0 ? end : new Step.Wait<>(pending.get(i - 1)));
            }
            assertEquals(refused ? List.of("cleaned", "no") : List.of("value!"), told);
        }
    }
}
