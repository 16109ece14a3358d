package dev.pontage.vendor;

import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.host.Hosting;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
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
            "baseUrls",
            "auth",
            "dialects",
            "quirks",
            "environment",
            "regionEnvironment",
            "ownedBy",
            "prices",
            "exampleModel",
            "documentation");

    private static final Set<String> API = Set.of("path", "versionedPath", "lists", "hosting", "guardrail");
    private static final Set<String> HOSTING =
            Set.of("whole", "stream", "count", "adds", "drops", "lists", "headers", "forwards", "framed", "errors");

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
        try {
            VendorFile read = new VendorFile(file, fields);
            read.check(fields, KNOWN);
            return read.vendor();
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
                new Vendor.Address(text(fields, "baseUrl"), texts(fields, "baseUrls")),
                credentials(),
                apis(),
                quirks(),
                text(fields, "environment", ""),
                words(fields, "regionEnvironment"),
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
        return new Vendor.Credentials(form, header, service, flag(auth, "required"));
    }

    private Map<String, Vendor.Api> apis() throws IOException {
        Map<String, Vendor.Api> apis = new LinkedHashMap<>();
        if (fields.get("dialects") instanceof Map<?, ?> dialects) {
            for (Map.Entry<?, ?> dialect : dialects.entrySet()) {
                if (dialect.getValue() instanceof Map<?, ?> details) {
                    apis.put(dialect.getKey().toString(), api(details));
                }
            }
        }
        if (apis.isEmpty()) {
            throw new IOException(file + ": dialects: expected at least one, each with its path");
        }
        return apis;
    }

    private Vendor.Api api(Map<?, ?> details) throws IOException {
        check(details, API);
        if (!(details.get("path") instanceof String path)) {
            throw new IOException(file + ": path: expected a text");
        }
        return new Vendor.Api(
                path,
                text(details, "versionedPath", ""),
                words(details, "lists"),
                hosting(object(details, "hosting")),
                hosting(object(details, "guardrail")));
    }

    private Hosting hosting(Map<?, ?> details) throws IOException {
        check(details, HOSTING);
        Map<String, Json> adds = new LinkedHashMap<>();
        object(details, "adds").forEach((name, value) -> adds.put(name.toString(), json(value)));
        return new Hosting(
                new Hosting.Paths(text(details, "whole", ""), text(details, "stream", ""), text(details, "count", "")),
                adds,
                Set.copyOf(words(details, "drops")),
                texts(details, "lists"),
                texts(details, "headers"),
                Set.copyOf(words(details, "forwards")),
                flag(details, "framed"),
                text(details, "errors", ""));
    }

    private static Json json(Object value) {
        return switch (value) {
            case Map<?, ?> object -> {
                Members members = new Members();
                object.forEach((name, member) -> members.put(name.toString(), json(member)));
                yield members.obj();
            }
            case List<?> array ->
                new Json.Arr(array.stream().map(VendorFile::json).toList());
            case Boolean flag -> new Json.Bool(flag);
            default -> new Json.Str(value.toString());
        };
    }

    private void check(Map<?, ?> details, Set<String> known) throws IOException {
        for (Object name : details.keySet()) {
            if (!known.contains(name)) {
                throw new IOException(file + ": unknown field " + name);
            }
        }
    }

    private List<String> words(Map<?, ?> from, String name) throws IOException {
        return switch (from.get(name)) {
            case null -> List.of();
            case List<?> items
            when items.stream().allMatch(String.class::isInstance) ->
                items.stream().map(Object::toString).toList();
            default -> throw new IOException(file + ": " + name + ": expected a list of texts");
        };
    }

    private Map<String, String> texts(Map<?, ?> from, String name) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : object(from, name).entrySet()) {
            if (!(member.getValue() instanceof String text)) {
                throw new IOException(file + ": " + name + ": expected texts");
            }
            texts.put(member.getKey().toString(), text);
        }
        return texts;
    }

    private Map<?, ?> object(Map<?, ?> from, String name) throws IOException {
        return switch (from.get(name)) {
            case null -> Map.of();
            case Map<?, ?> object -> object;
            default -> throw new IOException(file + ": " + name + ": expected an object");
        };
    }

    private boolean flag(Map<?, ?> from, String name) throws IOException {
        return switch (from.get(name)) {
            case null -> false;
            case Boolean flag -> flag;
            default -> throw new IOException(file + ": " + name + ": expected true or false");
        };
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
