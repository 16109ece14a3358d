package dev.pontage.route;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Quirk;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Head;
import dev.pontage.provider.Credential;
import dev.pontage.provider.Provider;
import dev.pontage.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** Finds the upstreams that serve a model, and whose turn it is; turns survive a reload. */
final class Candidates {
    /**
     * Turns that are counted apart. Any name can be asked for where a provider serves any, so their count is bounded;
     * two names that share a turn still each come to everybody, if not one after the other.
     */
    private static final int TURNS = 4_096;

    private static final String THEIR_DEFAULT = "";

    /**
     * How the name of a model begins that was made for one customer of the upstream (protocols-more 2.7). Whoever
     * shares that customer's credential could guess it, so it is served only where a provider names it literally (C8).
     */
    private static final String FINE_TUNED = "ft:";

    /** Operations that say a chat, the plainer one first. */
    private static final List<Operation.Kind> CHATS = List.of(Operation.Kind.CHAT, Operation.Kind.RESPONSES);

    private final List<Dialect> dialects;
    private final AtomicIntegerArray turns = new AtomicIntegerArray(TURNS);

    /** @param dialects those in which an upstream can be spoken to, preferred ones first */
    Candidates(List<Dialect> dialects) {
        this.dialects = List.copyOf(dialects);
    }

    /** Those that serve {@code model}, in the order of their turn; maybe none. */
    List<Candidate> serving(Snapshot snapshot, Head head, String model) {
        List<Provider> literal = new ArrayList<>(4);
        List<Provider> pattern = new ArrayList<>(4);
        List<Provider> any = new ArrayList<>(4);
        for (Provider provider : snapshot.providers()) {
            if (!speaks(provider, head)) {
                continue;
            }
            if (provider.models().literal().contains(model)) {
                literal.add(provider);
            } else if (provider.models().any()) {
                any.add(provider);
            } else if (provider.models().matches(model)) {
                pattern.add(provider);
            }
        }
        if (!literal.isEmpty()) {
            return inTurn(literal, head, model);
        }
        List<Candidate> named = byProviderName(snapshot, head, model);
        if (!named.isEmpty() || model.startsWith(FINE_TUNED)) {
            return named;
        }
        return inTurn(pattern.isEmpty() ? any : pattern, head, model);
    }

    /** Those that have a default model, each with its own, in the order of their turn. */
    List<Candidate> withDefaultModel(Snapshot snapshot, Head head) {
        List<Provider> found = new ArrayList<>();
        for (Provider provider : snapshot.providers()) {
            if (!provider.defaults().model().isEmpty() && speaks(provider, head)) {
                found.add(provider);
            }
        }
        return inTurn(found, head, THEIR_DEFAULT);
    }

    /** {@code provider/model} names both. */
    private List<Candidate> byProviderName(Snapshot snapshot, Head head, String model) {
        int slash = model.indexOf('/');
        if (slash > 0) {
            for (Provider provider : snapshot.providers()) {
                if (provider.name().length() == slash && model.startsWith(provider.name()) && speaks(provider, head)) {
                    String its = model.substring(slash + 1);
                    boolean hidden = its.startsWith(FINE_TUNED)
                            && !provider.models().literal().contains(its);
                    return hidden ? List.of() : inTurn(List.of(provider), head, its);
                }
            }
        }
        return List.of();
    }

    private boolean speaks(Provider provider, Head head) {
        return speaksOwn(provider, head) || other(provider, head) != null;
    }

    private static boolean speaksOwn(Provider provider, Head head) {
        return provider.bases().containsKey(head.dialect().name())
                && !lacks(provider, head.operation().kind());
    }

    /**
     * The dialect and operation into which the client's request is turned for this provider, or would be, if its tokens
     * are to be counted; null if there is none.
     */
    private @Nullable Turned other(Provider provider, Head head) {
        Operation.Kind asked = head.operation().kind();
        List<Operation.Kind> kinds = switch (asked) {
            case CHAT, RESPONSES -> head.dialect().chat(asked) == null ? List.of() : CHATS;
            case COUNT_TOKENS -> CHATS;
            case EMBEDDINGS -> head.dialect().embeddings() == null ? List.of() : List.of(Operation.Kind.EMBEDDINGS);
            case COMPLETIONS, MODERATIONS, MODELS, MODEL, RECEIPT -> List.of();
        };
        for (Dialect dialect : dialects) {
            if (provider.bases().containsKey(dialect.name())) {
                for (Operation.Kind kind : kinds) {
                    if (says(dialect, kind) && !lacks(provider, kind)) {
                        return new Turned(dialect, kind);
                    }
                }
            }
        }
        return null;
    }

    private static boolean says(Dialect dialect, Operation.Kind kind) {
        return kind == Operation.Kind.EMBEDDINGS ? dialect.embeddings() != null : dialect.chat(kind) != null;
    }

    private static boolean lacks(Provider provider, Operation.Kind kind) {
        return switch (kind) {
            case COMPLETIONS -> provider.quirks().contains(Quirk.NO_COMPLETIONS);
            case EMBEDDINGS -> provider.quirks().contains(Quirk.NO_EMBEDDINGS);
            case MODERATIONS -> provider.quirks().contains(Quirk.NO_MODERATIONS);
            case RESPONSES -> provider.quirks().contains(Quirk.NO_RESPONSES);
            case CHAT -> provider.quirks().contains(Quirk.NO_CHAT);
            case COUNT_TOKENS -> provider.quirks().contains(Quirk.NO_COUNT_TOKENS);
            case MODELS, MODEL, RECEIPT -> false;
        };
    }

    /** First each provider once, from whose turn it is, then their further credentials. */
    private List<Candidate> inTurn(List<Provider> providers, Head head, String model) {
        int count = providers.size();
        if (count == 0) {
            return List.of();
        }
        int first = turn(providers, head.operation().kind(), model);
        List<Candidate> candidates = new ArrayList<>(count);
        int most = 1;
        for (int round = 0; round < most; round++) {
            for (int i = 0; i < count; i++) {
                Provider provider = providers.get((first + i) % count);
                int keys = provider.credentials().size();
                most = Math.max(most, keys);
                if (round < keys) {
                    candidates.add(candidate(
                            provider, provider.credentials().get((first / count + round) % keys), head, model));
                }
            }
        }
        return candidates;
    }

    /**
     * The turn of a name among these providers, which moves by one with each request for it. One turn for all names
     * would favour somebody: of two providers one would always come first for a name that every second request asks
     * for, and a name that maps to two others would move it twice.
     */
    private int turn(List<Provider> providers, Operation.Kind kind, String model) {
        int hash = (model.hashCode() * 31 + kind.word().hashCode()) * 31 + providers.size();
        hash = hash * 31 + providers.getFirst().id().hashCode();
        return turns.getAndIncrement((hash ^ hash >>> 16) & (TURNS - 1)) & Integer.MAX_VALUE;
    }

    private Candidate candidate(Provider provider, Credential credential, Head head, String asked) {
        Dialect dialect = head.dialect();
        Operation.Kind kind = head.operation().kind();
        if (!speaksOwn(provider, head)) {
            Turned turned = Objects.requireNonNull(other(provider, head));
            dialect = turned.dialect();
            kind = turned.kind();
        }
        String model = asked.equals(THEIR_DEFAULT) ? provider.defaults().model() : asked;
        return new Candidate(
                provider,
                credential,
                model,
                dialect,
                kind,
                Objects.requireNonNull(provider.bases().get(dialect.name())),
                model,
                errors(provider, dialect));
    }

    private Dialect errors(Provider provider, Dialect dialect) {
        String name = provider.hosting(dialect.name()).errors();
        for (Dialect each : name.isEmpty() ? List.<Dialect>of() : dialects) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return dialect;
    }

    private record Turned(Dialect dialect, Operation.Kind kind) {}
}
