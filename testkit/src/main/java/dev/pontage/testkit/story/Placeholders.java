package dev.pontage.testkit.story;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in what a story cannot know: the keys' values and the addresses of its upstreams. */
final class Placeholders {
    /**
     * In an expectation, stands for any value: a whole header value, or a whole JSON string of a {@code ~json} body.
     */
    static final String ANY = "${any}";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(key|upstream):([A-Za-z0-9_-]+)\\}");

    private final Map<String, String> upstreams;

    /** By provider, the base URL of its server. */
    Placeholders(Map<String, String> upstreams) {
        this.upstreams = upstreams;
    }

    /** The value of a key of that name: long enough to be accepted, the same in each run. */
    static String key(String name) {
        return "story-key-" + name + "-0123456789abcdef0123456789abcdef";
    }

    String fill(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
    }

    private String value(MatchResult match) {
        String name = match.group(2);
        if (match.group(1).equals("key")) {
            return key(name);
        }
        String url = upstreams.get(name);
        if (url == null) {
            throw new IllegalArgumentException(match.group() + ": this story has no upstream " + name);
        }
        return url;
    }
}
