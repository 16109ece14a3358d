package dev.pontage.egress.fetch;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Refusal;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Networks;
import dev.pontage.egress.Resolver;
import dev.pontage.egress.fetch.Fetched.Medium;
import dev.pontage.egress.http.Watch;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the media that requests name by URL (S-19, A16).
 *
 * <p>Whoever has a key can have us ask anything, so nothing private is ever asked, not even where providers may lie:
 * the policy is its own and opens no network but to tests. Only https; every redirect is judged anew; time, bytes,
 * kinds and numbers are bounded. Safe for use by many threads; the waiting is done on {@code waiting}.
 */
public final class Fetcher {
    private static final String LATE = "media_late";

    /** A caller waits a little longer than the fetches may take. */
    private static final int GRACE_MILLIS = 1_000;

    private final Hop.Means means;
    private final Executor waiting;
    private final Ticker ticker;
    private final Places places;

    /**
     * One that asks nothing private but what is open.
     *
     * @param ownListeners where this process listens itself
     * @param open networks that are asked although they are private, and without TLS too: only tests have any
     * @param tls vouches for servers; asked for when first needed
     * @param waiting a thread for each task, one that may wait
     */
    public Fetcher(
            Resolver resolver,
            Supplier<List<InetSocketAddress>> ownListeners,
            Networks open,
            Supplier<SSLSocketFactory> tls,
            Executor waiting,
            Ticker ticker,
            FetchLimits limits) {
        this(new Hop.Means(new AddressPolicy(resolver, ownListeners, open), tls, limits), waiting, ticker);
    }

    private Fetcher(Hop.Means means, Executor waiting, Ticker ticker) {
        this.means = means;
        this.waiting = waiting;
        this.ticker = ticker;
        places = new Places(means.limits());
    }

    /**
     * All that a request names, or its refusal; completed on another thread, so that it is to be awaited by
     * {@code Exchange.whenAnswered}.
     *
     * @param room pays for the media, and is closed by its owner when the request is over: that ends the fetches, too
     * @return a refusal where one of them cannot be had: 400 {@code media_...}, which names its field, or 503 or 429
     */
    public Answer<Fetched> fetch(List<Wanted> wanted, Room room) {
        FetchLimits limits = means.limits();
        if (wanted.isEmpty()) {
            return new Answer.Ready<>(new Fetched.All(List.of()));
        }
        if (wanted.size() > limits.urls()) {
            return refused(Refusal.invalid(
                    wanted.get(limits.urls()).field(),
                    "More than " + limits.urls() + " URLs of one request are not fetched."));
        }
        Refusal full = places.take(room.holder());
        if (full != null) {
            return refused(full);
        }
        Answer.Pending<Fetched> answer = new Answer.Pending<>(limits.totalMillis() + GRACE_MILLIS, LATE);
        new Request(wanted, room, answer).start();
        return answer;
    }

    private static Answer<Fetched> refused(Refusal refusal) {
        return new Answer.Ready<>(new Fetched.Refused(refusal));
    }

    /** The fetches of one request, several at a time. */
    private final class Request {
        private final List<Wanted> wanted;
        private final Answer.Pending<Fetched> answer;
        private final Room room;
        private final Watch watch;
        private final Fetch fetch;
        private final @Nullable Medium[] media;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger working = new AtomicInteger();
        private @Nullable Refusal refusal;

        Request(List<Wanted> wanted, Room room, Answer.Pending<Fetched> answer) {
            this.wanted = wanted;
            this.room = room;
            this.answer = answer;
            watch = new Watch(ticker, means.limits().totalMillis());
            fetch = new Fetch(means, watch, room, new AtomicLong());
            media = new Medium[wanted.size()];
        }

        void start() {
            int workers = Math.min(means.limits().parallel(), wanted.size());
            working.set(workers);
            watch.start(waiting);
            room.whenClosed(watch::end);
            for (int i = 0; i < workers; i++) {
                waiting.execute(this::work);
            }
        }

        private void work() {
            try {
                for (int i = next.getAndIncrement(); i < media.length && !watch.stopped(); i = next.getAndIncrement()) {
                    get(i);
                }
            } finally {
                if (working.decrementAndGet() == 0) {
                    finish();
                }
            }
        }

        private void get(int i) {
            Wanted one = wanted.get(i);
            try {
                Medium medium = fetch.get(one);
                synchronized (this) {
                    media[i] = medium;
                }
            } catch (Unfetched e) {
                fail(e.refusal(one.field()));
            }
        }

        private synchronized void fail(Refusal why) {
            if (refusal == null) {
                refusal = why;
                watch.stop();
            }
        }

        private synchronized void finish() {
            watch.stop();
            places.give(room.holder());
            List<Medium> all = Arrays.stream(media).filter(Objects::nonNull).toList();
            if (refusal != null) {
                answer.complete(new Fetched.Refused(refusal));
            } else if (all.size() == media.length) {
                answer.complete(new Fetched.All(all));
            } else {
                Unfetched why = watch.late()
                        ? Unfetched.late(means.limits())
                        : Unfetched.because("the request was over before its turn had come");
                answer.complete(new Fetched.Refused(why.refusal(missing())));
            }
        }

        /** The field of the first medium that is not there: its turn had not come. */
        private String missing() {
            int first = 0;
            while (media[first] != null) {
                first++;
            }
            return wanted.get(first).field();
        }
    }
}
