package dev.pontage.dialect.embed;

import dev.pontage.dialect.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A request in an upstream's dialect: one leg or several.
 *
 * @param losses what the client asked for and the dialect cannot say, the reader's losses included
 */
public record Legs(List<Leg> legs, List<Loss> losses) {
    public Legs {
        legs = List.copyOf(legs);
        losses = List.copyOf(losses);
    }

    /** Splits inputs into legs of at most {@code most}; {@code leg} writes the one of the inputs from and to. */
    public static List<Leg> split(int inputs, int most, BiFunction<Integer, Integer, Leg> leg) {
        List<Leg> legs = new ArrayList<>();
        for (int from = 0; from < inputs; from += most) {
            legs.add(leg.apply(from, Math.min(inputs, from + most)));
        }
        return legs;
    }
}
