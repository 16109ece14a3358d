package dev.pontage.testkit.simulator;

import dev.pontage.testkit.wire.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An answer in its vendor's form, not yet delivered.
 *
 * @param fields its header lines
 * @param frames a stream's events, or the one body of a whole answer
 * @param stream whether it is a stream
 * @param closing how many frames at its end say that it has ended
 * @param error the frames that tell of an error inside the stream
 * @param garble makes a frame that cannot be read
 */
record Show(
        List<String> fields,
        List<byte[]> frames,
        boolean stream,
        int closing,
        List<byte[]> error,
        UnaryOperator<byte[]> garble) {

    static Show whole(List<String> fields, byte[] body) {
        return new Show(fields, List.of(body), false, 1, List.of(), Show::half);
    }

    /** Plays it as the script wants. */
    Answer play(Script script) {
        Answer answer = stream ? stream(script) : whole(script);
        return script.segmentBytes() > 0 ? answer.inSegments(script.segmentBytes()) : answer;
    }

    private Answer whole(Script script) {
        byte[] body = frames.getFirst();
        return switch (script.fault().kind()) {
            case HANG -> Answer.silence();
            case EMPTY -> head(Answer.Framing.LENGTH);
            case CUT -> paused(script, head(Answer.Framing.LENGTH)).write(body).cutAtByte(body.length / 2);
            case RESET ->
                paused(script, head(Answer.Framing.LENGTH)).write(body).resetAtByte(body.length / 2);
            case GARBLED -> head(Answer.Framing.LENGTH).write(half(body));
            case HOLLOW -> head(Answer.Framing.LENGTH).write("{}");
            case NONE, REFUSED, ERROR, UNMODELED, SILENT ->
                paused(script, head(Answer.Framing.LENGTH)).write(body);
        };
    }

    private Answer stream(Script script) {
        Fault fault = script.fault();
        int until = Math.min(fault.at(), frames.size() - closing);
        return switch (fault.kind()) {
            case HANG ->
                fault.at() == 0 ? Answer.silence() : frames(script, until).hang();
            case EMPTY -> head(Answer.Framing.CHUNKED);
            case CUT ->
                fault.at() == 0
                        ? Answer.nothing().close()
                        : frames(script, until).close();
            case RESET -> frames(script, until).reset();
            case ERROR, UNMODELED -> {
                Answer answer = frames(script, until);
                for (byte[] frame : error) {
                    answer = answer.write(frame);
                }
                yield answer;
            }
            case GARBLED -> frames(script, until).write(garble.apply(frames.get(until)));
            case SILENT -> frames(script, frames.size() - closing);
            case HOLLOW -> Answer.json(200, "{}");
            case NONE, REFUSED -> frames(script, frames.size());
        };
    }

    private Answer frames(Script script, int count) {
        Answer answer = paused(script, head(Answer.Framing.CHUNKED));
        for (int i = 0; i < count; i++) {
            if (script.eachMillis() > 0 && i > 0) {
                answer = answer.pauseMillis(script.eachMillis());
            }
            answer = answer.write(frames.get(i));
        }
        return answer;
    }

    private Answer head(Answer.Framing framing) {
        return Answer.head(200, framing, fields.toArray(new String[0]));
    }

    private static Answer paused(Script script, Answer answer) {
        return script.firstMillis() > 0 ? answer.pauseMillis(script.firstMillis()) : answer;
    }

    private static byte[] half(byte[] body) {
        return Arrays.copyOf(body, body.length / 2);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
