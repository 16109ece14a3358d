package dev.pontage.testkit.simulator;

import dev.pontage.testkit.simulator.Protocol.Outcome;
import dev.pontage.testkit.wire.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Embeddings by InvokeModel, in the three forms that Bedrock has (protocols 5.5). */
final class BedrockEmbeddings {
    private static final int COHERE_TEXTS = 96;
    private static final int COHERE_CHARACTERS = 2_048;

    private BedrockEmbeddings() {}

    static Outcome answer(JsonNode body, String model) {
        At root = At.root(body);
        if (model.contains("amazon.titan-embed-text")) {
            return titan(root, model.contains("-v1"));
        }
        if (model.contains("cohere.embed")) {
            return cohere(root);
        }
        if (model.contains("amazon.nova") && model.contains("embed")) {
            return nova(root);
        }
        throw Violation.at("", "The model is not supported for this operation: " + model);
    }

    private static Outcome titan(At root, boolean first) {
        int dimensions = 1_536;
        if (first) {
            root.only("inputText");
        } else {
            root.only("inputText", "dimensions", "normalize", "embeddingTypes");
            dimensions = 1_024;
            if (root.has("dimensions")) {
                dimensions = (int) root.get("dimensions").integer(1, 4_096);
                oneOf(root.get("dimensions"), dimensions, 256, 512, 1_024);
            }
        }
        String text = root.need("inputText").nonEmpty();
        Simulator.refuseIfTold(Script.of(text));
        long tokens = Tokens.of(text);
        ObjectNode answer = Json.object("embedding", Vectors.of(text, dimensions), "inputTextTokenCount", tokens);
        return outcome(answer, tokens);
    }

    private static Outcome cohere(At root) {
        root.only("texts", "input_type", "truncate", "embedding_types", "output_dimension");
        root.need("input_type").oneOf("search_document", "search_query", "classification", "clustering", "image");
        if (root.has("truncate")) {
            root.get("truncate").oneOf("NONE", "START", "END", "LEFT", "RIGHT");
        }
        List<At> texts = root.need("texts").items();
        if (texts.isEmpty() || texts.size() > COHERE_TEXTS) {
            throw root.get("texts").fail("expected maxItems: " + COHERE_TEXTS + ", actual: " + texts.size());
        }
        List<JsonNode> vectors = new ArrayList<>();
        List<String> said = new ArrayList<>();
        long tokens = 0;
        for (At text : texts) {
            if (text.nonEmpty().length() > COHERE_CHARACTERS) {
                throw text.fail("expected maxLength: " + COHERE_CHARACTERS);
            }
            Simulator.refuseIfTold(Script.of(text.text()));
            vectors.add(Json.array(Vectors.of(text.text(), 1_024)));
            said.add(text.text());
            tokens += Tokens.of(text.text());
        }
        boolean typed = root.has("embedding_types");
        ObjectNode answer = Json.object(
                "id",
                "sim",
                "texts",
                said,
                "embeddings",
                typed ? Json.object("float", vectors) : Json.array(vectors),
                "response_type",
                typed ? "embeddings_by_type" : "embeddings_floats");
        return outcome(answer, tokens);
    }

    private static Outcome nova(At root) {
        root.only("schemaVersion", "taskType", "singleEmbeddingParams");
        root.need("taskType").oneOf("SINGLE_EMBEDDING");
        At parameters = root.need("singleEmbeddingParams").only("embeddingPurpose", "embeddingDimension", "text");
        parameters
                .need("embeddingPurpose")
                .oneOf("GENERIC_INDEX", "GENERIC_RETRIEVAL", "TEXT_RETRIEVAL", "CLASSIFICATION", "CLUSTERING");
        int dimensions = 3_072;
        if (parameters.has("embeddingDimension")) {
            dimensions = (int) parameters.get("embeddingDimension").integer(1, 4_096);
            oneOf(parameters.get("embeddingDimension"), dimensions, 256, 384, 1_024, 3_072);
        }
        At text = parameters.need("text").only("truncationMode", "value");
        text.need("truncationMode").oneOf("START", "END", "NONE");
        String said = text.need("value").nonEmpty();
        Simulator.refuseIfTold(Script.of(said));
        ObjectNode answer = Json.object(
                "embeddings", List.of(Json.object("embeddingType", "TEXT", "embedding", Vectors.of(said, dimensions))));
        return outcome(answer, Tokens.of(said));
    }

    private static void oneOf(At place, int value, int... allowed) {
        for (int one : allowed) {
            if (one == value) {
                return;
            }
        }
        throw place.fail(value + " is not supported");
    }

    private static Outcome outcome(ObjectNode answer, long tokens) {
        return new Outcome(
                Answer.json(
                        200,
                        answer.toString(),
                        "x-amzn-bedrock-input-token-count: " + tokens,
                        "x-amzn-requestid: sim-embed"),
                Optional.of(new Bill(tokens, 0, 0, 0, 0)));
    }
}
