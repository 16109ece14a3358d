package dev.pontage.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The guide's table: a row for each feature, a column for each upstream, and the clients that differ by their letter. */
final class Table {
    private final List<Protocol> protocols;
    private final StringBuilder text = new StringBuilder();

    Table(List<Protocol> protocols) {
        this.protocols = protocols;
        text.append("Clients: ");
        List<String> letters = protocols.stream()
                .map(each -> "**" + each.letter() + "** " + each.title())
                .toList();
        text.append(String.join(", ", letters)).append(".\n");
    }

    /** Adds a row. {@code outcomes}: by upstream, by the clients that can ask for it, or read it. */
    void row(Feature feature, Map<Protocol, Map<Protocol, Outcome>> outcomes) {
        if (!feature.group().isEmpty()) {
            heading(feature);
        }
        boolean request = feature.kind() == Feature.Kind.REQUEST;
        List<String> cells = new ArrayList<>(List.of(feature.title()));
        if (request) {
            List<Protocol> asking = protocols.stream()
                    .filter(each -> feature.asks().containsKey(each.key()))
                    .toList();
            cells.add(asking.size() == protocols.size() ? "all" : letters(asking));
        }
        for (Protocol upstream : protocols) {
            Map<Protocol, Outcome> of = outcomes.get(upstream);
            cells.add(of == null || of.isEmpty() ? "-" : cell(of));
        }
        line(cells);
    }

    private void heading(Feature feature) {
        List<String> cells = new ArrayList<>(List.of(feature.group()));
        if (feature.kind() == Feature.Kind.REQUEST) {
            cells.add("asked by");
            protocols.forEach(each -> cells.add("to " + each.title()));
        } else {
            protocols.forEach(each -> cells.add("from " + each.title()));
        }
        text.append('\n');
        line(cells);
        text.append("|---".repeat(cells.size())).append("|\n");
    }

    /** What most clients meet with, then those that meet with something else. */
    private String cell(Map<Protocol, Outcome> outcomes) {
        Map<Outcome, List<Protocol>> clients = new LinkedHashMap<>();
        outcomes.forEach((client, outcome) ->
                clients.computeIfAbsent(outcome, _ -> new ArrayList<>()).add(client));
        Outcome most = clients.entrySet().stream()
                .max((a, b) -> Integer.compare(a.getValue().size(), b.getValue().size()))
                .orElseThrow()
                .getKey();
        StringBuilder cell = new StringBuilder(most.word());
        clients.forEach((outcome, others) -> {
            if (outcome != most) {
                cell.append("; ").append(letters(others)).append(' ').append(outcome.word());
            }
        });
        return cell.toString();
    }

    private static String letters(List<Protocol> protocols) {
        return String.join(" ", protocols.stream().map(Protocol::letter).toList());
    }

    private void line(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
