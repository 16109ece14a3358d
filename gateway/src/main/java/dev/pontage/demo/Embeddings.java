package dev.pontage.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers of Embeddings: unit vectors that depend on the input alone (OpenAI, CreateEmbeddingResponse). */
final class Embeddings {
    private static final int USUAL_DIMENSIONS = 256;
    private static final int MAX_DIMENSIONS = 4_096;
    private static final int MAX_INPUTS = 2_048;

    /** Most numbers in one answer; OpenAI's own limit on inputs and dimensions together would be 8 million. */
    private static final int MAX_NUMBERS = 1 << 20;

    private Embeddings() {}

    /**
     * Answers one request.
     *
     * @throws Rejected as OpenAI refuses it
     */
    static Play answer(Body body, Seed seed) {
        String model = body.model();
        List<JsonNode> inputs = inputs(body.at("input"));
        int dimensions = (int) body.whole("dimensions", USUAL_DIMENSIONS, 1, MAX_DIMENSIONS);
        if ((long) inputs.size() * dimensions > MAX_NUMBERS) {
            throw Rejected.field("input", "Invalid 'input': the demo gives at most " + MAX_NUMBERS + " numbers.");
        }
        boolean base64 = base64(body.at("encoding_format").asString("float"));
        long tokens = 0;
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        for (int index = 0; index < inputs.size(); index++) {
            JsonNode input = inputs.get(index);
            tokens += input.isArray() ? input.size() : Tokens.of(input.asString(""));
            ObjectNode item = data.addObject().put("object", "embedding").put("index", index);
            put(item, vector(Seed.of(input.toString()), dimensions), base64);
        }
        answer.put("model", model);
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        Script script = ScriptReader.read(inputs.getFirst().asString(""), Set.of());
        return new Frames(script, seed).whole(answer);
    }

    /** A text, several, one list of tokens, or several. */
    private static List<JsonNode> inputs(JsonNode input) {
        boolean several = input.isArray() && !input.isEmpty() && !input.path(0).isNumber();
        List<JsonNode> inputs = several ? List.copyOf(input.values()) : List.of(input);
        boolean readable = !inputs.isEmpty()
                && inputs.size() <= MAX_INPUTS
                && inputs.stream().allMatch(it -> it.isString() || (it.isArray() && !it.isEmpty()));
        if (!readable) {
            throw Rejected.field(
                    "input",
                    "Invalid 'input': expected text, tokens, or an array of up to " + MAX_INPUTS + " of either.");
        }
        return inputs;
    }

    private static boolean base64(String format) {
        return switch (format) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw Rejected.field("encoding_format", "Invalid 'encoding_format': float or base64.");
        };
    }

    private static float[] vector(Seed seed, int dimensions) {
        SplittableRandom random = seed.random(0);
        double[] drawn = new double[dimensions];
        double square = 0;
        for (int i = 0; i < dimensions; i++) {
            drawn[i] = random.nextDouble(-1, 1);
            square += drawn[i] * drawn[i];
        }
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (drawn[i] / Math.sqrt(square));
        }
        return vector;
    }

    /** As numbers, or as the base64 of little-endian floats, which the SDKs ask for. */
    private static void put(ObjectNode item, float[] vector, boolean base64) {
        if (!base64) {
            ArrayNode numbers = item.putArray("embedding");
            for (float number : vector) {
                numbers.add(number);
            }
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        item.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
    }
}
