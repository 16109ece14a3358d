package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Unit vectors that follow from their texts. */
final class Vectors {
    private Vectors() {}

    static List<Float> of(String text, int dimensions) {
        Random random = new Random(text.hashCode());
        double[] values = new double[dimensions];
        double sum = 0;
        for (int i = 0; i < dimensions; i++) {
            values[i] = random.nextGaussian();
            sum += values[i] * values[i];
        }
        List<Float> vector = new ArrayList<>();
        for (double value : values) {
            vector.add((float) (value / Math.sqrt(sum)));
        }
        return vector;
    }
}
