package dev.pontage.dialect.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The event stream format as its standard words it: by lines, on the whole text, without a thought for speed. */
final class SlowSse {
    private static final Pattern LINE = Pattern.compile("([^\r\n]*)(\r\n|\r|\n|\\z)", Pattern.DOTALL);

    private SlowSse() {}

    static List<String> events(String stream) {
        List<String> events = new ArrayList<>();
        List<String> data = new ArrayList<>();
        String name = "";
        boolean fields = false;
        Matcher line = LINE.matcher(stream.startsWith("\ufeff") ? stream.substring(1) : stream);
        while (line.find()) {
            boolean last = line.group(2).isEmpty();
            String text = line.group(1);
            if (text.isEmpty() && !last) {
                events.add(event(name, data, fields));
                data.clear();
                name = "";
                fields = false;
                continue;
            }
            int colon = text.indexOf(':');
            String field = colon < 0 ? text : text.substring(0, colon);
            String value = colon < 0 ? "" : text.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            if (last && colon < 0) {
                break; // cut off before its colon: no field
            }
            fields |= !field.isEmpty();
            if (field.equals("data")) {
                data.add(value);
            } else if (field.equals("event")) {
                byte[] bytes = value.getBytes(UTF_8);
                name = new String(bytes, 0, Math.min(bytes.length, Sse.NAME_LIMIT_BYTES), UTF_8);
            }
            if (last) {
                break;
            }
        }
        if (!data.isEmpty()) {
            events.add("open " + event(name, data, fields));
        }
        return events;
    }

    private static String event(String name, List<String> data, boolean fields) {
        return !data.isEmpty() ? name + "<" + String.join("\n", data) + ">" : fields ? name + "-" : "comments";
    }
}
