package dev.pontage.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The prices that are shipped, dated and with their sources in {@code prices/starter.json}, for operators who have not
 * entered their own.
 */
public final class StarterPrices {
    private static final String FILE = "prices/starter.json";

    private StarterPrices() {}

    /** Reads what is shipped. */
    public static Shipped load() {
        try (InputStream in = StarterPrices.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("not shipped: " + FILE);
            }
            return read(JsonMapper.shared().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException e) {
            throw new IllegalStateException(FILE + " is damaged", e);
        }
    }

    static Shipped read(JsonNode file) {
        String version = file.get("version").asString();
        Map<String, Price> prices = new TreeMap<>();
        Map<String, Set<String>> sections = new TreeMap<>();
        file.get("vendors").properties().forEach(section -> {
            JsonNode models = section.getValue().get("models");
            models.properties().forEach(model -> prices.put(model.getKey(), price(version, model.getValue())));
            sections.put(section.getKey(), Set.copyOf(models.propertyNames()));
        });
        return new Shipped(new PriceBook(version, prices, Map.of(), Price.ASSUMED), sections);
    }

    /** With the fallbacks of the classes: cache to input, reasoning to output; the rest has none. */
    private static Price price(String version, JsonNode classes) {
        long input = nanoUsd(classes, "input", Price.UNPRICED);
        long output = nanoUsd(classes, "output", Price.UNPRICED);
        return new Price(
                version,
                input,
                nanoUsd(classes, "cacheRead", input),
                nanoUsd(classes, "cacheWrite5m", input),
                nanoUsd(classes, "cacheWrite1h", input),
                output,
                nanoUsd(classes, "reasoning", output),
                nanoUsd(classes, "audioIn", Price.UNPRICED),
                nanoUsd(classes, "audioOut", Price.UNPRICED),
                nanoUsd(classes, "imageIn", Price.UNPRICED),
                nanoUsd(classes, "imageOut", Price.UNPRICED),
                nanoUsd(classes, "cachedAudioIn", Price.UNPRICED),
                nanoUsd(classes, "cachedImageIn", Price.UNPRICED),
                nanoUsd(classes, "units", Price.UNPRICED),
                0);
    }

    private static long nanoUsd(JsonNode classes, String name, long fallback) {
        JsonNode usd = classes.get(name);
        return usd == null ? fallback : Money.nanoUsd(usd.asString());
    }

    /** What is shipped: prices by model, of all vendors together, and the models that each section prices. */
    public record Shipped(PriceBook book, Map<String, Set<String>> modelsBySection) {
        public Shipped {
            modelsBySection = Map.copyOf(modelsBySection);
        }
    }
}
