package dev.pontage.resource;

import dev.pontage.price.Money;
import dev.pontage.price.Price;
import dev.pontage.resource.Spec.PriceBookSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the spec of a {@code PriceBook}: USD per million units of each class, exact decimals. */
final class PriceBookReader {
    private static final Shape PRICE = new Shape.Usd(" per million");
    private static final int MAX_OUTPUT_TOKENS = 100_000_000;

    private static final FieldTable TABLE = FieldTable.of("a PriceBook")
            .optional("models", new Shape.Mapping("prices by model"))
            .optional("costs", new Shape.Mapping("prices by provider/model or model"))
            .notBuilt("account", "currency", "multiplier", "tiers", "validFrom");

    private static final FieldTable PRICES = FieldTable.of("a price")
            .optional("input", PRICE)
            .optional("cacheRead", PRICE)
            .optional("cacheWrite5m", PRICE)
            .optional("cacheWrite1h", PRICE)
            .optional("output", PRICE)
            .optional("reasoning", PRICE)
            .optional("audioIn", PRICE)
            .optional("audioOut", PRICE)
            .optional("imageIn", PRICE)
            .optional("imageOut", PRICE)
            .optional("cachedAudioIn", PRICE)
            .optional("cachedImageIn", PRICE)
            .optional("units", PRICE)
            .optional("maxOutputTokens", new Shape.Whole(1, MAX_OUTPUT_TOKENS, "tokens"));

    private PriceBookReader() {}

    static PriceBookSpec read(Tree.Fields spec, Scope scope) {
        Reading fields = new Reading(spec, TABLE, scope);
        if (!fields.has("models") && !fields.has("costs")) {
            scope.wrong(spec.line(), "expected models, costs or both");
        }
        return new PriceBookSpec(prices(fields, "models"), prices(fields, "costs"));
    }

    private static Map<String, Price> prices(Reading book, String section) {
        Map<String, Price> prices = new LinkedHashMap<>();
        book.mapping(section).entries().forEach((model, entry) -> {
            Scope at = book.scope(section).at(model);
            if (entry.value() instanceof Tree.Fields mapping) {
                prices.put(model, price(new Reading(mapping, PRICES, at), mapping, at));
            } else {
                at.wrong(
                        entry.value().line(), "expected prices by class, such as {input: \"2.50\", output: \"10.00\"}");
            }
            if (model.indexOf('*') >= 0) {
                at.wrong(entry.line(), "expected the name of one model, without *");
            }
        });
        return prices;
    }

    /** The fallbacks of the classes: cache to input, reasoning to output; audio, images and units have none (D7). */
    private static Price price(Reading fields, Tree.Fields mapping, Scope scope) {
        if (mapping.entries().keySet().stream().allMatch("maxOutputTokens"::equals)) {
            scope.wrong(mapping.line(), "expected at least one price, such as input");
        }
        long input = tokens(fields, scope, "input", Price.UNPRICED);
        long output = tokens(fields, scope, "output", Price.UNPRICED);
        return new Price(
                "",
                input,
                tokens(fields, scope, "cacheRead", input),
                tokens(fields, scope, "cacheWrite5m", input),
                tokens(fields, scope, "cacheWrite1h", input),
                output,
                tokens(fields, scope, "reasoning", output),
                tokens(fields, scope, "audioIn", Price.UNPRICED),
                tokens(fields, scope, "audioOut", Price.UNPRICED),
                tokens(fields, scope, "imageIn", Price.UNPRICED),
                tokens(fields, scope, "imageOut", Price.UNPRICED),
                tokens(fields, scope, "cachedAudioIn", Price.UNPRICED),
                tokens(fields, scope, "cachedImageIn", Price.UNPRICED),
                fields.nanoUsd("units", Price.UNPRICED),
                fields.whole("maxOutputTokens", 0));
    }

    /** A price of tokens: what is above the limit is a mistake, and sums of it would overflow. */
    private static long tokens(Reading fields, Scope scope, String name, long absent) {
        long nanoUsd = fields.nanoUsd(name, absent);
        if (fields.has(name) && nanoUsd > Price.MAX_PER_MILLION_TOKENS) {
            scope.at(name)
                    .wrong(
                            fields.line(name),
                            "expected at most " + Money.usd(Price.MAX_PER_MILLION_TOKENS) + " USD per million tokens");
        }
        return nanoUsd;
    }
}
