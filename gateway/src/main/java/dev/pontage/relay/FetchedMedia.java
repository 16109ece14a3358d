package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.egress.fetch.Fetched;
import dev.pontage.egress.fetch.Fetcher;
import dev.pontage.egress.fetch.MediaKind;
import dev.pontage.egress.fetch.Wanted;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.MediaRoom;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The media of one exchange that its request names by URL and an upstream wants as bytes: each is fetched once, however
 * often it is named and however many candidates want it. Lives on the exchange's loop.
 */
final class FetchedMedia {
    private static final Set<MediaKind> IMAGES =
            EnumSet.of(MediaKind.PNG, MediaKind.JPEG, MediaKind.GIF, MediaKind.WEBP);

    private final BodyMemory memory;
    private final String holder;
    private Map<Named, Fetched.Medium> here = Map.of();
    private long bytes;
    private boolean closed;

    private @Nullable MediaRoom room;

    /** What was not to be had once is not tried again for the next candidate. */
    private @Nullable Refusal refused;

    /** @param holder on whose share of the memory they count: an account */
    FetchedMedia(BodyMemory memory, String holder) {
        this.memory = memory;
        this.holder = holder;
    }

    /** What a medium is known by: the same address may stand for an image here and for any document there. */
    record Named(String url, Medium medium) {
        private static Named of(Part.Media media) {
            if (media.source() instanceof Part.Url web) {
                return new Named(web.url(), media.medium());
            }
            throw new IllegalStateException("a medium that is here");
        }
    }

    /** All that has been fetched by now; it does not change. */
    Map<Named, Fetched.Medium> here() {
        return here;
    }

    /** How many bytes of base64 that is. */
    long bytes() {
        return bytes;
    }

    /** Those that are not there, each once. */
    static List<Part.Media> missing(List<Part.Media> wanted, Map<Named, Fetched.Medium> here) {
        if (wanted.isEmpty()) {
            return wanted;
        }
        List<Part.Media> missing = new ArrayList<>(wanted.size());
        Set<Named> seen = new HashSet<>(here.keySet());
        for (Part.Media media : wanted) {
            if (seen.add(Named.of(media))) {
                missing.add(media);
            }
        }
        return missing;
    }

    /** The medium as its bytes say that it is, whatever its name, its place or its server made of it. */
    static Part.Media inPlaceOf(Part.Media media, Map<Named, Fetched.Medium> here) {
        Fetched.Medium fetched = here.get(Named.of(media));
        if (fetched == null) {
            throw new IllegalStateException("a medium that was not fetched");
        }
        Part.Source source = fetched.kind() == MediaKind.TEXT
                ? new Part.PlainText(new String(Base64.getDecoder().decode(fetched.base64()), StandardCharsets.UTF_8))
                : new Part.Inline(fetched.base64());
        return new Part.Media(
                IMAGES.contains(fetched.kind()) ? Medium.IMAGE : Medium.DOCUMENT,
                fetched.kind().mediaType(),
                source,
                media.name(),
                media.detail(),
                media.mark());
    }

    /** Fetches; then they are here, or the refusal says which of them cannot be had. Nothing follows a close. */
    void fetch(Exchange exchange, Fetcher fetcher, List<Part.Media> missing, Consumer<@Nullable Refusal> then) {
        if (closed) {
            return;
        }
        if (refused != null) {
            then.accept(refused);
            return;
        }
        if (room == null) {
            room = new MediaRoom(memory, holder);
        }
        List<Wanted> wanted = missing.stream().map(FetchedMedia::wanted).toList();
        exchange.whenAnswered(fetcher.fetch(wanted, room), answer -> {
            if (!closed) {
                refused = switch (answer) {
                    case Answer.Ready<Fetched>(Fetched.All(List<Fetched.Medium> media)) -> {
                        keep(missing, media);
                        yield null;
                    }
                    case Answer.Ready<Fetched>(Fetched.Refused(Refusal refusal)) -> refusal;
                    case Answer.Failed<Fetched>(String code) -> late(code, wanted.getFirst());
                    case Answer.Pending<Fetched> never -> throw new IllegalStateException("settled as pending");
                };
                then.accept(refused);
            }
        });
    }

    private static Wanted wanted(Part.Media media) {
        if (media.source() instanceof Part.Url(String url, String field)) {
            // What is said to be a document may turn out to be an image; what is said to be an image may not be less.
            Set<MediaKind> kinds = media.medium() == Medium.IMAGE ? IMAGES : EnumSet.allOf(MediaKind.class);
            return new Wanted(field, url, kinds);
        }
        throw new IllegalStateException("a medium that is here");
    }

    private static Refusal late(String code, Wanted first) {
        return new Refusal(400, code, "What " + first.field() + " names was not there in time.").param(first.field());
    }

    private void keep(List<Part.Media> missing, List<Fetched.Medium> media) {
        Map<Named, Fetched.Medium> all = new HashMap<>(here);
        for (int i = 0; i < media.size(); i++) {
            all.put(Named.of(missing.get(i)), media.get(i));
            bytes += media.get(i).base64().length();
        }
        here = Map.copyOf(all);
    }

    /** No upstream will be asked any more: fetches end, and what is here is given back. */
    void close() {
        closed = true;
        here = Map.of();
        if (room != null) {
            room.close();
            room = null;
        }
    }
}
