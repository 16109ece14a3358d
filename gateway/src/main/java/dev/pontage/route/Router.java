package dev.pontage.route;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Planned;
import dev.pontage.exchange.RoutePlan;
import dev.pontage.exchange.Step;
import dev.pontage.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps the asked model and lists who could serve it, best first.
 *
 * <p>Names go through the model map; what the map says is judged, not what was asked (C10). Of the providers that speak
 * the client's dialect, or one that its chat can be turned into, come first those that name the model literally, else
 * those with a matching pattern, else those that serve any; equal ones take turns.
 */
public final class Router {
    private final String via;
    private final Candidates candidates;

    /**
     * Routes for one installation.
     *
     * @param via the mark that this installation puts on its calls: a request that carries it came from ourselves
     * @param dialects those in which an upstream can be spoken to, preferred ones first
     */
    public Router(String via, List<Dialect> dialects) {
        this.via = via;
        candidates = new Candidates(dialects);
    }

    /** The plan, or 404 for an unknown model, 403 for an unpriced one, 508 for a loop. */
    public Step<Planned> plan(Exchange exchange, Asked asked) {
        Refusal loop = Trail.refusal(asked.head().headers(), via);
        if (loop != null) {
            return new Step.Refuse<>(loop);
        }
        Snapshot snapshot = exchange.snapshot();
        String model = asked.peek().model();
        if (model.isEmpty()) {
            return planDefault(snapshot, asked);
        }
        List<Candidate> found = mapped(snapshot, asked, model);
        if (found.isEmpty() && !snapshot.defaultModel().isEmpty()) {
            found = mapped(snapshot, asked, snapshot.defaultModel());
        }
        if (found.isEmpty()) {
            return new Step.Refuse<>(Unknown.model(snapshot, model));
        }
        return priced(snapshot, asked, found);
    }

    /** A request without a model is served by a provider that has a default one (S3.03). */
    private Step<Planned> planDefault(Snapshot snapshot, Asked asked) {
        List<Candidate> found = candidates.withDefaultModel(snapshot, asked.head());
        if (found.isEmpty() && !snapshot.defaultModel().isEmpty()) {
            found = mapped(snapshot, asked, snapshot.defaultModel());
        }
        if (found.isEmpty()) {
            return new Step.Refuse<>(Refusal.invalid("model", "No 'model' was given, and there is no default."));
        }
        return priced(snapshot, asked, found);
    }

    private List<Candidate> mapped(Snapshot snapshot, Asked asked, String model) {
        List<String> names = snapshot.modelMap().find(model).orElse(List.of(model));
        if (names.size() == 1) {
            return candidates.serving(snapshot, asked.head(), names.getFirst());
        }
        List<Candidate> all = new ArrayList<>();
        for (String name : names) {
            all.addAll(candidates.serving(snapshot, asked.head(), name));
        }
        return all;
    }

    /** Drops what has no price, unless the root account asks, whose row is flagged instead (D7). */
    private static Step<Planned> priced(Snapshot snapshot, Asked asked, List<Candidate> found) {
        if (asked.caller().account().isRoot() || asked.caller().account().usesUnpriced()) {
            return new Step.Next<>(new Planned(asked, new RoutePlan(found)));
        }
        List<Candidate> priced = new ArrayList<>(found.size());
        for (Candidate candidate : found) {
            if (candidate.provider().free()
                    || snapshot.prices().charge(candidate.model()).isPresent()) {
                priced.add(candidate);
            }
        }
        return priced.isEmpty()
                ? new Step.Refuse<>(
                        Unknown.unpriced(asked.peek().model(), found.getFirst().model()))
                : new Step.Next<>(new Planned(asked, new RoutePlan(priced)));
    }
}
