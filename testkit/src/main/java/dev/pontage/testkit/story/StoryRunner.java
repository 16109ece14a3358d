package dev.pontage.testkit.story;

import dev.pontage.testkit.wire.EventFrames;
import dev.pontage.testkit.wire.Pauses;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.RecordedRequest;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.testkit.wire.SseEvent;
import dev.pontage.testkit.wire.SseReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays stories against one running gateway, one at a time. */
public final class StoryRunner {
    private static final Pattern UPSTREAM = Pattern.compile("\\$\\{upstream:([A-Za-z0-9_-]+)\\}");

    private final GatewayUnderTest gateway;
    private final LedgerReading ledger;

    /** For a gateway that was started. */
    public StoryRunner(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.ledger = new LedgerReading(gateway);
    }

    /**
     * What a run showed.
     *
     * @param differences what was not as told, one sentence each
     * @param rewritten the story with its expectations as observed
     */
    public record Result(List<String> differences, Story rewritten) {
        /** Copies the list. */
        public Result {
            differences = List.copyOf(differences);
        }
    }

    /**
     * Plays a story.
     *
     * @param sharedResources the resource documents of a story that has none of its own
     */
    public Result run(Story story, String sharedResources, Delivery delivery) {
        String resources = story.find(Section.Kind.RESOURCES)
                .map(section -> section.text() + "\n")
                .orElse(sharedResources);
        Map<String, ScriptedUpstream> upstreams = new HashMap<>();
        try {
            start(story, resources, delivery, upstreams);
            Map<String, String> urls = new HashMap<>();
            upstreams.forEach(
                    (name, upstream) -> urls.put(name, upstream.baseUrl().toString()));
            Placeholders placeholders = new Placeholders(urls);
            Plot plot = new Plot(story, placeholders, delivery);
            upstreams.forEach((name, upstream) -> upstream.otherwise(head -> plot.arrived(name, head)));
            gateway.apply(placeholders.fill(resources));
            ledger.skip();
            return new Play(story, placeholders, delivery, plot, upstreams).run();
        } finally {
            upstreams.values().forEach(ScriptedUpstream::close);
        }
    }

    private static void start(
            Story story, String resources, Delivery delivery, Map<String, ScriptedUpstream> upstreams) {
        List<String> names = new ArrayList<>(story.providers());
        Matcher named = UPSTREAM.matcher(resources);
        while (named.find()) {
            names.add(named.group(1));
        }
        Pauses pauses = delivery == Delivery.WHOLE ? Pauses.real() : Pauses.none();
        for (String name : names) {
            upstreams.computeIfAbsent(
                    name,
                    _ -> ScriptedUpstream.start(ScriptedUpstream.Options.plain().withPauses(pauses)));
        }
    }

    /** One story being played. */
    private final class Play {
        private final Story story;
        private final Placeholders placeholders;
        private final Delivery delivery;
        private final Plot plot;
        private final Map<String, ScriptedUpstream> upstreams;
        private final List<String> differences = new ArrayList<>();
        private final Map<Section, Section> rewritten = new HashMap<>();
        private final Set<Integer> claimed = new HashSet<>();

        Play(
                Story story,
                Placeholders placeholders,
                Delivery delivery,
                Plot plot,
                Map<String, ScriptedUpstream> upstreams) {
            this.story = story;
            this.placeholders = placeholders;
            this.delivery = delivery;
            this.plot = plot;
            this.upstreams = upstreams;
        }

        Result run() {
            Section sends = story.find(Section.Kind.CLIENT_SENDS).orElseThrow();
            Section gets = story.find(Section.Kind.CLIENT_GETS).orElseThrow();
            try (RawClient client = RawClient.connect(gateway.baseUrl())) {
                send(client, sends);
                judge(gets, comparison -> receive(client, gets, comparison));
            }
            for (Section section : story.all(Section.Kind.UPSTREAM_GETS)) {
                judge(section, comparison -> attempt(section, sends, comparison));
            }
            awaitLeft();
            differences.addAll(plot.surprises());
            ledger.read(story)
                    .forEach((section, entry) -> judge(section, comparison -> {
                        comparison.entry(entry);
                        return comparison;
                    }));
            differences.addAll(ledger.surprises());
            List<Section> sections = story.sections().stream()
                    .map(section -> rewritten.getOrDefault(section, section))
                    .toList();
            return new Result(differences, new Story(story.about(), sections));
        }

        private void judge(Section section, Function<Comparison, Comparison> comparing) {
            Comparison comparison = comparing.apply(new Comparison(section, placeholders));
            differences.addAll(comparison.differences());
            rewritten.put(section, comparison.actual());
        }

        private void send(RawClient client, Section sends) {
            List<String> fields = new ArrayList<>();
            sends.option("key").ifPresent(key -> fields.add("authorization: Bearer " + Placeholders.key(key)));
            for (Section.FieldLine field : sends.fields()) {
                fields.add(placeholders.fill(field.onTheWire()));
            }
            byte[] body = placeholders.fill(sends.text()).getBytes(StandardCharsets.UTF_8);
            byte[] message =
                    client.message(sends.words().get(0), sends.words().get(1), body, fields.toArray(String[]::new));
            switch (delivery) {
                case WHOLE -> client.send(message);
                case BYTE_BY_BYTE -> client.sendInSegments(message, 1);
                case INSIDE_CHARACTERS -> client.sendSplit(message, Delivery.splits(message));
            }
        }

        private Comparison receive(RawClient client, Section gets, Comparison comparison) {
            List<Piece> pieces = gets.pieces();
            String wanted = wanted(gets);
            boolean leaves = pieces.stream().anyMatch(Piece.ClientLeaves.class::isInstance);
            if (leaves) {
                RawResponse head = client.readHead();
                comparison.words(String.valueOf(head.status()));
                comparison.fields(head.fields());
                comparison.body(wanted, read(client.events(head), wanted.length()));
                client.close();
                return comparison;
            }
            RawResponse response = client.readResponse();
            comparison.words(String.valueOf(response.status()));
            comparison.fields(response.fields());
            comparison.body(
                    wanted, gets.has(Section.Flag.FRAMES) ? EventFrames.decode(response.body()) : response.text());
            boolean endExpected = pieces.stream().anyMatch(Piece.End.class::isInstance);
            if (response.whole() == endExpected) {
                comparison.differ("end", endExpected ? "cut" : "whole", String.valueOf(response.end()));
            }
            return comparison;
        }

        private String wanted(Section gets) {
            Optional<String> same = gets.option("same");
            if (same.isEmpty()) {
                return placeholders.fill(gets.text());
            }
            int attempt = Integer.parseInt(same.get().replace("upstream-", ""));
            return placeholders.fill(story.find(Section.Kind.UPSTREAM_ANSWERS, attempt)
                    .orElseThrow(() -> new StoryException(gets.line(), "no answer " + same.get()))
                    .text());
        }

        private static String read(SseReader events, int length) {
            StringBuilder read = new StringBuilder();
            while (read.length() < length) {
                Optional<SseEvent> event = events.next();
                if (event.isEmpty()) {
                    return read + events.rest();
                }
                read.append(event.get().raw());
            }
            return read.toString();
        }

        private Comparison attempt(Section section, Section sends, Comparison comparison) {
            Optional<Plot.Attempt> attempt =
                    section.has(Section.Flag.AT_ONCE) ? atOnce(section) : plot.attempt(section.number());
            if (attempt.isEmpty()) {
                comparison.differ("request", "one", "none");
                return comparison;
            }
            RecordedRequest request =
                    upstream(attempt.get()).awaitRequest(attempt.get().request());
            comparison.words(request.method(), request.target());
            comparison.fields(request.head().fields());
            if (section.option("same").isPresent()) {
                comparison.body(placeholders.fill(sends.text()), request.text());
            } else {
                comparison.body(request.text());
            }
            return comparison;
        }

        /** The one among those made at once that sent this body and is nobody else's; or the one of this number. */
        private Optional<Plot.Attempt> atOnce(Section section) {
            String wanted = placeholders.fill(section.text());
            for (Section other : story.all(Section.Kind.UPSTREAM_GETS)) {
                Optional<Plot.Attempt> attempt = plot.attempt(other.number());
                if (other.has(Section.Flag.AT_ONCE) && attempt.isPresent() && !claimed.contains(other.number())) {
                    RecordedRequest request =
                            upstream(attempt.get()).awaitRequest(attempt.get().request());
                    if (request.text().equals(wanted)) {
                        claimed.add(other.number());
                        return attempt;
                    }
                }
            }
            return plot.attempt(section.number());
        }

        /** Where an answer waits for its connection's end, that end must come. */
        private void awaitLeft() {
            for (Section section : story.all(Section.Kind.UPSTREAM_ANSWERS)) {
                boolean waits = section.pieces().stream().anyMatch(Piece.UntilLeft.class::isInstance);
                Optional<Plot.Attempt> attempt = plot.attempt(section.number());
                if (waits && attempt.isPresent()) {
                    long _ = upstream(attempt.get()).awaitClosed(attempt.get().connection());
                }
            }
        }

        private ScriptedUpstream upstream(Plot.Attempt attempt) {
            ScriptedUpstream upstream = upstreams.get(attempt.provider());
            if (upstream == null) {
                throw new IllegalStateException("no upstream " + attempt.provider());
            }
            return upstream;
        }
    }
}
