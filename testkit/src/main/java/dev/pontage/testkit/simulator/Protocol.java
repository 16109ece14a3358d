package dev.pontage.testkit.simulator;

import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One vendor's protocol: what it accepts, what it answers, and how it refuses. */
interface Protocol {
    /**
     * Answers a request that obeys the protocol.
     *
     * @throws Violation if it does not
     */
    Outcome handle(RecordedRequest request);

    /** The vendor's refusal. */
    Answer refuse(Refused refused);

    /**
     * A refusal without its form.
     *
     * @param status 0 if {@code kind} says it
     * @param kind the vendor's name of the error; empty for the usual one of the status
     * @param fields further header lines
     * @param extras what else the prompt said, as {@code name=value}
     */
    record Refused(int status, String kind, String path, String problem, List<String> fields, List<String> extras) {
        static Refused of(Violation violation) {
            return new Refused(
                    violation.status(), violation.kind(), violation.path(), violation.problem(), List.of(), List.of());
        }

        /** The value of an extra, or null. */
        @Nullable String extra(String name) {
            for (String extra : extras) {
                if (extra.startsWith(name + "=")) {
                    return extra.substring(name.length() + 1);
                }
            }
            return null;
        }
    }

    /** An answer with what it costs, if it costs anything. */
    record Outcome(Answer answer, Optional<Bill> bill) {
        static Outcome free(Answer answer) {
            return new Outcome(answer, Optional.empty());
        }
    }
}
