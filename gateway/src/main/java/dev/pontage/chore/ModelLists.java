package dev.pontage.chore;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.egress.Place;
import dev.pontage.egress.credential.Web;
import dev.pontage.egress.credential.WebAnswer;
import dev.pontage.egress.http.Waiting;
import dev.pontage.egress.sign.Payload;
import dev.pontage.provider.Credential;
import dev.pontage.provider.Proof;
import dev.pontage.provider.Provider;
import dev.pontage.provider.ToldModels;
import dev.pontage.snapshot.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks each provider which models it has, once in a while and off every request's path, and keeps the last good answer.
 *
 * <p>A provider whose connections need a proxy or a certificate of their own is not asked, nor one whose list does not
 * say what its models are asked by. Names of models that were made for one customer are left out (C8). {@link #look} is
 * for one thread; what is known may be read by all.
 */
public final class ModelLists implements ToldModels {
    /** How the names of models begin that were made for one customer of a provider (protocols-more 2.7). */
    private static final String FINE_TUNED = "ft:";

    private static final long PROOF_MILLIS = 10_000;
    private static final JsonTree JSON = new JsonTree(Limits.DEFAULT, false);

    private final Web web;
    private final List<Dialect> dialects;
    private final Executor waiting;
    private final Ticker ticker;
    private final ModelListLimits limits;
    private final Told told;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    /** @param waiting runs what waits for an answer */
    public ModelLists(
            Web web, List<Dialect> dialects, Executor waiting, Ticker ticker, ModelListLimits limits, Told told) {
        this.web = web;
        this.dialects = List.copyOf(dialects);
        this.waiting = waiting;
        this.ticker = ticker;
        this.limits = limits;
        this.told = told;
    }

    @Override
    public Set<String> of(Provider provider) {
        State state = states.get(provider.id());
        return state == null ? Set.of() : state.names;
    }

    /** Asks those of the snapshot's providers that are due, and forgets those that are not to be asked any more. */
    public void look(Snapshot snapshot) {
        Set<String> ids = new HashSet<>();
        for (Provider provider : snapshot.providers()) {
            if (addresses(provider).isEmpty()) {
                continue;
            }
            ids.add(provider.id());
            State state = states.computeIfAbsent(provider.id(), id -> new State());
            if (state.begins(provider, ticker.epochMicros())) {
                try {
                    waiting.execute(() -> ask(provider, state));
                } catch (RejectedExecutionException stopping) {
                    state.failed(0);
                }
            }
        }
        states.keySet().retainAll(ids);
    }

    private void ask(Provider provider, State state) {
        try {
            Set<String> names = new TreeSet<>();
            for (ListAddress list : addresses(provider)) {
                names.addAll(names(provider, list));
            }
            List<String> kept = names.stream().limit(limits.names()).toList();
            boolean changed = state.answered(kept, ticker.epochMicros() + limits.everyMillis() * 1_000);
            told.listed(provider, kept.size(), changed);
        } catch (IOException | RuntimeException e) {
            // Whatever a provider answers, the last list stays, and the next look comes.
            state.failed(ticker.epochMicros());
            String reason = e instanceof IOException
                    ? String.valueOf(e.getMessage())
                    : e.getClass().getSimpleName();
            told.notListed(provider, reason);
        }
    }

    /** Where a provider's lists stand; none where they cannot be asked for, or would not say what to ask for. */
    private List<ListAddress> addresses(Provider provider) {
        List<ListAddress> found = new ArrayList<>();
        boolean plain = provider.transport().caPem().isEmpty()
                && provider.transport().proxyHost().isEmpty();
        if (!plain
                || provider.quirks().contains(Quirk.NO_MODEL_LIST)
                || !provider.apiVersion().isEmpty()) {
            return found;
        }
        for (Dialect dialect : dialects) {
            URI base = provider.bases().get(dialect.name());
            List<URI> given = provider.lists().getOrDefault(dialect.name(), List.of());
            if (base != null && !given.isEmpty()) {
                given.forEach(address -> found.add(new ListAddress(dialect, address)));
            } else if (base != null
                    && !dialect.list().path().isEmpty()
                    && !provider.hosting(dialect.name()).isOwnApi()) {
                found.add(new ListAddress(
                        dialect, URI.create(base + dialect.list().path())));
            }
        }
        return found;
    }

    private Set<String> names(Provider provider, ListAddress list) throws IOException {
        IOException last = new IOException("no credential of it can be used");
        for (Credential credential : provider.credentials()) {
            try {
                return names(provider, credential, list);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private Set<String> names(Provider provider, Credential credential, ListAddress list) throws IOException {
        Place place = web.place(origin(list.address()), provider.privateAllowed());
        String query = list.address().getRawQuery();
        String path = list.address().getRawPath() + (query == null ? "" : "?" + query);
        Headers.Builder headers = new Headers.Builder().add("accept", "application/json");
        list.dialect().list().headers().forEach(headers::add);
        if (!provider.quirks().contains(Quirk.NO_CREDENTIAL)) {
            proof(credential)
                    .fields("GET", place, path, Headers.NONE, new Payload(), ticker.epochMicros())
                    .forEach(headers::add);
        }
        WebAnswer answer = web.ask(place, "GET", path, headers.build(), new byte[0]);
        if (!answer.fine()) {
            throw new IOException("it answered with status " + answer.status());
        }
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        Set<String> names = new HashSet<>();
        try {
            for (String name : list.dialect().listed(JSON.read(body, 0, body.length))) {
                if (isName(name)) {
                    names.add(name);
                }
            }
        } catch (JsonError e) {
            throw new IOException("it answered with no JSON", e);
        }
        return names;
    }

    private boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= limits.nameChars()
                && !name.startsWith(FINE_TUNED)
                && name.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static URI origin(URI address) {
        return URI.create(address.getScheme() + "://" + address.getRawAuthority());
    }

    private static Proof proof(Credential credential) throws IOException {
        return switch (Waiting.settled(Proof.of(credential.auth()), PROOF_MILLIS)) {
            case Answer.Ready<Proof>(Proof proof) -> proof;
            case Answer.Failed<Proof>(String code) -> throw new IOException(code);
            case Answer.Pending<Proof> late -> throw new IOException(late.lateCode());
        };
    }

    /** Hears what became of a question. */
    public interface Told {
        void listed(Provider provider, int names, boolean changed);

        void notListed(Provider provider, String reason);
    }

    private record ListAddress(Dialect dialect, URI address) {}

    /** What is known of one provider, and when it is asked again. */
    private final class State {
        private volatile Set<String> names = Set.of();
        private boolean asking;
        private int failures;
        private long nextMicros;

        /** For which configuration of the provider the rest holds. */
        private @Nullable Provider of;

        /** Whether it is to be asked now; a provider that was configured anew is. One that moved has told nothing. */
        synchronized boolean begins(Provider provider, long nowMicros) {
            boolean due = !asking && (!provider.equals(of) || nowMicros >= nextMicros);
            if (due && of != null && !of.bases().equals(provider.bases())) {
                names = Set.of();
            }
            asking |= due;
            of = due ? provider : of;
            return due;
        }

        synchronized boolean answered(List<String> kept, long until) {
            Set<String> before = names;
            names = Set.copyOf(kept);
            asking = false;
            failures = 0;
            nextMicros = until;
            return !names.equals(before);
        }

        synchronized void failed(long nowMicros) {
            asking = false;
            long waitMillis = limits.retryMillis() << Math.min(failures, 20);
            failures++;
            nextMicros = nowMicros + Math.min(waitMillis, limits.everyMillis()) * 1_000;
        }
    }
}
