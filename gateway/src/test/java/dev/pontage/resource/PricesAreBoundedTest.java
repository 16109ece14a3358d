package dev.pontage.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A price is so low that what it is multiplied with stays within what money is counted in")
final class PricesAreBoundedTest {
    @Test
    @DisplayName("L-23 F-51: more than 10,000 USD per million tokens is refused, by name, for every class of tokens")
    void tokens() throws IOException {
        assertEquals(List.of(), new Desk().problems(Yaml.priceBook("usd", "{m: {input: \"10000\"}}")));
        for (String name : List.of("input", "output", "cacheRead", "reasoning", "audioIn", "imageOut")) {
            assertEquals(
                    List.of("a.yaml:1: spec.models.m." + name + ": expected at most 10000.00 USD per million tokens"),
                    new Desk().problems(Yaml.priceBook("usd", "{m: {" + name + ": \"10000.000000001\"}}")));
        }
    }

    @Test
    @DisplayName("a unit may be an image or a film, and cost more")
    void units() throws IOException {
        assertEquals(List.of(), new Desk().problems(Yaml.priceBook("usd", "{m: {units: \"5000000\"}}")));
    }
}
