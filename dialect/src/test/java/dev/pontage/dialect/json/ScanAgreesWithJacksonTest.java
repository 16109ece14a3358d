package dev.pontage.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A scan and Jackson agree on which documents are valid and on every value in them.
 *
 * <p>Where they differ on purpose: Jackson takes an empty input for a document without tokens, guesses UTF-16 and
 * UTF-32
 * from NUL bytes and marks, skips the mark of UTF-8, and lets some invalid UTF-8 pass; a scan refuses all of these.
 * Jackson refuses a lone surrogate's escape in a member name, though not in a value; a scan lets both pass.
 */
final class ScanAgreesWithJacksonTest {
    private static final JsonFactory JACKSON = new JsonFactory();

    @Property(tries = 6_000)
    @Label("S4.15, F-63: the same documents are valid, and have the same values in the same places")
    void validityAndValues(@ForAll long seed, @ForAll boolean damage) {
        Random random = new Random(seed);
        RandomJson json = new RandomJson(random);
        byte[] document = damage ? json.damaged(json.document()) : json.document();
        List<String> ours = ours(document);
        List<String> theirs;
        try {
            theirs = isOurs(document) ? new Reference(document).told() : null;
        } catch (JacksonException invalid) {
            Assume.that(!invalid.getOriginalMessage().matches(".*surrogate.*property name.*"));
            theirs = null;
        }
        assertEquals(theirs, ours, () -> new String(document, StandardCharsets.UTF_8));
    }

    /** Whether the document is in the encoding that we accept, so that Jackson may be asked. */
    private static boolean isOurs(byte[] document) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            return !text.isBlank() && text.indexOf(0) < 0 && text.charAt(0) != '\ufeff';
        } catch (CharacterCodingException invalid) {
            return false;
        }
    }

    private static @Nullable List<String> ours(byte[] document) {
        List<String> told = new ArrayList<>();
        Scan scan = new Scan(Told.SHAPE, Limits.DEFAULT, false, new Visitor() {
            @Override
            public void value(Scan scan, int node) {
                boolean kept = scan.kind() == Kind.STRING || scan.kind() == Kind.NUMBER;
                told.add(node + " " + scan.kind() + " " + scan.start() + "-" + scan.end() + " "
                        + (kept ? scan.string() : "") + " " + scan.index());
            }

            @Override
            public void close(Scan scan, int node) {
                told.add(node + " " + scan.kind() + " " + scan.start() + "-" + scan.end() + " empty " + scan.isEmpty());
            }
        });
        try {
            scan.feed(document, 0, document.length);
            scan.finish();
            told.add("text " + scan.textBytes() + " media " + scan.mediaTokens() + " tokens " + scan.tokens());
            return told;
        } catch (JsonError refused) {
            return null;
        }
    }

    /** The slow way: Jackson's tokens, and paths as strings. */
    private static final class Reference {
        private static final Map<String, Integer> PLACES = Map.ofEntries(
                Map.entry("", 1),
                Map.entry(".a", 2),
                Map.entry(".b", 3),
                Map.entry(".b.c", 4),
                Map.entry(".a[]", 5),
                Map.entry(".a[].b", 6),
                Map.entry(".text", 7),
                Map.entry(".text.model", 8),
                Map.entry(".x.*", 9),
                Map.entry(".x.*.a", 10),
                Map.entry(".é", 11),
                Map.entry("[].a", 12),
                Map.entry("[][]", 13),
                Map.entry(".b.c[].a", 14),
                Map.entry(".c.text.x", 15),
                Map.entry(".text.b", 16));

        private final byte[] document;
        private final List<String> told = new ArrayList<>();
        private final Deque<Level> levels = new ArrayDeque<>();
        private String place = "";
        private long textBytes;
        private long mediaTokens;
        private int tokens;

        Reference(byte[] document) {
            this.document = document;
        }

        @Nullable List<String> told() {
            try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), document)) {
                boolean rootSeen = false;
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (rootSeen && levels.isEmpty()) {
                        return null; // a second document
                    }
                    rootSeen = true;
                    token(parser, token);
                }
                told.add("text " + textBytes + " media " + mediaTokens + " tokens " + tokens);
                return told;
            }
        }

        private void token(JsonParser parser, JsonToken token) {
            long start = parser.currentTokenLocation().getByteOffset();
            if (token == JsonToken.PROPERTY_NAME) {
                tokens++;
                Level object = levels.getFirst();
                object.count++;
                place = object.place + "." + parser.currentName();
                if (PLACES.keySet().stream().noneMatch(p -> isAt(p, place))) {
                    String any = object.place + ".*";
                    place = PLACES.keySet().stream().anyMatch(p -> isAt(p, any)) ? any : place;
                }
                textBytes += object.place.matches("(?s)[.]text([.].*|\\[.*|)") ? utf8Length(parser.currentName()) : 0;
                return;
            }
            if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
                Level level = levels.removeFirst();
                Integer node = PLACES.get(level.place);
                if (node != null) {
                    told.add(node + " " + (level.array ? "ARRAY " : "OBJECT ") + level.start + "-" + (start + 1)
                            + " empty " + (level.count == 0));
                }
                return;
            }
            tokens++;
            Level around = levels.peekFirst();
            if (around != null && around.array) {
                place = around.place + "[]";
                around.count++;
            }
            if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
                levels.addFirst(new Level(place, token == JsonToken.START_ARRAY, start));
                return;
            }
            scalar(parser, token, start);
        }

        private void scalar(JsonParser parser, JsonToken token, long start) {
            String text = parser.getString();
            Integer node = PLACES.get(place);
            if (token == JsonToken.VALUE_STRING) {
                if (node != null && (node == 6 || node == 16)) {
                    mediaTokens += Math.min(Scan.MEDIA_TOKENS_LIMIT, utf8Length(text));
                } else if ((node != null && (node == 2 || node == 4 || node == 9))
                        || place.matches("(?s)[.]text([.].*|\\[.*|)")) {
                    textBytes += utf8Length(text);
                }
            }
            if (node == null) {
                return;
            }
            int index = levels.stream()
                    .filter(level -> level.array)
                    .findFirst()
                    .map(level -> level.count - 1)
                    .orElse(-1);
            long end = parser.currentLocation().getByteOffset();
            boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
            String kind = number
                    ? "NUMBER"
                    : token == JsonToken.VALUE_STRING ? "STRING" : token.name().substring(6);
            // Jackson has read a byte further after some numbers.
            long exact = number ? start + text.length() : end;
            told.add(node + " " + kind + " " + start + "-" + exact + " "
                    + (number || token == JsonToken.VALUE_STRING ? text : "") + " " + index);
        }

        private static boolean isAt(String path, String prefix) {
            return path.startsWith(prefix)
                    && (path.length() == prefix.length() || ".[".indexOf(path.charAt(prefix.length())) >= 0);
        }

        private static long utf8Length(String text) {
            return text.codePoints()
                    .map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                    .sum();
        }
    }

    private static final class Level {
        private final String place;
        private final boolean array;
        private final long start;
        private int count;

        Level(String place, boolean array, long start) {
            this.place = place;
            this.array = array;
            this.start = start;
        }
    }
}
