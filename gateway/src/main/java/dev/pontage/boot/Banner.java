package dev.pontage.boot;

import dev.pontage.base.Product;
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

    /** The line to paste and the variables to set. {@code key} is the key, or a shell expression that yields it. */
    Banner tryIt(String key, boolean keyIsText, String model) {
        lines.add("");
        lines.add("  Try it:");
        lines.add("    curl -N " + baseUrl + "/chat/completions -H \"Authorization: Bearer " + key
                + "\" -H \"Content-Type: application/json\" -d '{\"model\":\"" + model
                + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'");
        lines.add("");
        lines.add("  Use it from any OpenAI SDK or tool:");
        lines.add("    export OPENAI_BASE_URL=" + baseUrl);
        lines.add("    export OPENAI_API_KEY=" + (keyIsText ? key : "\"" + key + "\""));
        lines.add("  or in a Windows command prompt:");
        lines.add("    set OPENAI_BASE_URL=" + baseUrl);
        lines.add("    set OPENAI_API_KEY=" + (keyIsText ? key : "the key in the file above"));
        return this;
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
