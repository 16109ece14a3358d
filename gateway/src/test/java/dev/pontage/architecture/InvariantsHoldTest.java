package dev.pontage.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.pontage.base.Secret;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.Entry;
import dev.pontage.exchange.Handler;
import dev.pontage.exchange.Permit;
import dev.pontage.exchange.Role;
import dev.pontage.exchange.Upstream;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The invariants of ARCHITECTURE.md, as far as the shape of the code can show them. */
final class InvariantsHoldTest {
    private static final Set<String> NOTHING = Set.of();

    /** Every route of the control plane: method, path, role. Whoever adds one writes it here, for a reader to see. */
    private static final Set<String> ROUTES = Set.of(
            "\"GET\", \"/admin/ledger\", Role.OPERATOR",
            "\"GET\", \"/healthz\", Role.ANYONE",
            "\"GET\", \"/readyz\", Role.ANYONE",
            "\"GET\", \"/metrics\", Role.ANYONE",
            "\"GET\", \"/metrics\", Role.OPERATOR");

    private static final Pattern ROUTE = Pattern.compile("new Handler\\(\\s*([^,]+),\\s*([^,]+),\\s*([^,]+),");

    @Test
    @DisplayName("Invariant 2, S-01: no stage touches SQL or Redis; invariant 7: only store and cluster do")
    void stagesDoNotTouchDatabases() {
        assertEquals(NOTHING, OneWay.databases(Code.ours()));
    }

    @Test
    @DisplayName("Invariant 2: stages read the one snapshot of their exchange, never the place where it changes")
    void stagesReadOneSnapshot() {
        assertEquals(NOTHING, OneWay.secondSnapshots(Code.ours()));
    }

    @Test
    @DisplayName("Invariant 3: no code of ours spells the name of a vendor; a deviation is a Quirk or data")
    void noCodeNamesAVendor() {
        assertEquals(NOTHING, Sources.inEach(Sources.main(), Words::vendors));
    }

    @Test
    @DisplayName("Invariant 5: every way to an upstream takes a permit")
    void upstreamsDemandAPermit() {
        List<String> without = new ArrayList<>();
        for (Method method : Upstream.class.getMethods()) {
            if (!List.of(method.getParameterTypes()).contains(Permit.class)) {
                without.add(method.toString());
            }
        }
        assertEquals(List.of(), without);
        assertEquals(Set.of("call"), implementers(Upstream.class));
    }

    @Test
    @DisplayName("Invariant 5: a permit that ended cannot end again")
    void permitsEndOnce() {
        Permit permit = new Permit(new Entry(List.of()), List.of());
        assertFalse(permit.ended());
        permit.giveBack();
        assertTrue(permit.ended());
        assertThrows(IllegalStateException.class, permit::giveBack);
    }

    @Test
    @DisplayName("Invariant 6, S-18: a secret prints as dots, also inside a record")
    void secretsPrintAsDots() {
        record Holder(Secret secret) {}
        assertEquals("••••", new Secret("sk-abcdefghijklmnop").toString());
        assertFalse(new Holder(new Secret("sk-abcdefghijklmnop")).toString().contains("sk-"));
        assertEquals("••••", new Secret("short").lastFour());
        assertEquals("mnop", new Secret("sk-abcdefghijklmnop").lastFour());
    }

    @Test
    @DisplayName("Invariant 6, S-18: a secret has no serializer: neither Java's nor Jackson's")
    void secretsAreNotSerialised() {
        record Holder(Secret secret) {}
        assertFalse(Serializable.class.isAssignableFrom(Secret.class));
        assertFalse(CharSequence.class.isAssignableFrom(Secret.class));
        String written;
        try {
            written = JsonMapper.builder().build().writeValueAsString(new Holder(new Secret("sk-abcdefghijklmnop")));
        } catch (JacksonException refused) {
            written = "";
        }
        assertFalse(written.contains("sk-abc"), written);
        List<String> serializers = new ArrayList<>();
        for (JavaClass type : Code.ours().classes()) {
            boolean jackson = type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(to -> to.getTargetClass().getSimpleName().equals("ValueSerializer"));
            boolean secret = type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(to -> to.getTargetClass().getName().equals(Secret.class.getName()));
            if (jackson && secret) {
                serializers.add(type.getName());
            }
        }
        assertEquals(List.of(), serializers);
    }

    @Test
    @DisplayName("Invariant 6, S-42: what writes logs and metrics can reach neither a body nor a secret's text")
    void observersSeeNeitherBodyNorSecret() {
        Set<String> found = new TreeSet<>();
        Set<String> closed = Set.of("dev.pontage.exchange.Body", Secret.class.getName());
        for (JavaClass type : Code.ours().classes()) {
            if (Code.ours().room(type).equals("observe")) {
                type.getDirectDependenciesFromSelf().stream()
                        .map(to -> to.getTargetClass().getName())
                        .filter(to -> closed.stream().anyMatch(one -> to.equals(one) || to.startsWith(one + "$")))
                        .forEach(to -> found.add(type.getName() + " names " + to));
            }
        }
        assertEquals(NOTHING, found);
    }

    @Test
    @DisplayName("Invariant 8, S-04: a control-plane route has a role by its type, and only one way to be made")
    void routesCarryTheirRole() {
        List<String> roles = Arrays.stream(Handler.class.getRecordComponents())
                .filter(component -> component.getType() == Role.class)
                .map(RecordComponent::getName)
                .toList();
        assertEquals(List.of("role"), roles);
        assertEquals(1, Handler.class.getConstructors().length);
    }

    @Test
    @DisplayName("Invariant 8, S-04: every control-plane route stands in this test's table with its role")
    void everyRouteIsListed() {
        Set<String> found = new TreeSet<>();
        for (SourceFile file : Sources.main()) {
            Matcher route = ROUTE.matcher(file.text());
            while (route.find()) {
                found.add(route.group(1) + ", " + route.group(2) + ", " + route.group(3));
            }
        }
        assertEquals(new TreeSet<>(ROUTES), found);
    }

    @Test
    @DisplayName("S-03: no process is started; clocks, dice, charsets and output are passed in, never taken")
    void bannedCallsAreAbsent() {
        assertEquals(NOTHING, Banned.calls(Code.ours()));
    }

    @Test
    @DisplayName("S4.08: clients' bodies are read by authenticate alone, which holds them against the credential")
    void bodiesAreReadWhereTheyAreProved() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : Code.ours().classes()) {
            type.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().isEquivalentTo(Body.class)
                            && call.getName().equals("read"))
                    .forEach(call -> rooms.add(Code.ours().room(type)));
        }
        // The listener reads those of operators.
        assertEquals(Set.of("authenticate", "listen"), rooms);
    }

    private static Set<String> implementers(Class<?> port) {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : Code.ours().classes()) {
            if (!type.isInterface() && type.isAssignableTo(port)) {
                rooms.add(Code.ours().room(type));
            }
        }
        return rooms;
    }
}
