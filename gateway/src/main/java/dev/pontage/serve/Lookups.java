package dev.pontage.serve;

import dev.pontage.account.Account;
import dev.pontage.base.Product;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Dialect.ModelEntry;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Known;
import dev.pontage.price.PriceBook;
import dev.pontage.provider.Models;
import dev.pontage.provider.Provider;
import dev.pontage.provider.ToldModels;
import dev.pontage.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Answers what needs no permit: model lists and what became of a request. */
public final class Lookups {
    private final Receipts receipts;
    private final ToldModels told;

    public Lookups(Receipts receipts, ToldModels told) {
        this.receipts = receipts;
        this.told = told;
    }

    void answer(Exchange exchange, Known known) {
        Head head = known.head();
        switch (head.operation().kind()) {
            case MODELS -> json(exchange, head, head.dialect().models(models(exchange.snapshot(), known), null));
            case MODEL -> model(exchange, known);
            case RECEIPT -> receipts.answer(exchange, known);
            case CHAT, COMPLETIONS, EMBEDDINGS, MODERATIONS, RESPONSES, COUNT_TOKENS ->
                throw new IllegalStateException(head.operation() + " needs a permit");
        }
    }

    private void model(Exchange exchange, Known known) {
        Head head = known.head();
        for (ModelEntry entry : models(exchange.snapshot(), known)) {
            if (entry.id().equals(head.argument())) {
                json(exchange, head, head.dialect().models(List.of(), entry));
                return;
            }
        }
        Refusal unknown = new Refusal(404, "model_not_found", "This model is not in the list.").param("model");
        Dialect.Rendered answer = head.dialect().render(unknown, exchange.id());
        send(exchange, head, answer.status(), answer.headers(), answer.body());
    }

    /**
     * What a client may name and would not be refused: models of the providers, whatever they speak, since a request
     * may be translated, and names of the model map that lead to one.
     */
    private List<ModelEntry> models(Snapshot snapshot, Known known) {
        Account account = known.caller().account();
        TreeMap<String, ModelEntry> byName = new TreeMap<>();
        for (Provider provider : snapshot.providers()) {
            String owner = account.seesUpstream() ? provider.name() : Product.WORD;
            for (String name : named(provider, snapshot.prices())) {
                if (snapshot.opens(account, provider, name)) {
                    byName.putIfAbsent(name, new ModelEntry(name, owner, 0));
                }
            }
        }
        for (String name : snapshot.modelMap().names()) {
            if (leadsSomewhere(snapshot, account, name)) {
                byName.putIfAbsent(name, new ModelEntry(name, Product.WORD, 0));
            }
        }
        return new ArrayList<>(byName.values());
    }

    private static boolean leadsSomewhere(Snapshot snapshot, Account account, String mappedName) {
        for (String model : snapshot.modelMap().find(mappedName).orElse(List.of())) {
            for (Provider provider : snapshot.providers()) {
                String prefix = provider.name() + "/";
                String its = model.startsWith(prefix) ? model.substring(prefix.length()) : model;
                boolean serves = model.startsWith(prefix) || provider.models().serves(model);
                if (serves && snapshot.opens(account, provider, its)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The models that configuration or its vendor's file names of a provider, and those that it told of when it was
     * asked; of these only what configuration lets it serve.
     */
    private Set<String> named(Provider provider, PriceBook prices) {
        Models models = provider.models();
        Set<String> names = new HashSet<>(models.literal());
        names.addAll(models.known());
        if (!provider.defaults().model().isEmpty()) {
            names.add(provider.defaults().model());
        }
        String prefix = provider.name() + "/";
        for (String priced : prices.byProviderModel().keySet()) {
            String model = priced.startsWith(prefix) ? priced.substring(prefix.length()) : "";
            if (!model.isEmpty() && models.serves(model)) {
                names.add(model);
            }
        }
        for (String name : told.of(provider)) {
            if (models.serves(name)) {
                names.add(name);
            }
        }
        return names;
    }

    static void json(Exchange exchange, Head head, byte[] body) {
        send(exchange, head, 200, Headers.of("content-type", "application/json", "cache-control", "no-cache"), body);
    }

    /** Gives a whole answer that needed no permit. */
    public static void send(Exchange exchange, Head head, int status, Headers headers, byte[] body) {
        exchange.watcher().answered(exchange, head, status);
        exchange.reply().head(status, exchange.answer(headers), body.length);
        exchange.reply().write(body, 0, body.length);
        exchange.reply().end();
    }

    /** What became of a request: the port to the books' read side. */
    @FunctionalInterface
    public interface Receipts {
        void answer(Exchange exchange, Known known);
    }
}
