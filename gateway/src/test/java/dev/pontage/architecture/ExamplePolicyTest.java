package dev.pontage.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The policy for the gateway's role at AWS that ships as an example. */
final class ExamplePolicyTest {
    /** What the gateway asks AWS for, and nothing more. */
    private static final Set<String> ACTIONS = Set.of(
            "bedrock:InvokeModel",
            "bedrock:InvokeModelWithResponseStream",
            "bedrock:ListFoundationModels",
            "bedrock:ListInferenceProfiles",
            "bedrock:ApplyGuardrail",
            "secretsmanager:GetSecretValue",
            "ssm:GetParameter",
            "kms:Decrypt");

    @Test
    @DisplayName("S1.13 S2.06: the role may call, list and read the secrets that are named, slashes and all; no others")
    void leastPrivilege() {
        JsonNode policy = new ObjectMapper().readTree(Sources.text("examples/aws/least-privilege.json"));
        Set<String> actions = new TreeSet<>();
        for (JsonNode statement : policy.get("Statement")) {
            assertEquals("Allow", statement.get("Effect").asString());
            List<String> allowed = texts(statement.get("Action"));
            actions.addAll(allowed);
            for (String resource : texts(statement.get("Resource"))) {
                boolean listing = allowed.stream().allMatch(action -> action.startsWith("bedrock:List"));
                assertTrue(listing == resource.equals("*"), resource + " of " + allowed);
                boolean secret = allowed.stream().anyMatch(action -> !action.startsWith("bedrock:"));
                assertTrue(!secret || !resource.contains("*"), resource + " of " + allowed);
            }
        }
        assertEquals(new TreeSet<>(ACTIONS), actions);
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray() ? node.valueStream().map(JsonNode::asString).toList() : List.of(node.asString());
    }
}
