package dev.pontage.matrix;

import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.EventFrames;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a client of a protocol asks, and how an upstream of it answers.
 *
 * @param letter what the table calls its clients
 * @param model the one that its upstream serves
 */
record Protocol(
        String key,
        String letter,
        String title,
        String model,
        String path,
        String streamPath,
        Object request,
        Object streamRequest,
        Object answer,
        String stream) {
    private static final JsonMapper JSON = new JsonMapper();

    String path(boolean streamed, Map<String, String> names) {
        return Contained.filled(streamed ? streamPath : path, names);
    }

    /** A request for a model, with more members. */
    byte[] request(boolean streamed, @Nullable Object more, Map<String, String> names) {
        Object asked = streamed ? Contained.merged(request, streamRequest) : request;
        return bytes(more == null ? asked : Contained.merged(asked, more), names);
    }

    /** What its upstream answers, with other members. */
    Answer whole(@Nullable Object more, Map<String, String> names) {
        byte[] body = bytes(more == null ? answer : Contained.merged(answer, more), names);
        return Answer.head(200, Answer.Framing.LENGTH, "content-type: application/json")
                .write(body);
    }

    /** What its upstream streams. */
    Answer streamed(Map<String, String> names) {
        String filled = Contained.filled(stream, names);
        if (stream.startsWith("messageStart ")) {
            return Answer.head(200, Answer.Framing.CHUNKED, "content-type: application/vnd.amazon.eventstream")
                    .write(EventFrames.encode(filled));
        }
        return Answer.events(filled + '\n');
    }

    private static byte[] bytes(@Nullable Object json, Map<String, String> names) {
        return JSON.writeValueAsBytes(Contained.filled(json, names));
    }
}
