package dev.pontage.resource;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns YAML into documents, one after the other, so that a file of 100,000 never stands in memory as a tree.
 *
 * <p>Works on events: no type is guessed, nothing is constructed, and every value keeps its line. Anchors, aliases and
 * tags are refused (an alias is how a small file becomes a large tree), as are duplicate names.
 */
final class YamlReader {
    private final SourceText source;
    private final DocumentLimits limits;
    private final Problems problems;
    private final Iterator<Event> events;
    private int values;

    private YamlReader(SourceText source, DocumentLimits limits, Problems problems) {
        this.source = source;
        this.limits = limits;
        this.problems = problems;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setCodePointLimit(limits.sourceBytes())
                .build();
        events = new Parse(settings).parseString(source.text()).iterator();
    }

    /**
     * Hands over the roots of all documents up to the first error of syntax; a document that breaks a limit ends the
     * file too. What is wrong goes to {@code problems}.
     */
    static void read(SourceText source, DocumentLimits limits, Problems problems, Consumer<Tree> each) {
        try {
            new YamlReader(source, limits, problems).readAll(each);
        } catch (Refused e) {
            problems.add(source.name(), e.line, "", e.expected);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            problems.add(source.name(), line, "", "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(source.name(), 0, "", "not YAML: it holds a character that text may not have");
        }
    }

    private void readAll(Consumer<Tree> each) {
        while (events.hasNext()) {
            if (events.next().getEventId() == Event.ID.DocumentStart) {
                values = 0;
                each.accept(value(events.next(), 0));
            }
        }
    }

    private Tree value(Event event, int depth) {
        int line = line(event);
        if (++values > limits.valuesPerDocument()) {
            throw new Refused(line, "a document holds at most " + limits.valuesPerDocument() + " values");
        }
        if (depth > limits.depth()) {
            throw new Refused(line, "values nest at most " + limits.depth() + " deep");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refused(line, "anchors and aliases are not taken; write the value out");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(line, scalar.getTag().isPresent());
                yield new Tree.Text(scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN, line);
            }
            case SequenceStartEvent sequence -> {
                refuseTag(line, sequence.getTag().isPresent());
                yield items(line, depth);
            }
            case MappingStartEvent mapping -> {
                refuseTag(line, mapping.getTag().isPresent());
                yield fields(line, depth);
            }
            default -> throw new Refused(line, "not YAML: a value is missing");
        };
    }

    private Tree.Items items(int line, int depth) {
        List<Tree> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(value(next, depth + 1));
        }
        return new Tree.Items(items, line);
    }

    private Tree.Fields fields(int line, int depth) {
        Map<String, Tree.Entry> fields = new LinkedHashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            Tree name = value(next, depth + 1);
            if (!(name instanceof Tree.Text text) || text.text().isEmpty()) {
                throw new Refused(name.line(), "a field's name is a text");
            }
            Tree.Entry entry = new Tree.Entry(name.line(), value(events.next(), depth + 1));
            Tree.Entry first = fields.putIfAbsent(text.text(), entry);
            if (first != null) {
                problems.add(source.name(), name.line(), text.text(), "written twice, first in line " + first.line());
            }
        }
        return new Tree.Fields(fields, line);
    }

    private static void refuseTag(int line, boolean tagged) {
        if (tagged) {
            throw new Refused(line, "tags are not taken; types follow from the field");
        }
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    /** Ends the reading of a file. */
    private static final class Refused extends RuntimeException {
        private final int line;
        private final String expected;

        Refused(int line, String expected) {
            super(expected, null, false, false);
            this.line = line;
            this.expected = expected;
        }
    }
}
