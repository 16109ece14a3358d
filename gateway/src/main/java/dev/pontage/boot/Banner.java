package dev.pontage.boot;

import dev.pontage.base.Product;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person sees first: where the gateway is and how to call it. Standard output, and nothing else goes there.
 *
 * <p>Where secrets went to a file, every line that needs one reads it from there, so that it can be pasted as it is.
 */
final class Banner {
    private final String baseUrl;
    private final List<String> lines = new ArrayList<>();

    /** @param url of the listener, without a slash at its end */
    Banner(String url, String version) {
        baseUrl = url + "/v1";
        lines.add("");
        lines.add(Product.NAME + " " + version + " is running.");
        lines.add("");
        row("OpenAI API", baseUrl + "   (also " + url + "/api/v1)");
    }

    Banner row(String label, String text) {
        lines.add("  " + label + " ".repeat(Math.max(2, 16 - label.length())) + text);
        return this;
    }

    /** The line to paste and the variables to set, with a key that is shown, or a word that stands for it. */
    Banner tryKey(String key, String model) {
        return tryIt(key, key, "set OPENAI_API_KEY=" + key, model);
    }

    /** The same, reading the key from where it lies. */
    Banner tryKeyIn(Path file, String model) {
        String read = "$(cat " + quoted(file.toString()) + ")";
        return tryIt(read, "\"" + read + "\"", "set /p OPENAI_API_KEY=<\"" + file + "\"", model);
    }

    /** A Windows command prompt knows no single quotes, and other variables: its lines are its own (S2.18). */
    private Banner tryIt(String key, String exported, String setInCmd, String model) {
        String body = "{\"model\":\"" + model
                + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        lines.add("");
        lines.add("  Try it:");
        lines.add("    " + curl(baseUrl, key) + "'" + body + "'");
        lines.add("");
        lines.add("  Use it from any OpenAI SDK or tool:");
        lines.add("    export OPENAI_BASE_URL=" + baseUrl);
        lines.add("    export OPENAI_API_KEY=" + exported);
        lines.add("  or in a Windows command prompt:");
        lines.add("    set OPENAI_BASE_URL=" + baseUrl);
        lines.add("    " + setInCmd);
        lines.add("    " + curl("%OPENAI_BASE_URL%", "%OPENAI_API_KEY%") + "\"" + body.replace("\"", "\\\"") + "\"");
        return this;
    }

    private static String curl(String base, String key) {
        return "curl -N " + base + "/chat/completions -H \"Authorization: Bearer " + key
                + "\" -H \"Content-Type: application/json\" -d ";
    }

    /** For a POSIX shell; what needs no quotes gets none. */
    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    Banner paragraph(String... text) {
        lines.add("");
        for (String line : text) {
            lines.add("  " + line);
        }
        return this;
    }

    String text() {
        return String.join("\n", lines) + "\n\n";
    }
}
