package dev.pontage.price;

import java.util.Map;
import java.util.Optional;

/**
 * Prices by model name, and by provider and model where a provider's differ.
 *
 * @param version which book this is
 * @param byModel price by model name
 * @param byProviderModel what upstreams take where that differs, by {@code provider/model} or by model
 * @param assumed what budgets count for a model that nobody priced (setting {@code unpriced.assumed})
 */
public record PriceBook(String version, Map<String, Price> byModel, Map<String, Price> byProviderModel, Price assumed) {

    public static final PriceBook EMPTY = new PriceBook("", Map.of(), Map.of(), Price.ASSUMED);

    public PriceBook {
        byModel = Map.copyOf(byModel);
        byProviderModel = Map.copyOf(byProviderModel);
    }

    /** What accounts pay for a model, by its mapped name. */
    public Optional<Price> charge(String model) {
        return Optional.ofNullable(byModel.get(model));
    }

    /** What budgets count for a model: its price, or the assumed one. */
    public Price forBudget(String model) {
        Price price = byModel.get(model);
        return price == null ? assumed : price;
    }

    /** What a provider takes for one of its models: its own price, any provider's, else what accounts pay. */
    public Optional<Price> cost(String provider, String upstreamModel) {
        if (!byProviderModel.isEmpty()) {
            Price own = byProviderModel.get(provider + "/" + upstreamModel);
            Price any = own != null ? own : byProviderModel.get(upstreamModel);
            if (any != null) {
                return Optional.of(any);
            }
        }
        return Optional.ofNullable(byModel.get(upstreamModel));
    }
}
