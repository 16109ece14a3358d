package dev.pontage.vendor;

import dev.pontage.dialect.Quirk;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one vendor's file: every field is known, and those without a stated absence are required.
 *
 * <p>Read token by token: a data-binding library would cost a tenth of a second at every start, for six small files.
 */
final class VendorFile {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> KNOWN = Set.of(
            "name",
            "displayName",
            "baseUrl",
            "auth",
            "dialects",
            "quirks",
            "environment",
            "ownedBy",
            "prices",
            "exampleModel",
            "documentation");

    private final String file;
    private final Map<?, ?> fields;

    private VendorFile(String file, Map<?, ?> fields) {
        this.file = file;
        this.fields = fields;
    }

    /** The vendor that a file describes; closes the stream. */
    static Vendor vendor(String file, InputStream bytes) throws IOException {
        if (!(parse(file, bytes) instanceof Map<?, ?> fields)) {
            throw new IOException(file + ": expected an object");
        }
        for (Object name : fields.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new IOException(file + ": unknown field " + name);
            }
        }
        try {
            return new VendorFile(file, fields).vendor();
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The names in an index file; closes the stream. */
    static List<String> names(String file, InputStream bytes) throws IOException {
        if (!(parse(file, bytes) instanceof List<?> items)) {
            throw new IOException(file + ": expected a list of names");
        }
        return items.stream().map(Object::toString).toList();
    }

    private Vendor vendor() throws IOException {
        return new Vendor(
                text(fields, "name"),
                text(fields, "displayName"),
                text(fields, "baseUrl"),
                credentials(),
                paths(),
                quirks(),
                text(fields, "environment", ""),
                text(fields, "ownedBy"),
                text(fields, "prices", ""),
                text(fields, "exampleModel", ""),
                URI.create(text(fields, "documentation")));
    }

    private Vendor.Credentials credentials() throws IOException {
        if (!(fields.get("auth") instanceof Map<?, ?> auth)) {
            throw new IOException(file + ": auth: expected an object");
        }
        Vendor.Credentials.Form form =
                Vendor.Credentials.Form.valueOf(text(auth, "kind").toUpperCase(Locale.ROOT));
        String header = form == Vendor.Credentials.Form.HEADER ? text(auth, "header") : "";
        String service = form == Vendor.Credentials.Form.SIGV4 ? text(auth, "service") : "";
        return new Vendor.Credentials(form, header, service, Boolean.TRUE.equals(auth.get("required")));
    }

    private Map<String, String> paths() throws IOException {
        Map<String, String> paths = new LinkedHashMap<>();
        if (fields.get("dialects") instanceof Map<?, ?> dialects) {
            for (Map.Entry<?, ?> dialect : dialects.entrySet()) {
                if (dialect.getValue() instanceof Map<?, ?> details) {
                    if (!(details.get("path") instanceof String path)) {
                        throw new IOException(file + ": path: expected a text");
                    }
                    paths.put(dialect.getKey().toString(), path);
                }
            }
        }
        if (paths.isEmpty()) {
            throw new IOException(file + ": dialects: expected at least one, each with its path");
        }
        return paths;
    }

    private Set<Quirk> quirks() throws IOException {
        Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        if (fields.get("quirks") instanceof List<?> names) {
            for (Object name : names) {
                quirks.add(Quirks.of(name.toString())
                        .orElseThrow(() -> new IOException(file + ": quirks: unknown quirk " + name)));
            }
        }
        return quirks;
    }

    private String text(Map<?, ?> from, String name) throws IOException {
        String text = text(from, name, "");
        if (text.isEmpty()) {
            throw new IOException(file + ": " + name + ": expected a text");
        }
        return text;
    }

    private static String text(Map<?, ?> from, String name, String absent) {
        return from.get(name) instanceof String text ? text : absent;
    }

    private static Object parse(String file, InputStream bytes) throws IOException {
        try (bytes;
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            json.nextToken();
            return value(file, json);
        } catch (JacksonException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    private static Object value(String file, JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    object.put(name, value(file, json));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(file, json));
                }
                yield array;
            }
            case VALUE_STRING -> json.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> throw new IOException(file + ": expected texts, lists, objects, true or false only");
        };
    }
}
