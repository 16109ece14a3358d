package dev.pontage.egress.fetch;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Refusal;
import dev.pontage.egress.Names;
import dev.pontage.egress.Networks;
import dev.pontage.egress.Resolver;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.MediaRoom;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/** A fetcher that may ask 127.0.0.1, where a test's servers are, and knows a few names; nothing else private. */
final class Errand {
    static final Set<MediaKind> IMAGES = EnumSet.of(MediaKind.PNG, MediaKind.JPEG, MediaKind.GIF, MediaKind.WEBP);
    static final String PNG = "\u0089PNG\r\n\u001a\n";

    private static final Executor WAITING = task -> Thread.ofVirtual().start(task);
    private static final Map<String, List<String>> NAMES = Map.of(
            "files.test", List.of("127.0.0.1"),
            "private.test", List.of("10.1.2.3"),
            "metadata.test", List.of("169.254.169.254"),
            "two-faced.test", List.of("127.0.0.1", "10.1.2.3"));

    final BodyMemory memory;
    final MediaRoom room;
    private final Fetcher fetcher;

    Errand() {
        this(FetchLimits.DEFAULT);
    }

    Errand(FetchLimits limits) {
        this(limits, 256 << 20, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Errand(FetchLimits limits, long memoryBytes, SSLSocketFactory tls) {
        memory = new BodyMemory(memoryBytes, memoryBytes);
        room = new MediaRoom(memory, "key");
        fetcher = new Fetcher(
                resolver(), List::of, Networks.parse("127.0.0.1"), () -> tls, WAITING, Ticker.SYSTEM, limits);
    }

    /** As the gateway makes it: nothing private. */
    static Fetcher shipped() {
        return new Fetcher(
                resolver(),
                List::of,
                Networks.NONE,
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
                WAITING,
                Ticker.SYSTEM,
                FetchLimits.DEFAULT);
    }

    private static Resolver resolver() {
        Names names = host -> {
            List<InetAddress> found = NAMES.getOrDefault(host, List.of()).stream()
                    .map(InetAddress::ofLiteral)
                    .toList();
            if (found.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return found;
        };
        return new Resolver(names, WAITING, Ticker.SYSTEM, Resolver.Limits.DEFAULT);
    }

    /** What became of images at these URLs, named by {@code field[0]} and so on. */
    Fetched fetch(String... urls) {
        return settled(begin(urls));
    }

    Answer<Fetched> begin(String... urls) {
        return fetcher.fetch(wanted(IMAGES, urls), room);
    }

    /** The same for a request of another, which is over then. */
    Fetched fetchFor(String holder, String... urls) {
        MediaRoom own = new MediaRoom(memory, holder);
        try {
            return settled(fetcher.fetch(wanted(IMAGES, urls), own));
        } finally {
            own.close();
        }
    }

    Fetched fetch(Set<MediaKind> kinds, String... urls) {
        return settled(fetcher.fetch(wanted(kinds, urls), room));
    }

    static List<Wanted> wanted(Set<MediaKind> kinds, String... urls) {
        return java.util.stream.IntStream.range(0, urls.length)
                .mapToObj(i -> new Wanted("field[" + i + "]", urls[i], kinds))
                .toList();
    }

    /** The code of the refusal, and what of its message is after the field's name. */
    static String refused(Fetched fetched) {
        Refusal refusal = refusal(fetched);
        String message = refusal.message();
        String start = "What " + refusal.param() + " names cannot be used: ";
        return refusal.status() + " " + refusal.code() + " "
                + (message.startsWith(start) ? message.substring(start.length()) : message);
    }

    static Refusal refusal(Fetched fetched) {
        if (fetched instanceof Fetched.Refused(Refusal refusal)) {
            return refusal;
        }
        throw new AssertionError("not refused: " + fetched);
    }

    static Fetched settled(Answer<Fetched> answer) {
        if (answer instanceof Answer.Ready<Fetched>(Fetched fetched)) {
            return fetched;
        }
        CompletableFuture<Answer<Fetched>> settled = new CompletableFuture<>();
        ((Answer.Pending<Fetched>) answer).then(settled::complete);
        Answer<Fetched> end = settled.orTimeout(10, TimeUnit.SECONDS).join();
        if (end instanceof Answer.Ready<Fetched>(Fetched fetched)) {
            return fetched;
        }
        throw new AssertionError(end);
    }
}
