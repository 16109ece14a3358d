package dev.pontage.egress.fetch;

import dev.pontage.egress.fetch.Fetched.Medium;
import dev.pontage.egress.http.HttpAnswer;
import dev.pontage.egress.http.Watch;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gets one medium: follows redirects, reads bytes as far as they may be of use, knows their kind by themselves. */
final class Fetch {
    private static final int FIRST_BYTES = 16 << 10;

    private final Hop.Means means;
    private final Watch watch;
    private final Room room;
    private final AtomicLong totalBytes;

    /** @param totalBytes what the fetches of a request have read together */
    Fetch(Hop.Means means, Watch watch, Room room, AtomicLong totalBytes) {
        this.means = means;
        this.watch = watch;
        this.room = room;
        this.totalBytes = totalBytes;
    }

    Medium get(Wanted wanted) throws Unfetched {
        try {
            return follow(wanted, parsed(wanted.url()));
        } catch (ProtocolException e) {
            throw Unfetched.because("its server does not speak HTTP/1.1");
        } catch (IOException e) {
            // One sentence for all reasons: what the network tells us is no client's business.
            throw watch.late()
                    ? Unfetched.late(means.limits())
                    : Unfetched.because("its server could not be reached, or broke off");
        }
    }

    private Medium follow(Wanted wanted, URI first) throws IOException, Unfetched {
        URI url = first;
        for (int redirects = 0; redirects <= means.limits().redirects(); redirects++) {
            try (Hop hop = Hop.open(means, url, watch)) {
                HttpAnswer answer = hop.answer();
                switch (answer.status()) {
                    case 200 -> {
                        return medium(wanted, answer);
                    }
                    case 301, 302, 303, 307, 308 -> url = next(url, answer.field("location"));
                    default -> throw Unfetched.because("its server answers " + answer.status());
                }
            }
        }
        throw Unfetched.because("it leads from one address to another more than "
                + means.limits().redirects() + " times");
    }

    private URI parsed(String url) throws Unfetched {
        if (url.length() > means.limits().urlChars()) {
            throw Unfetched.because("the URL is longer than " + means.limits().urlChars() + " characters");
        }
        try {
            // What is no ASCII is escaped.
            return new URI(new URI(url).toASCIIString());
        } catch (URISyntaxException e) {
            throw Unfetched.because("it is no URL");
        }
    }

    private URI next(URI from, String location) throws Unfetched {
        if (location.isEmpty()) {
            throw Unfetched.because("it leads to another address without naming it");
        }
        return from.resolve(parsed(location));
    }

    private Medium medium(Wanted wanted, HttpAnswer answer) throws IOException, Unfetched {
        if (answer.isCoded()) {
            throw Unfetched.because("its server sends it compressed, though it was asked not to");
        }
        Gathered gathered = new Gathered();
        try {
            return gathered.read(wanted.kinds(), answer);
        } finally {
            gathered.release();
        }
    }

    private static Unfetched otherKind(Set<MediaKind> kinds) {
        return Unfetched.otherKind("its bytes are of another kind than those that fit there: "
                + kinds.stream().map(MediaKind::mediaType).sorted().collect(Collectors.joining(", ")));
    }

    /** The bytes of one medium, in an array that grows with them, and is paid for. */
    private final class Gathered {
        private byte[] bytes = new byte[0];
        private int length;
        private @Nullable MediaKind kind;

        Medium read(Set<MediaKind> kinds, HttpAnswer answer) throws IOException, Unfetched {
            int most = means.limits().bytesEach();
            if (answer.announced() > most) {
                throw tooLarge();
            }
            grow(FIRST_BYTES);
            for (int count = fill(answer); count >= 0; count = fill(answer)) {
                // Looked at before more is read: what will be of no use is not waited for.
                if (kind == null && length >= MediaKind.MARK_BYTES) {
                    judge(kinds);
                }
                if (length > most) {
                    throw tooLarge();
                }
                if (length == bytes.length) {
                    grow((int) Math.min(2L * bytes.length, most + 1L));
                }
            }
            if (kind == null) {
                judge(kinds);
            }
            if (kind == MediaKind.TEXT && !MediaKind.isText(bytes, length)) {
                throw otherKind(kinds);
            }
            return medium();
        }

        private int fill(HttpAnswer answer) throws IOException, Unfetched {
            int count = answer.body(bytes, length, bytes.length - length);
            if (count > 0) {
                length += count;
                if (totalBytes.addAndGet(count) > means.limits().bytesTotal()) {
                    throw Unfetched.tooLarge("with what the request names besides, it has more than "
                            + means.limits().bytesTotal() + " bytes");
                }
            }
            if (watch.stopped()) {
                throw new IOException("stopped");
            }
            return count;
        }

        private void judge(Set<MediaKind> kinds) throws Unfetched {
            MediaKind marked = MediaKind.marked(bytes, length);
            MediaKind found = marked == null ? MediaKind.TEXT : marked;
            if (!kinds.contains(found)) {
                throw otherKind(kinds);
            }
            kind = found;
        }

        private void grow(int capacity) throws Unfetched {
            if (!room.take(capacity)) {
                throw Unfetched.noRoom();
            }
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, capacity);
            room.give(before);
        }

        /** The text stays paid for, until its owner closes the room. */
        private Medium medium() throws Unfetched {
            if (kind == null) {
                throw new IllegalStateException("of no kind");
            }
            if (!room.take(4L * ((length + 2) / 3))) {
                throw Unfetched.noRoom();
            }
            ByteBuffer base64 = Base64.getEncoder().encode(ByteBuffer.wrap(bytes, 0, length));
            return new Medium(kind, StandardCharsets.ISO_8859_1.decode(base64).toString());
        }

        private Unfetched tooLarge() {
            return Unfetched.tooLarge("it has more than " + means.limits().bytesEach() + " bytes");
        }

        private void release() {
            room.give(bytes.length);
            bytes = new byte[0];
        }
    }
}
