package dev.pontage.exchange;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Refusal;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a stage answers: go on with a value, refuse, or wait for one of the two.
 *
 * <p>Stage N+1 takes the type that stage N yields, so none can be left out or moved. A wait resumes on the exchange's
 * loop, exactly once.
 */
public sealed interface Step<T> {

    /** On to the next stage. */
    record Next<T>(T value) implements Step<T> {}

    /** No. */
    record Refuse<T>(Refusal refusal) implements Step<T> {}

    /** Not yet. The answer is settled on the exchange's loop; a failed one is a bug and refuses as our own fault. */
    record Wait<T>(Answer.Pending<Step<T>> answer) implements Step<T> {}

    /** Goes on with the next stage, now or when the wait is over. */
    default <R> Step<R> then(Function<? super T, Step<R>> stage) {
        return switch (this) {
            case Next<T>(T value) -> stage.apply(value);
            case Refuse<T>(Refusal refusal) -> new Refuse<>(refusal);
            case Wait<T>(Answer.Pending<Step<T>> answer) -> {
                Answer.Pending<Step<R>> later = new Answer.Pending<>(answer.patienceMillis(), answer.lateCode());
                answer.then(settled -> {
                    switch (resumed(settled).then(stage)) {
                        case Wait<R>(Answer.Pending<Step<R>> more) -> more.then(end -> later.complete(resumed(end)));
                        case Step<R> done -> later.complete(done);
                    }
                });
                yield new Wait<>(later);
            }
        };
    }

    /** The same step; {@code clean} runs if it refuses, now or when the wait is over. */
    default Step<T> ifRefused(Runnable clean) {
        return switch (this) {
            case Next<T> next -> next;
            case Refuse<T> refuse -> {
                clean.run();
                yield refuse;
            }
            case Wait<T>(Answer.Pending<Step<T>> answer) -> {
                Answer.Pending<Step<T>> later = new Answer.Pending<>(answer.patienceMillis(), answer.lateCode());
                answer.then(settled -> {
                    switch (resumed(settled).ifRefused(clean)) {
                        case Wait<T>(Answer.Pending<Step<T>> more) -> more.then(end -> later.complete(resumed(end)));
                        case Step<T> done -> later.complete(done);
                    }
                });
                yield new Wait<>(later);
            }
        };
    }

    /** Ends the chain: exactly one of the two is called, now or when the wait is over. */
    default void end(Consumer<? super T> next, Consumer<Refusal> refused) {
        switch (this) {
            case Next<T>(T value) -> next.accept(value);
            case Refuse<T>(Refusal refusal) -> refused.accept(refusal);
            case Wait<T>(Answer.Pending<Step<T>> answer) ->
                answer.then(settled -> resumed(settled).end(next, refused));
        }
    }

    private static <T> Step<T> resumed(Answer<Step<T>> settled) {
        return switch (settled) {
            case Answer.Ready<Step<T>>(Step<T> step) -> step;
            case Answer.Failed<Step<T>>(String code) ->
                new Refuse<>(Refusal.unavailable(code, "The gateway could not finish a step of its own."));
            case Answer.Pending<Step<T>> never -> throw new IllegalStateException("settled with a pending answer");
        };
    }
}
