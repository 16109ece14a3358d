package dev.pontage.dialect.embed;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.json.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which vectors a client wants, whatever protocol it speaks.
 *
 * @param model as the client named it; empty if it named none
 * @param inputs at least one, at most {@link #INPUTS_LIMIT}
 * @param dimensions how many numbers a vector is to have; 0: the client did not say
 * @param task null: the client did not say
 * @param packed whether the client wants base64 of little-endian 32-bit floats in place of numbers
 * @param endUser who asks, in the client's own words; empty if it did not say
 * @param form the client dialect's own word for the form of its request, which its answer takes after; empty where
 *     there is one form only
 * @param losses what the reader did not understand, and nobody can therefore pass on
 */
public record EmbeddingRequest(
        String model,
        List<Input> inputs,
        int dimensions,
        @Nullable Task task,
        boolean packed,
        String endUser,
        String form,
        List<Loss> losses) {
    /** How many inputs one request may have (protocols 1.2). */
    public static final int INPUTS_LIMIT = 2_048;

    /** More numbers than any model's vector has. */
    public static final int DIMENSIONS_LIMIT = 65_536;

    /** The words under which errors and losses name the fields. */
    public static final String INPUT = "input";

    public static final String DIMENSIONS = "dimensions";
    public static final String TASK = "input_type";
    public static final String END_USER = "user";

    public EmbeddingRequest {
        inputs = List.copyOf(inputs);
        losses = List.copyOf(losses);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("no input");
        }
    }

    /**
     * The texts, for an upstream that reads nothing else (B03).
     *
     * @throws Malformed if one is given as tokens: what they spell, only the model's own tokenizer knows
     */
    public List<String> texts() {
        List<String> texts = new ArrayList<>(inputs.size());
        for (Input input : inputs) {
            switch (input) {
                case Input.Text(String text) -> texts.add(text);
                case Input.Tokens _ ->
                    throw new Malformed(INPUT, "holds numbers of tokens, which this provider cannot read: send text");
            }
        }
        return texts;
    }
}
