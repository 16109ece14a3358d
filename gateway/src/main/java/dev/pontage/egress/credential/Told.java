package dev.pontage.egress.credential;

import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A JSON object that somebody told us, with errors that name him and the field, never the text. */
public final class Told {
    private static final JsonTree JSON = new JsonTree(Limits.DEFAULT, false);

    private final String by;
    private final Json.Obj object;

    private Told(String by, Json.Obj object) {
        this.by = by;
        this.object = object;
    }

    /** @throws IOException if the answer is a refusal, or no object */
    public static Told by(String who, WebAnswer answer) throws IOException {
        if (!answer.fine()) {
            throw new IOException(who + " answered with status " + answer.status() + errorName(who, answer));
        }
        return by(who, answer.body());
    }

    /** @throws IOException if it is no object */
    public static Told by(String who, byte[] json) throws IOException {
        try {
            if (JSON.read(json, 0, json.length) instanceof Json.Obj object) {
                return new Told(who, object);
            }
        } catch (JsonError e) {
            throw new IOException(who + " is not JSON", e);
        }
        throw new IOException(who + " is not a JSON object");
    }

    /** @throws IOException if it is no object */
    public static Told by(String who, String json) throws IOException {
        return by(who, json.getBytes(StandardCharsets.UTF_8));
    }

    /** The code that a refusal names; its message is left out, since it may repeat what was asked with. */
    private static String errorName(String who, WebAnswer answer) {
        try {
            Told told = by(who, answer.body());
            for (String field : new String[] {"__type", "code", "Code", "error"}) {
                Optional<String> name = told.find(field);
                if (name.isPresent()) {
                    String last = name.get().substring(name.get().indexOf('#') + 1);
                    return last.matches("[A-Za-z0-9_.-]{1,64}") ? " (" + last + ")" : "";
                }
            }
        } catch (IOException untold) {
            // The status says enough.
        }
        return "";
    }

    /** A text that is there and not empty. */
    public String text(String name) throws IOException {
        return find(name).orElseThrow(() -> new IOException(by + " has no " + name));
    }

    /** A text, or a number as it is spelled; empty if it is neither or empty. */
    public Optional<String> find(String name) {
        return switch (object.get(name)) {
            case Json.Str text -> Optional.of(text.text()).filter(found -> !found.isEmpty());
            case Json.Num number -> Optional.of(number.spelling());
            case null, default -> Optional.empty();
        };
    }

    public Told object(String name) throws IOException {
        if (object.get(name) instanceof Json.Obj inner) {
            return new Told(by, inner);
        }
        throw new IOException(by + " has no " + name);
    }

    /** A point in time as ISO 8601 spells it, in epoch microseconds. */
    public long micros(String name) throws IOException {
        return micros(by, text(name));
    }

    static long micros(String by, String moment) throws IOException {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(moment));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IOException(by + " says a time that is none", e);
        }
    }

    /** A whole number of seconds, as {@code expires_in} has it. */
    public long seconds(String name) throws IOException {
        String spelled = text(name);
        if (!spelled.matches("[0-9]{1,9}")) {
            throw new IOException(by + " says a " + name + " that is no number of seconds");
        }
        return Long.parseLong(spelled);
    }
}
