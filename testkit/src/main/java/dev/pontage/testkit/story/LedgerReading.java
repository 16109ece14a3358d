package dev.pontage.testkit.story;

import dev.pontage.testkit.Eventually;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what one story wrote into the ledger, and pairs it with the sections about it. */
final class LedgerReading {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final GatewayUnderTest gateway;
    private final List<String> surprises = new ArrayList<>();
    private long seq;

    LedgerReading(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    /** Passes over what earlier stories wrote. */
    void skip() {
        surprises.clear();
        for (String entry : gateway.ledgerAfter(seq)) {
            seq = Math.max(seq, JSON.readTree(entry).path("seq").asLong());
        }
    }

    /** The entry for each ledger section; what has none, and entries that no section is about, are surprises. */
    Map<Section, String> read(Story story) {
        List<Section> receipts = story.all(Section.Kind.RECEIPT);
        List<Section> costs = story.all(Section.Kind.POSSIBLE_COST);
        boolean silentOnIt = receipts.isEmpty()
                && costs.isEmpty()
                && story.all(Section.Kind.NO_RECEIPT).isEmpty();
        if (silentOnIt) {
            return Map.of();
        }
        try {
            Eventually.poll(
                    "the ledger's entries",
                    () -> ofType("usage").size() >= receipts.size()
                            && ofType("attempt").size() >= costs.size());
        } catch (AssertionError missing) {
            surprises.add(String.valueOf(missing.getMessage()));
        }
        Map<Section, String> pairs = new LinkedHashMap<>();
        pair(receipts, "usage", pairs);
        pair(costs, "attempt", pairs);
        return pairs;
    }

    List<String> surprises() {
        return List.copyOf(surprises);
    }

    private void pair(List<Section> sections, String type, Map<Section, String> pairs) {
        List<String> entries = ofType(type);
        if (entries.size() != sections.size()) {
            surprises.add(sections.size() + " ledger entries of type " + type + " are told, there are " + entries);
        }
        for (int i = 0; i < Math.min(entries.size(), sections.size()); i++) {
            pairs.put(sections.get(i), entries.get(i));
        }
    }

    private List<String> ofType(String type) {
        return gateway.ledgerAfter(seq).stream()
                .filter(entry -> {
                    JsonNode told = JSON.readTree(entry).path("type");
                    return told.isString() && told.stringValue().equals(type);
                })
                .toList();
    }
}
