package dev.pontage.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.anthropic.AnthropicChat;
import dev.pontage.dialect.list.Dialects;
import dev.pontage.egress.credential.AwsEndpoints;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Vendors are data files")
class VendorFilesTest {
    private static final Map<String, String> PLACES =
            Map.of("region", "us-east-1", "project", "p-1", "resource", "mine");

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
    @DisplayName("fourteen ship, each with address, dialect, owner and documentation (S1.08)")
    void fourteenShip() {
        Vendors vendors = Vendors.shipped();
        assertEquals(
                List.of(
                        "openai",
                        "anthropic",
                        "gemini",
                        "bedrock",
                        "azure-openai",
                        "vertex",
                        "vertex-anthropic",
                        "bedrock-anthropic",
                        "huggingface",
                        "dashscope",
                        "moonshot",
                        "deepseek",
                        "ollama",
                        "vllm"),
                List.copyOf(vendors.names()));
        for (Vendor vendor : vendors.all()) {
            String dialect = vendor.usualDialect();
            URI base = vendor.base(dialect, PLACES, false);
            assertTrue(base.isAbsolute(), vendor.name());
            assertTrue(base.getRawPath().matches("(/[a-z0-9/-]*[a-z0-9])?"), vendor.name());
            assertTrue(Dialects.keyHeaders().containsKey(dialect), vendor.name());
            String errors =
                    Objects.requireNonNull(vendor.apis().get(dialect)).hosting().errors();
            assertTrue(errors.isEmpty() || Dialects.keyHeaders().containsKey(errors), vendor.name());
            assertFalse(vendor.owner().isEmpty(), vendor.name());
            assertEquals("https", vendor.documentation().getScheme(), vendor.name());
            // A key alone does not say the region, nor whose project it is.
            boolean placed = vendor.places().isEmpty()
                    || (!vendor.regionVariables().isEmpty() && vendor.places().equals(Set.of("region")));
            assertEquals(
                    vendor.credentials().required() && placed,
                    !vendor.variable().isEmpty(),
                    vendor.name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dashscope, x, https://dashscope.aliyuncs.com/compatible-mode/v1",
        "bedrock, eu-west-1, https://bedrock-runtime.eu-west-1.amazonaws.com",
        "vertex, us-central1,"
                + " https://us-central1-aiplatform.googleapis.com/v1/projects/p-1/locations/us-central1"
                + "/publishers/google",
        "vertex-anthropic, global,"
                + " https://aiplatform.googleapis.com/v1/projects/p-1/locations/global/publishers/anthropic",
        "vertex-anthropic, eu,"
                + " https://aiplatform.eu.rep.googleapis.com/v1/projects/p-1/locations/eu/publishers/anthropic",
        "azure-openai, x, https://mine.openai.azure.com/openai/v1",
    })
    @DisplayName("J08: a vendor's address is filled with region, project and resource; some regions have their own")
    void addresses(String name, String region, String expected) {
        Vendor vendor = Vendors.shipped().find(name).orElseThrow();
        Map<String, String> places = Map.of("region", region, "project", "p-1", "resource", "mine");
        assertEquals(expected, vendor.base(vendor.usualDialect(), places, false).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us-east-1",
                "us-west-2",
                "us-gov-west-1",
                "ca-central-1",
                "sa-east-1",
                "eu-central-2",
                "eu-south-1",
                "il-central-1",
                "me-central-1",
                "ap-northeast-3",
                "ap-southeast-7",
                "mx-central-1",
                "xy-somewhere-12"
            })
    @DisplayName(
            "S2.24: Bedrock is called in any region, also in one that is not there yet, and lists its models there")
    void regions(String region) {
        assertTrue(AwsEndpoints.isRegion(region));
        Vendor bedrock = Vendors.shipped().find("bedrock").orElseThrow();
        Map<String, String> place = Map.of("region", region);
        assertEquals(
                "https://bedrock-runtime." + region + ".amazonaws.com",
                bedrock.base("bedrock", place, false).toString());
        assertEquals(2, bedrock.lists("bedrock", place).size());
        for (URI list : bedrock.lists("bedrock", place)) {
            assertEquals("bedrock." + region + ".amazonaws.com", list.getHost());
        }
    }

    @Test
    @DisplayName("a vendor whose models are deployments has another path where versions are named")
    void versions() {
        Vendor vendor = Vendors.shipped().find("azure-openai").orElseThrow();
        assertEquals(
                "https://mine.openai.azure.com/openai",
                vendor.base("openai", Map.of("resource", "mine"), true).toString());
    }

    @ParameterizedTest
    @CsvSource({"anthropic, 2", "bedrock-anthropic, 0", "vertex-anthropic, 0"})
    @DisplayName("clouds that serve Claude take media as bytes alone; only its maker fetches them itself (A16)")
    void fetchedByTheMakerAlone(String name, int kinds) {
        Set<Quirk> quirks = Vendors.shipped().find(name).orElseThrow().quirks();
        assertEquals(kinds, new AnthropicChat().fetches(quirks).size());
    }

    @Test
    @DisplayName("a further vendor is one JSON file and its line in the index")
    void aFurtherVendorIsAFile() throws IOException {
        Vendors vendors = Vendors.read(files(Map.of("index.json", "[\"seventh\"]", "seventh.json", SEVENTH)));
        Vendor vendor = vendors.find("seventh").orElseThrow();
        assertEquals("https://api.seventh.example", vendor.origin().toString());
        assertEquals(new Vendor.Credentials(Vendor.Credentials.Form.HEADER, "x-api-key", true), vendor.credentials());
        assertEquals(Set.of(Quirk.DEVELOPER_IS_SYSTEM), vendor.quirks());
        assertEquals("SEVENTH_API_KEY", vendor.variable());
        assertEquals("", vendor.prices());
    }

    @Test
    @DisplayName("a file that does not fit is refused with its name")
    void misfitsAreRefused() {
        assertRefused("unknown field baseURL", SEVENTH.replace("baseUrl", "baseURL"));
        assertRefused("unknown field pth", SEVENTH.replace("\"path\"", "\"pth\""));
        assertRefused(
                "unknown field modl",
                SEVENTH.replace("\"path\": \"/compat/v1\"", "\"path\": \"\", \"hosting\": {\"modl\": \"\"}"));
        String path = "\"path\": \"/compat/v1\"";
        assertRefused("hosting: expected an object", SEVENTH.replace(path, path + ", \"hosting\": \"x\""));
        assertRefused("drops: expected a list", SEVENTH.replace(path, path + ", \"hosting\": {\"drops\": \"x\"}"));
        assertRefused(
                "headers: expected texts", SEVENTH.replace(path, path + ", \"hosting\": {\"headers\": {\"x\": true}}"));
        assertRefused("framed: expected true", SEVENTH.replace(path, path + ", \"hosting\": {\"framed\": \"yes\"}"));
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
