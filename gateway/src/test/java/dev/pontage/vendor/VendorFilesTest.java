package dev.pontage.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.list.Dialects;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Vendors are data files")
class VendorFilesTest {
    private static final String SEVENTH = """
            {
              "name": "seventh", "displayName": "The Seventh", "baseUrl": "https://api.seventh.example",
              "auth": {"kind": "header", "header": "x-api-key", "required": true},
              "dialects": {"openai": {"path": "/compat/v1"}},
              "quirks": ["developer-is-system"], "environment": "SEVENTH_API_KEY",
              "ownedBy": "seventh", "documentation": "https://seventh.example/docs"
            }
            """;

    @Test
    @DisplayName("nine ship, each with address, dialect, owner and documentation")
    void nineShip() {
        Vendors vendors = Vendors.shipped();
        assertEquals(
                List.of(
                        "openai",
                        "anthropic",
                        "gemini",
                        "bedrock",
                        "dashscope",
                        "moonshot",
                        "deepseek",
                        "ollama",
                        "vllm"),
                List.copyOf(vendors.names()));
        for (Vendor vendor : vendors.all()) {
            assertTrue(vendor.origin("us-east-1").isAbsolute(), vendor.name());
            assertEquals("", vendor.origin("us-east-1").getRawPath(), vendor.name());
            String dialect = vendor.usualDialect();
            assertTrue(Dialects.keyHeaders().containsKey(dialect), vendor.name());
            assertTrue(String.valueOf(vendor.paths().get(dialect)).matches("(/[a-z0-9/-]*[a-z0-9])?"), vendor.name());
            assertFalse(vendor.owner().isEmpty(), vendor.name());
            assertEquals("https", vendor.documentation().getScheme(), vendor.name());
            // A key alone does not say the region.
            assertEquals(
                    vendor.credentials().required() && !vendor.regional(),
                    !vendor.variable().isEmpty(),
                    vendor.name());
        }
        assertEquals(
                "/compatible-mode/v1",
                vendors.find("dashscope").orElseThrow().paths().get("openai"));
    }

    @Test
    @DisplayName("a further vendor is one JSON file and its line in the index")
    void aFurtherVendorIsAFile() throws IOException {
        Vendors vendors = Vendors.read(files(Map.of("index.json", "[\"seventh\"]", "seventh.json", SEVENTH)));
        Vendor vendor = vendors.find("seventh").orElseThrow();
        assertEquals("https://api.seventh.example", vendor.origin("").toString());
        assertEquals(new Vendor.Credentials(Vendor.Credentials.Form.HEADER, "x-api-key", true), vendor.credentials());
        assertEquals(Set.of(Quirk.DEVELOPER_IS_SYSTEM), vendor.quirks());
        assertEquals("SEVENTH_API_KEY", vendor.variable());
        assertEquals("", vendor.prices());
    }

    @Test
    @DisplayName("a file that does not fit is refused with its name")
    void misfitsAreRefused() {
        assertRefused("unknown field baseURL", SEVENTH.replace("baseUrl", "baseURL"));
        assertRefused("unknown quirk developer-is-sistem", SEVENTH.replace("is-system", "is-sistem"));
        assertRefused("ownedBy: expected a text", SEVENTH.replace("\"ownedBy\": \"seventh\",", ""));
        assertRefused("dialects: expected at least one", SEVENTH.replace("\"openai\": {\"path\": \"/compat/v1\"}", ""));
        assertRefused("each is listed once", SEVENTH.replace("\"name\": \"seventh\"", "\"name\": \"other\""));
        assertRefused("seventh.json: ", "[1]");
        assertRefused("seventh.json: ", "{");
    }

    private static void assertRefused(String expected, String file) {
        IOException refusal = assertThrows(
                IOException.class,
                () -> Vendors.read(files(Map.of("index.json", "[\"seventh\"]", "seventh.json", file))));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith("seventh.json: "), message);
        assertTrue(message.contains(expected), message);
    }

    private static Vendors.Files files(Map<String, String> texts) {
        Map<String, String> copy = new HashMap<>(texts);
        return name -> open(copy, name);
    }

    private static InputStream open(Map<String, String> texts, String name) throws IOException {
        String text = texts.get(name);
        if (text == null) {
            throw new FileNotFoundException(name);
        }
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
