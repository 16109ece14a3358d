package dev.pontage.egress.credential;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A body of names and values as HTML forms send them. */
final class Form {
    static final String TYPE = "application/x-www-form-urlencoded";

    private Form() {}

    /** Name, value, name, value. */
    static byte[] of(String... namesAndValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
