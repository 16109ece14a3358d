package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Secret;
import dev.pontage.egress.credential.CloudRig;
import dev.pontage.egress.credential.Credentials;
import dev.pontage.egress.credential.Refreshed;
import dev.pontage.egress.credential.Surroundings;
import dev.pontage.egress.secret.SecretManagers;
import dev.pontage.resource.SecretSource;
import dev.pontage.testkit.wire.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ReferredSecretsTest {
    private static final long FIVE_MINUTES = TimeUnit.MINUTES.toMillis(5);
    private static final String REFERENCE = "vault:kv/app#key";

    private final CloudRig rig = new CloudRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    @DisplayName("S1.13 S2.05: a secret that a manager changes has moved, once, and is then read as it is")
    void moved() throws IOException {
        Map<String, String> variables =
                Map.of("VAULT_ADDR", rig.server.baseUrl().toString(), "VAULT_TOKEN", "t");
        Credentials credentials = rig.credentials(variables);
        SecretManagers managers =
                new SecretManagers(credentials, rig.web(), new Surroundings(variables), rig.clock, FIVE_MINUTES);
        ReferredSecrets secrets = new ReferredSecrets(SecretSource.of(Map.of()), managers);
        for (String value : new String[] {"one", "one", "two"}) {
            rig.server.answer(Answer.json(200, "{\"data\":{\"data\":{\"key\":\"" + value + "\"}}}"));
        }
        Refreshed<Secret> begun = managers.refreshed(REFERENCE);
        rig.clock.pass(0);
        assertEquals("one", secrets.reference(REFERENCE).reveal(), begun::toString);
        assertFalse(secrets.moved());
        rig.clock.pass(FIVE_MINUTES);
        assertFalse(secrets.moved(), "it is what it was");
        rig.clock.pass(FIVE_MINUTES);
        assertTrue(secrets.moved());
        assertFalse(secrets.moved(), "told once");
        assertEquals("two", secrets.reference(REFERENCE).reveal());
    }

    @Test
    @DisplayName("one that nobody can be asked for is an error, and has moved as soon as it is there")
    void late() throws IOException {
        Map<String, String> variables =
                Map.of("VAULT_ADDR", rig.server.baseUrl().toString(), "VAULT_TOKEN", "t");
        SecretManagers managers = new SecretManagers(
                rig.credentials(variables), rig.web(), new Surroundings(variables), rig.clock, FIVE_MINUTES);
        ReferredSecrets secrets = new ReferredSecrets(SecretSource.of(Map.of()), managers);
        rig.server.answer(Answer.json(503, "{}"), Answer.json(200, "{\"data\":{\"data\":{\"key\":\"one\"}}}"));
        Refreshed<Secret> begun = managers.refreshed(REFERENCE);
        rig.clock.pass(0);
        assertThrows(IOException.class, () -> secrets.reference(REFERENCE), begun::toString);
        assertFalse(secrets.moved());
        rig.clock.pass(FIVE_MINUTES);
        assertTrue(secrets.moved());
        assertEquals("one", secrets.reference(REFERENCE).reveal());
    }
}
