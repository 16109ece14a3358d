package dev.pontage.testkit.story;

import dev.pontage.testkit.wire.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the bytes of a story are cut into segments, which must change nothing (design convention C5). */
public enum Delivery {
    /** Each text of the story in one write. */
    WHOLE,
    /** One byte a segment, in both directions. */
    BYTE_BY_BYTE,
    /** A new segment inside every character of more than one byte; chunks are cut there too. */
    INSIDE_CHARACTERS;

    /** Whether this delivery differs from {@link #WHOLE} for the story. */
    public boolean appliesTo(Story story) {
        return this != INSIDE_CHARACTERS
                || story.sections().stream()
                        .filter(section -> section.kind() == Section.Kind.CLIENT_SENDS
                                || section.kind() == Section.Kind.UPSTREAM_ANSWERS)
                        .anyMatch(section -> splits(section.text().getBytes(StandardCharsets.UTF_8)).length > 0);
    }

    Answer write(Answer answer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (this != INSIDE_CHARACTERS) {
            return answer.write(bytes);
        }
        Answer more = answer;
        int from = 0;
        for (int split : splits(bytes)) {
            more = more.write(Arrays.copyOfRange(bytes, from, split));
            from = split;
        }
        return more.write(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    /** The offsets after the first byte of each character that has more than one. */
    static int[] splits(byte[] utf8) {
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < utf8.length; i++) {
            if ((utf8[i] & 0xc0) == 0xc0) {
                offsets.add(i + 1);
            }
        }
        return offsets.stream().mapToInt(Integer::intValue).toArray();
    }
}
