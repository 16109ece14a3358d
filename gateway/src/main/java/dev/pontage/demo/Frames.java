package dev.pontage.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import tools.jackson.databind.node.ObjectNode;

/** Puts an answer in time, and breaks it where its script says so. */
final class Frames {
    /** The wait for a first token, as of a quick model. */
    private static final long USUAL_FIRST_MILLIS = 150;

    /** The pauses between pieces, as of a quick model. */
    private static final long MIN_EACH_MILLIS = 15;

    private static final long MAX_EACH_MILLIS = 40;

    /** Pieces before a stream goes wrong. */
    private static final int PIECES_BEFORE_TROUBLE = 2;

    /** Broken events in a garbled stream: more than a reader should overlook. */
    private static final int GARBLED_EVENTS = 5;

    private static final int PACE = -1;

    private final Script script;
    private final Seed seed;

    Frames(Script script, Seed seed) {
        this.script = script;
        this.seed = seed;
    }

    /** An answer that comes at once. */
    Play whole(ObjectNode answer) {
        byte[] body = Json.bytes(answer);
        return switch (script.trouble()) {
            case Trouble.None() -> json(200, body, body.length, Play.Ending.WHOLE);
            case Trouble.Status status -> error(status);
            case Trouble.Cut(int pieces) -> broken(body, pieces, Play.Ending.CUT);
            case Trouble.Hang(int pieces) -> broken(body, pieces, Play.Ending.HANG);
            case Trouble.Garbled() -> json(200, half(body), body.length / 2, Play.Ending.WHOLE);
            case Trouble.InStream() -> {
                byte[] error = Json.bytes(Errors.envelope(Errors.inStream()));
                yield json(200, error, error.length, Play.Ending.WHOLE);
            }
            case Trouble.Empty() -> json(200, new byte[0], 0, Play.Ending.WHOLE);
        };
    }

    /**
     * An answer that comes in events.
     *
     * @param failure the event of an error in mid-stream, after that many others
     */
    Play streamed(List<Event> events, IntFunction<Event> failure) {
        return switch (script.trouble()) {
            case Trouble.None() -> stream(events, Play.Ending.WHOLE);
            case Trouble.Status status -> error(status);
            case Trouble.Cut(int pieces) -> stream(begun(events, pieces), Play.Ending.CUT);
            case Trouble.Hang(int pieces) -> stream(begun(events, pieces), Play.Ending.HANG);
            case Trouble.Garbled() -> {
                List<Event> garbled = begun(events, PIECES_BEFORE_TROUBLE);
                for (int i = 0; i < GARBLED_EVENTS; i++) {
                    garbled.add(Event.garbled());
                }
                yield stream(garbled, Play.Ending.WHOLE);
            }
            case Trouble.InStream() -> {
                List<Event> failed = begun(events, PIECES_BEFORE_TROUBLE);
                failed.add(failure.apply(failed.size()));
                yield stream(failed, Play.Ending.WHOLE);
            }
            case Trouble.Empty() -> stream(List.of(Event.nothing()), Play.Ending.WHOLE);
        };
    }

    /** A refusal in OpenAI's shape. */
    Play error(Trouble.Status status) {
        byte[] body = Json.bytes(Errors.envelope(status));
        Map<String, String> fields = fields("application/json");
        if (status.retryAfterSeconds() > 0) {
            fields.put("retry-after", Integer.toString(status.retryAfterSeconds()));
        }
        long pauseMillis = script.firstMillis() == Script.UNSAID ? 0 : script.firstMillis();
        List<Play.Frame> frames = List.of(new Play.Frame(pauseMillis, body));
        return new Play(status.status(), fields, body.length, frames, Play.Ending.WHOLE);
    }

    private Play json(int status, byte[] body, long lengthBytes, Play.Ending ending) {
        List<Play.Frame> frames = List.of(new Play.Frame(firstMillis(), body));
        return new Play(status, fields("application/json"), lengthBytes, frames, ending);
    }

    private Play broken(byte[] body, int pieces, Play.Ending ending) {
        return pieces == 0
                ? new Play(200, Map.of(), body.length, List.of(), ending)
                : json(200, half(body), body.length, ending);
    }

    private static byte[] half(byte[] body) {
        return Arrays.copyOf(body, body.length / 2);
    }

    private Play stream(List<Event> events, Play.Ending ending) {
        SplittableRandom pace = seed.random(PACE);
        List<Play.Frame> frames = new ArrayList<>(events.size());
        for (Event event : events) {
            // Drawn for every event, so that a script that changes one pause leaves the others.
            long usual = pace.nextLong(MIN_EACH_MILLIS, MAX_EACH_MILLIS + 1);
            long each = script.eachMillis() == Script.UNSAID ? usual : script.eachMillis();
            long pauseMillis = frames.isEmpty() ? firstMillis() : event.content() ? each : 0;
            frames.add(new Play.Frame(pauseMillis, event.bytes()));
        }
        return new Play(200, fields("text/event-stream; charset=utf-8"), Play.STREAMED, frames, ending);
    }

    /** The beginning of a stream, up to and with its n-th piece of content; at most all but what ends it. */
    private static List<Event> begun(List<Event> events, int pieces) {
        long all = events.stream().filter(Event::content).count();
        long left = Math.min(pieces, all);
        List<Event> begun = new ArrayList<>();
        for (Event event : events) {
            if (left == 0) {
                break;
            }
            begun.add(event);
            left -= event.content() ? 1 : 0;
        }
        return begun;
    }

    private long firstMillis() {
        return script.firstMillis() == Script.UNSAID ? USUAL_FIRST_MILLIS : script.firstMillis();
    }

    private Map<String, String> fields(String contentType) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("content-type", contentType);
        fields.put("openai-version", "2020-10-01");
        fields.put("x-request-id", seed.id("req_", 0));
        return fields;
    }
}
