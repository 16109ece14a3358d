package dev.pontage.testkit.story;

import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.EventFrames;
import dev.pontage.testkit.wire.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Gives each attempt, in the order in which the upstreams saw them, the answer that the story has for it. */
final class Plot {
    private final Story story;
    private final Placeholders placeholders;
    private final Delivery delivery;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<String> surprises = new ArrayList<>();

    Plot(Story story, Placeholders placeholders, Delivery delivery) {
        this.story = story;
        this.placeholders = placeholders;
        this.delivery = delivery;
    }

    /** An attempt that was made: at which provider, and which request and connection it is there. */
    record Attempt(String provider, int request, int connection) {}

    Answer arrived(String provider, RequestHead head) {
        lock.lock();
        try {
            attempts.add(new Attempt(provider, head.number(), head.connection()));
            int number = attempts.size();
            Optional<Section> section = story.find(Section.Kind.UPSTREAM_ANSWERS, number);
            if (section.isPresent() && story.provider(number).equals(provider)) {
                return answer(section.get());
            }
            surprises.add("attempt " + number + " went to provider " + provider + ": "
                    + (section.isEmpty() ? "the story has none" : "the story has it at " + story.provider(number)));
            return Answer.json(500, "{\"error\":{\"message\":\"not in the story\"}}");
        } finally {
            lock.unlock();
        }
    }

    Optional<Attempt> attempt(int number) {
        lock.lock();
        try {
            return number <= attempts.size() ? Optional.of(attempts.get(number - 1)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    List<String> surprises() {
        lock.lock();
        try {
            return List.copyOf(surprises);
        } finally {
            lock.unlock();
        }
    }

    private Answer answer(Section section) {
        return switch (section.words().getFirst()) {
            case "silence" -> Answer.silence();
            case "close" -> Answer.nothing().close();
            case "reset" -> Answer.nothing().reset();
            default -> httpAnswer(section);
        };
    }

    private Answer httpAnswer(Section section) {
        List<String> fields = new ArrayList<>();
        boolean typed = section.fields().stream().anyMatch(field -> field.isNamed("content-type"));
        if (!typed && !section.lines().isEmpty()) {
            fields.add("content-type: " + contentType(section));
        }
        section.fields().forEach(field -> fields.add(placeholders.fill(field.onTheWire())));
        Answer answer = Answer.head(
                Integer.parseInt(section.words().getFirst()), framing(section), fields.toArray(String[]::new));
        for (Piece piece : section.pieces()) {
            answer = switch (piece) {
                case Piece.Text text -> write(answer, section, placeholders.fill(text.text()));
                case Piece.Pause pause -> answer.pauseMillis(pause.millis());
                case Piece.End end -> end.reset() ? answer.reset() : answer.close();
                case Piece.UntilLeft _ -> answer.hang();
                case Piece.ClientLeaves _ ->
                    throw new StoryException(section.line(), "(client leaves) belongs to what the client gets");
            };
        }
        return delivery == Delivery.BYTE_BY_BYTE ? answer.byteByByte() : answer;
    }

    private Answer write(Answer answer, Section section, String text) {
        return section.has(Section.Flag.FRAMES) ? answer.write(EventFrames.encode(text)) : delivery.write(answer, text);
    }

    private static String contentType(Section section) {
        if (section.has(Section.Flag.FRAMES)) {
            return "application/vnd.amazon.eventstream";
        }
        return section.has(Section.Flag.SSE) ? "text/event-stream" : "application/json";
    }

    private static boolean streamed(Section section) {
        return section.has(Section.Flag.SSE) || section.has(Section.Flag.FRAMES);
    }

    private static Answer.Framing framing(Section section) {
        return switch (section.option("framing").orElse(streamed(section) ? "chunked" : "length")) {
            case "chunked" -> Answer.Framing.CHUNKED;
            case "length" -> Answer.Framing.LENGTH;
            case "until-close" -> Answer.Framing.UNTIL_CLOSE;
            default -> throw new StoryException(section.line(), "framing is chunked, length or until-close");
        };
    }
}
