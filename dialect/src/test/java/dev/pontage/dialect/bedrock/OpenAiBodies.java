package dev.pontage.dialect.bedrock;

import java.util.List;
import java.util.regex.Pattern;

/** Bodies of OpenAI clients, and what to look for in what becomes of them. */
final class OpenAiBodies {
    static final String USER = "{\"role\":\"user\",\"content\":\"Hi\"}";
    static final String SENT_USER = "{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}";
    static final String CALL = "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\","
            + "\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}]}";
    static final String TOOL =
            "{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":{\"type\":\"object\"}}}";
    static final String SENT_TOOL =
            "{\"toolSpec\":{\"name\":\"look\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}";

    private OpenAiBodies() {}

    static String chat(String messages, String... members) {
        String rest = members.length == 0 ? "" : "," + String.join(",", members);
        return "{\"model\":\"m\",\"messages\":[" + messages + "]" + rest + "}";
    }

    static String asked(String... members) {
        return chat(USER, members);
    }

    static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
