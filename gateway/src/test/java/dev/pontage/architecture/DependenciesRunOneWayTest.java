package dev.pontage.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DependenciesRunOneWayTest {
    private static final Set<String> NOTHING = Set.of();

    @Test
    @DisplayName("All rooms that ship are looked at, dialect among them")
    void everythingIsRead() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : Code.ours().classes()) {
            rooms.add(Code.ours().room(type));
        }
        assertTrue(
                rooms.containsAll(Set.of("cli", "boot", "listen", "serve", "relay", "exchange", "base", "dialect")),
                rooms.toString());
    }

    @Test
    @DisplayName("Dependencies run one way, from the command line down to the base")
    void dependenciesRunOneWay() {
        assertEquals(NOTHING, OneWay.upward(Code.ours()));
    }

    @Test
    @DisplayName("Nouns import each other without a circle")
    void nounsHaveNoCircle() {
        assertEquals(NOTHING, OneWay.circles(Code.ours()));
    }

    @Test
    @DisplayName("Only serve calls stages")
    void onlyServeCallsStages() {
        assertEquals(NOTHING, OneWay.stageCallers(Code.ours()));
    }

    @Test
    @DisplayName("Boot alone makes stages and edges; invariant 7: only the wiring picks store and cluster")
    void bootAloneConstructs() {
        assertEquals(NOTHING, OneWay.constructed(Code.ours()));
    }

    @Test
    @DisplayName("A record of the chain is made by its stage or by Gateway, so that no step is left out")
    void stagesMakeTheirOwnRecord() {
        assertEquals(NOTHING, OneWay.chainMakers(Code.ours()));
    }

    @Test
    @DisplayName("D3: Vert.x and Netty stand only in listen, call and boot")
    void eventLoopsStayAtTheSockets() {
        assertEquals(NOTHING, OneWay.eventLoops(Code.ours()));
    }
}
