package dev.pontage.dialect.json;

import dev.pontage.dialect.json.JsonError.Code;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** Reads a whole document into a {@link Json} tree; the one user of a JSON parser in this module. */
public final class JsonTree {
    private final JsonFactory factory;
    private final boolean strict;

    /** Reads within the limits of a {@link Scan}; {@code strict}: a name given twice in an object is an error. */
    public JsonTree(Limits limits, boolean strict) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxNumberLength(limits.numberChars())
                .maxNameLength(limits.nameBytes())
                .maxStringLength(Integer.MAX_VALUE)
                .maxTokenCount(2L * limits.tokens())
                .build();
        factory = JsonFactory.builder().streamReadConstraints(constraints).build();
        this.strict = strict;
    }

    /**
     * Reads one document; only white space may follow it.
     *
     * @throws JsonError if it is none, or is beyond a limit
     */
    public Json read(byte[] bytes, int from, int to) {
        refuseOtherEncodings(bytes, from, to);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            try {
                JsonToken first = parser.nextToken();
                if (first == null) {
                    throw new JsonError(Code.INCOMPLETE, 0, "");
                }
                Json value = value(parser, first);
                if (parser.nextToken() != null) {
                    throw new JsonError(Code.TRAILING, offset(parser), "");
                }
                return value;
            } catch (JacksonException e) {
                throw new JsonError(code(e), offset(parser), "");
            }
        }
    }

    /** The parser would guess UTF-16 or UTF-32 from a mark or a zero among the first four bytes; a scan reads UTF-8. */
    private static void refuseOtherEncodings(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] < 0) {
            boolean mark = bytes[from] == (byte) 0xef || bytes[from] == (byte) 0xfe || bytes[from] == (byte) 0xff;
            throw new JsonError(mark ? Code.BOM : Code.SYNTAX, 0, "");
        }
        for (int at = from; at < Math.min(to, from + 4); at++) {
            if (bytes[at] == 0) {
                throw new JsonError(Code.SYNTAX, at - from, "");
            }
        }
    }

    private Json value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Json.Str(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getString());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> Json.Null.NULL;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new JsonError(Code.SYNTAX, offset(parser), "");
        };
    }

    private Json.Obj object(JsonParser parser) {
        OwnMembers members = new OwnMembers();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Json before = members.put(name, value(parser, parser.nextToken()));
            if (before != null && strict) {
                throw new JsonError(Code.DUPLICATE_NAME, offset(parser), "");
            }
        }
        return new Json.Obj(members);
    }

    private Json.Arr array(JsonParser parser) {
        List<Json> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            items.add(value(parser, next));
        }
        return new Json.Arr(items);
    }

    private static Code code(JacksonException refused) {
        if (refused instanceof StreamConstraintsException) {
            return Code.DEPTH;
        }
        if (refused instanceof UnexpectedEndOfInputException) {
            return Code.INCOMPLETE;
        }
        return Code.SYNTAX;
    }

    private static long offset(JsonParser parser) {
        return Math.max(0, parser.currentLocation().getByteOffset());
    }
}
