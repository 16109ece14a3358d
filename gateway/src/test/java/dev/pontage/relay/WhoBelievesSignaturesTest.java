package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.pontage.dialect.chat.Maker;
import dev.pontage.dialect.chat.Maker.Scope;
import dev.pontage.dialect.chat.Signer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WhoBelievesSignaturesTest {
    @ParameterizedTest
    @CsvSource({
        "EVERYWHERE, true, true, true",
        "PROVIDER, false, true, true",
        "CREDENTIAL, false, false, true",
        "MODEL, false, true, false",
    })
    @DisplayName("C1: what is signed goes back as far as it is believed: to another provider, credential, model or not")
    void scopes(Scope scope, boolean atAnotherProvider, boolean withAnotherCredential, boolean byAnotherModel) {
        Maker maker = new Maker(Signer.OPENAI, scope);
        String here = Recall.origin(maker, "p1", "c1", "m1");
        assertEquals(here, Recall.origin(maker, "p1", "c1", "m1"));
        assertEquals(atAnotherProvider, here.equals(Recall.origin(maker, "p2", "c1", "m1")));
        assertEquals(withAnotherCredential, here.equals(Recall.origin(maker, "p1", "c2", "m1")));
        assertEquals(byAnotherModel, here.equals(Recall.origin(maker, "p1", "c1", "m2")));
        for (Signer other : new Signer[] {Signer.CLAUDE, Signer.GOOGLE}) {
            assertNotEquals(here, Recall.origin(new Maker(other, scope), "p1", "c1", "m1"));
        }
    }
}
