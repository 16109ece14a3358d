package dev.pontage.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Vendors' keys in the environment are found (mission, decision 13)")
class KeysInTheEnvironmentTest {
    private static final String KEY = "sk-upstream-0123456789";

    @Test
    @DisplayName("a vendor whose variable holds a key is found, with the variable and the last four characters")
    void foundByTheirVariables() {
        assertEquals(
                List.of("openai OPENAI_API_KEY 6789", "deepseek DEEPSEEK_API_KEY 6789"),
                found(Map.of("DEEPSEEK_API_KEY", KEY, "OPENAI_API_KEY", " " + KEY + "\n", "UNRELATED_API_KEY", KEY)));
    }

    @Test
    @DisplayName("our own key in a vendor's variable is not taken for the vendor's")
    void ourOwnKeyIsNoVendors() {
        assertEquals(
                List.of("moonshot MOONSHOT_API_KEY 6789"),
                found(Map.of("OPENAI_API_KEY", "pontage-client-key", "MOONSHOT_API_KEY", KEY)));
    }

    @Test
    @DisplayName("a base URL alone registers nothing, and empty variables count as absent")
    void baseUrlsAreNotRead() {
        assertEquals(
                List.of(),
                found(Map.of("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1", "OPENAI_API_KEY", " ", "", KEY)));
    }

    @Test
    @DisplayName("PONTAGE_ENV_PROVIDERS=off turns it off")
    void canBeTurnedOff() {
        assertEquals(List.of(), found(Map.of("OPENAI_API_KEY", KEY, "PONTAGE_ENV_PROVIDERS", "off")));
    }

    @Test
    @DisplayName("S1.08: a key of Bedrock registers it where a region is set; without one that is said")
    void keyAndRegion() {
        String key = "bedrock-api-key-YmVkcm9jaw==";
        assertEquals(
                List.of("bedrock AWS_BEARER_TOKEN_BEDROCK aw== in eu-west-1"),
                found(Map.of("AWS_BEARER_TOKEN_BEDROCK", key, "AWS_DEFAULT_REGION", "eu-west-1")));
        assertEquals(
                List.of("bedrock AWS_BEARER_TOKEN_BEDROCK aw== in us-east-1"),
                found(Map.of(
                        "AWS_BEARER_TOKEN_BEDROCK",
                        key,
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_DEFAULT_REGION",
                        "eu-west-1")));
        for (Map<String, String> environment : List.of(
                Map.of("AWS_BEARER_TOKEN_BEDROCK", key),
                Map.of("AWS_BEARER_TOKEN_BEDROCK", key, "AWS_REGION", "nowhere}"))) {
            assertEquals(List.of(), found(environment));
            String reason = FromEnvironment.passedOver(Vendors.shipped(), environment, text -> false)
                    .getFirst()
                    .reason();
            assertTrue(reason.startsWith("AWS_REGION or AWS_DEFAULT_REGION is n"), reason);
        }
    }

    private static List<String> found(Map<String, String> environment) {
        return FromEnvironment.find(Vendors.shipped(), environment, key -> key.startsWith("pontage-")).stream()
                .map(found -> found.vendor().name() + " " + found.variable() + " " + found.lastFour()
                        + (found.region().isEmpty() ? "" : " in " + found.region()))
                .toList();
    }
}
