package dev.pontage.dialect.host;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How an API carries requests and answers of a dialect that somebody else made, as data: Anthropic's messages on Vertex
 * and Bedrock (protocols 3.6), or a provider's own additions.
 *
 * @param paths where calls stand below the base URL
 * @param adds members of the body that the API demands, or the operator wants
 * @param drops members of the body that the API does not take, since its path says them
 * @param lists members of the body by the header field whose words, between commas, become their items; names of fields
 *     in lower case
 * @param headers fields of the head that go up, names in lower case; they replace those of the dialect
 * @param forwards which of the dialect's forwarded header fields of the client mean something there, in lower case
 * @param framed whether a stream's events come in binary frames, each in base64
 * @param errors the dialect in which the API says its own errors; empty for that of the answers
 */
public record Hosting(
        Paths paths,
        Map<String, Json> adds,
        Set<String> drops,
        Map<String, String> lists,
        Map<String, String> headers,
        Set<String> forwards,
        boolean framed,
        String errors) {

    /** The dialect as its maker serves it. */
    public static final Hosting NONE =
            new Hosting(Paths.OWN, Map.of(), Set.of(), Map.of(), Map.of(), Set.of(), false, "");

    private static final String MODEL = "{model}";

    /** Beside letters and digits, what stands in a path as it is: Vertex writes {@code claude-x@20260101}. */
    private static final String PLAIN = "-._~@";

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    public Hosting {
        adds = Collections.unmodifiableMap(new LinkedHashMap<>(adds));
        drops = Set.copyOf(drops);
        lists = Map.copyOf(lists);
        headers = Map.copyOf(headers);
        forwards = Set.copyOf(forwards);
        if (!drops.isEmpty() && adds.isEmpty()) {
            throw new IllegalArgumentException("a hosting that drops members adds one in their place");
        }
    }

    /** Whether it changes nothing at all. */
    public boolean isNone() {
        return !isOwnApi() && adds.isEmpty() && headers.isEmpty();
    }

    /** Whether it is an API of its own, and not only additions to that of the dialect's maker. */
    public boolean isOwnApi() {
        return !paths.whole().isEmpty();
    }

    /** The same with the members and fields that another one adds. */
    public Hosting with(Hosting more) {
        Map<String, Json> members = new LinkedHashMap<>(adds);
        members.putAll(more.adds);
        Map<String, String> fields = new LinkedHashMap<>(headers);
        fields.putAll(more.headers);
        return new Hosting(paths, members, drops, lists, fields, forwards, framed, errors);
    }

    /** The same with words for those that stand in braces in its texts; in capitals if the word in braces is. */
    public Hosting filled(Map<String, String> words) {
        Map<String, Json> members = new LinkedHashMap<>();
        adds.forEach((name, value) -> members.put(name, filled(value, words)));
        Map<String, String> fields = new LinkedHashMap<>();
        headers.forEach((name, value) -> fields.put(name, filled(value, words)));
        return new Hosting(paths, members, drops, lists, fields, forwards, framed, errors);
    }

    private static Json filled(Json value, Map<String, String> words) {
        return switch (value) {
            case Json.Str(String text) -> new Json.Str(filled(text, words));
            case Json.Obj object -> {
                Members members = new Members();
                object.members().forEach((name, member) -> members.put(name, filled(member, words)));
                yield members.obj();
            }
            case Json.Arr array ->
                new Json.Arr(
                        array.items().stream().map(item -> filled(item, words)).toList());
            case Json.Num _, Json.Bool _, Json.Null _ -> value;
        };
    }

    private static String filled(String text, Map<String, String> words) {
        String filled = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            String name = '{' + word.getKey() + '}';
            filled = filled.replace(name, word.getValue())
                    .replace(name.toUpperCase(Locale.ROOT), word.getValue().toUpperCase(Locale.ROOT));
        }
        return filled;
    }

    /** A request that was written for the dialect's maker. */
    public Written written(Written written, String model, boolean stream) {
        Members body = new Members();
        adds.forEach(body::put);
        written.body().members().forEach((name, value) -> {
            if (!drops.contains(name) && !adds.containsKey(name)) {
                body.put(name, value);
            }
        });
        return new Written(
                path(written.path(), model, stream ? paths.stream() : paths.whole()),
                headers(written.headers()),
                body.obj(),
                written.losses());
    }

    /** The path of a chat. */
    public String chat(String own, String model, boolean stream) {
        return path(own, model, stream ? paths.stream() : paths.whole());
    }

    /** The path of a count of tokens. */
    public String count(String own, String model) {
        return path(own, model, paths.count());
    }

    private static String path(String own, String model, String template) {
        return template.isEmpty() ? own : template.replace(MODEL, escaped(model));
    }

    /** What goes up beside the client's fields, where the dialect's maker would get {@code own}. */
    public Map<String, String> headers(Map<String, String> own) {
        if (isOwnApi()) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(own);
        all.putAll(headers);
        return all;
    }

    /** The members that a client's header fields become, in the order of their names. */
    public Map<String, Json> listed(Headers asked) {
        Map<String, Json> members = new LinkedHashMap<>();
        lists.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(list -> {
            List<Json> words = new ArrayList<>();
            String value = asked.first(list.getKey());
            for (String word : value == null ? new String[0] : value.split(",", -1)) {
                if (!word.isBlank()) {
                    words.add(new Json.Str(word.strip()));
                }
            }
            if (!words.isEmpty()) {
                members.put(list.getValue(), new Json.Arr(words));
            }
        });
        return members;
    }

    /**
     * The passages of its answers, made of those of the dialect's.
     *
     * @param judge the dialect in which it says its own errors
     */
    public Conversion.Passages passages(Conversion.Passages dialects, Dialect judge) {
        return framed
                ? streamed -> streamed ? new UnframedPassage(dialects.passage(true), judge) : dialects.passage(false)
                : dialects;
    }

    private static String escaped(String model) {
        StringBuilder escaped = new StringBuilder(model.length());
        for (byte b : model.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || PLAIN.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return escaped.toString();
    }

    /**
     * Where calls stand below a base URL; {@code {model}} is the model's name, as one segment.
     *
     * @param whole of a chat; empty for the dialect's own
     * @param stream of a streamed one
     * @param count of a count of tokens, whose body keeps what the path does not say
     */
    public record Paths(String whole, String stream, String count) {
        public static final Paths OWN = new Paths("", "", "");

        /** Whether counts of tokens say their model in the body. */
        public boolean countNamesModel() {
            return count.contains(MODEL);
        }
    }
}
