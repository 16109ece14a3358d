package dev.pontage.testkit.simulator;

import java.util.List;

/**
 * What a simulated model answers, before any protocol gives it its form.
 *
 * @param choices its answers, more than one only where the request asked for that
 * @param bill what they cost together
 */
record Reply(List<Choice> choices, Bill bill) {
    Reply {
        choices = List.copyOf(choices);
    }

    /** The only answer of a protocol that has one. */
    Choice only() {
        return choices.getFirst();
    }

    /**
     * One answer.
     *
     * @param parts in order
     * @param end why it ends
     * @param stop the stop sequence that was met, else empty
     * @param word the vendor's own word for the end that the prompt asked for, else empty
     */
    record Choice(List<Part> parts, End end, String stop, String word) {
        Choice {
            parts = List.copyOf(parts);
        }

        String text() {
            StringBuilder text = new StringBuilder();
            for (Part part : parts) {
                if (part instanceof Part.Words words) {
                    text.append(words.text());
                }
            }
            return text.toString();
        }
    }

    /** Why an answer ends. */
    enum End {
        /** All was said. */
        NATURAL,
        /** Tools are to be called. */
        TOOL,
        /** The ceiling on output was met. */
        LENGTH,
        /** A stop sequence was met. */
        STOP,
        /** The model refuses. */
        REFUSAL
    }
}
