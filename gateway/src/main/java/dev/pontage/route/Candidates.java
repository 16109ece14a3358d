package dev.pontage.route;

import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Quirk;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Head;
import dev.pontage.provider.Credential;
import dev.pontage.provider.Provider;
import dev.pontage.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds the upstreams that serve a model, and whose turn it is; turns survive a reload. */
final class Candidates {
    private final AtomicInteger turn = new AtomicInteger();

    /** Those that serve {@code model} in the client's dialect, in the order of their turn; maybe none. */
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
            return inTurn(literal, head, model, model);
        }
        List<Candidate> named = byProviderName(snapshot, head, model);
        if (!named.isEmpty()) {
            return named;
        }
        return inTurn(pattern.isEmpty() ? any : pattern, head, model, model);
    }

    /** Those that have a default model. */
    List<Candidate> withDefaultModel(Snapshot snapshot, Head head) {
        List<Candidate> found = new ArrayList<>();
        for (Provider provider : snapshot.providers()) {
            String model = provider.defaults().model();
            if (!model.isEmpty() && speaks(provider, head)) {
                found.addAll(inTurn(List.of(provider), head, model, model));
            }
        }
        return found;
    }

    /** {@code provider/model} names both. */
    private List<Candidate> byProviderName(Snapshot snapshot, Head head, String model) {
        int slash = model.indexOf('/');
        if (slash > 0) {
            for (Provider provider : snapshot.providers()) {
                if (provider.name().length() == slash && model.startsWith(provider.name()) && speaks(provider, head)) {
                    String upstreamModel = model.substring(slash + 1);
                    return inTurn(List.of(provider), head, upstreamModel, upstreamModel);
                }
            }
        }
        return List.of();
    }

    private static boolean speaks(Provider provider, Head head) {
        return provider.bases().containsKey(head.dialect().name())
                && !lacks(provider, head.operation().kind());
    }

    private static boolean lacks(Provider provider, Operation.Kind kind) {
        return switch (kind) {
            case COMPLETIONS -> provider.quirks().contains(Quirk.NO_COMPLETIONS);
            case EMBEDDINGS -> provider.quirks().contains(Quirk.NO_EMBEDDINGS);
            case MODERATIONS -> provider.quirks().contains(Quirk.NO_MODERATIONS);
            case RESPONSES -> provider.quirks().contains(Quirk.NO_RESPONSES);
            case CHAT, MODELS, MODEL, RECEIPT -> false;
        };
    }

    /** First each provider once, from whose turn it is, then their further credentials. */
    private List<Candidate> inTurn(List<Provider> providers, Head head, String model, String upstreamModel) {
        int count = providers.size();
        if (count == 0) {
            return List.of();
        }
        int first = turn.getAndIncrement() & Integer.MAX_VALUE;
        List<Candidate> candidates = new ArrayList<>(count);
        int most = 1;
        for (int round = 0; round < most; round++) {
            for (int i = 0; i < count; i++) {
                Provider provider = providers.get((first + i) % count);
                int keys = provider.credentials().size();
                most = Math.max(most, keys);
                if (round < keys) {
                    candidates.add(candidate(
                            provider,
                            provider.credentials().get((first / count + round) % keys),
                            head,
                            model,
                            upstreamModel));
                }
            }
        }
        return candidates;
    }

    private static Candidate candidate(
            Provider provider, Credential credential, Head head, String model, String upstreamModel) {
        String dialect = head.dialect().name();
        return new Candidate(
                provider,
                credential,
                model,
                dialect,
                java.util.Objects.requireNonNull(provider.bases().get(dialect)),
                upstreamModel);
    }
}
