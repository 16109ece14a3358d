package dev.pontage.dialect.gemini;

import static dev.pontage.dialect.gemini.Spelling.at;
import static dev.pontage.dialect.gemini.Spelling.list;

import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.embed.EmbeddingCodec;
import dev.pontage.dialect.embed.EmbeddingReply;
import dev.pontage.dialect.embed.EmbeddingRequest;
import dev.pontage.dialect.embed.Input;
import dev.pontage.dialect.embed.Leg;
import dev.pontage.dialect.embed.Legs;
import dev.pontage.dialect.embed.Task;
import dev.pontage.dialect.embed.Vector;
import dev.pontage.dialect.embed.VectorReader;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Place;
import dev.pontage.dialect.json.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code embedContent} and {@code batchEmbedContents}, in and out of the canonical form (protocols 4.6).
 *
 * <p>A batch is many requests that may differ; one that crosses may differ in its contents only, since other protocols
 * say all else once.
 */
public final class GeminiEmbeddings implements EmbeddingCodec {
    /** How many requests one batch may have: the service refuses more. */
    private static final int BATCH_LIMIT = 100;

    private static final String BATCH = "batch";
    private static final Shape VECTORS = VectorReader.shape("embedding.values", "embeddings[].values");

    @Override
    public EmbeddingRequest read(Json body, String model) {
        Place root = Place.root(body);
        root.object();
        Place batch = root.at("requests");
        List<Place> requests = batch.isPresent() ? list(batch) : List.of(root);
        if (requests.isEmpty()) {
            throw batch.malformed("must not be empty");
        }
        if (requests.size() > EmbeddingRequest.INPUTS_LIMIT) {
            throw batch.malformed("may have at most " + EmbeddingRequest.INPUTS_LIMIT + " items");
        }
        Losses losses = new Losses();
        List<Input> inputs = new ArrayList<>(requests.size());
        Wanted first = null;
        for (Place request : requests) {
            Wanted wanted = new Wanted(task(at(request, "taskType"), losses), (int)
                    at(request, "outputDimensionality").integer(1, EmbeddingRequest.DIMENSIONS_LIMIT, 0));
            if (first != null && !first.equals(wanted)) {
                throw request.malformed("must want the same 'taskType' and 'outputDimensionality' as the others");
            }
            first = wanted;
            request.at("model").text("");
            inputs.add(input(request.at("content").required(), losses));
            losses.addAll(request.unread());
        }
        if (batch.isPresent()) {
            losses.addAll(root.unread());
        }
        Task task = first == null ? null : first.task;
        int dimensions = first == null ? 0 : first.dimensions;
        String form = batch.isPresent() ? BATCH : "";
        return new EmbeddingRequest(model, inputs, dimensions, task, false, "", form, losses.list());
    }

    /** What all requests of a batch have to want alike. */
    private record Wanted(@Nullable Task task, int dimensions) {}

    /** Several parts of one content are one text. */
    private static Input input(Place content, Losses losses) {
        StringBuilder text = new StringBuilder();
        if (content.isText()) {
            text.append(content.text());
        } else {
            for (Place part : list(content.at("parts"))) {
                if (part.isObject() && !part.at("text").isPresent()) {
                    throw part.malformed("must have 'text': this model embeds nothing else");
                }
                text.append(part.isText() ? part.text() : part.at("text").text());
                losses.addAll(part.unread());
            }
            content.at("role").text("");
            losses.addAll(content.unread());
        }
        if (text.isEmpty()) {
            throw content.malformed("must not be empty");
        }
        return new Input.Text(text.toString());
    }

    private static @Nullable Task task(Place place, Losses losses) {
        return switch (place.text("TASK_TYPE_UNSPECIFIED")) {
            case "TASK_TYPE_UNSPECIFIED" -> null;
            case "RETRIEVAL_QUERY" -> Task.QUERY;
            case "RETRIEVAL_DOCUMENT" -> Task.DOCUMENT;
            case "SEMANTIC_SIMILARITY" -> Task.SIMILARITY;
            case "CLASSIFICATION" -> Task.CLASSIFICATION;
            case "CLUSTERING" -> Task.CLUSTERING;
            case "QUESTION_ANSWERING" -> Task.QUESTION;
            case "FACT_VERIFICATION" -> Task.FACT_CHECK;
            case "CODE_RETRIEVAL_QUERY" -> Task.CODE_QUERY;
            default -> {
                losses.add(place.path());
                yield null;
            }
        };
    }

    @Override
    public Legs write(EmbeddingRequest request, String model) {
        List<String> texts = request.texts();
        Losses losses = new Losses();
        request.losses().forEach(loss -> losses.add(loss.field()));
        if (!request.endUser().isEmpty()) {
            losses.add(EmbeddingRequest.END_USER);
        }
        List<Leg> legs = Legs.split(texts.size(), BATCH_LIMIT, (from, to) -> leg(request, texts, model, from, to));
        return new Legs(legs, losses.list());
    }

    private static Leg leg(EmbeddingRequest request, List<String> texts, String model, int from, int to) {
        if (texts.size() == 1) {
            String path = GeminiPath.path(model, GeminiPath.EMBED);
            return new Leg(path, Map.of(), one(request, texts.getFirst()).obj(), 0, 1);
        }
        String resource = model.startsWith("models/") || model.startsWith("tunedModels/") ? model : "models/" + model;
        List<Json> requests = new ArrayList<>(to - from);
        for (String text : texts.subList(from, to)) {
            Members each = new Members().put("model", resource);
            one(request, text).obj().members().forEach(each::put);
            requests.add(each.obj());
        }
        Json.Obj body = new Members().put("requests", new Json.Arr(requests)).obj();
        return new Leg(GeminiPath.path(model, GeminiPath.EMBED_BATCH), Map.of(), body, from, to - from);
    }

    private static Members one(EmbeddingRequest request, String text) {
        Json part = new Members().put("text", text).obj();
        Members one = new Members()
                .put(
                        "content",
                        new Members().put("parts", new Json.Arr(List.of(part))).obj());
        Task task = request.task();
        if (task != null) {
            one.put("taskType", word(task));
        }
        if (request.dimensions() > 0) {
            one.put("outputDimensionality", request.dimensions());
        }
        return one;
    }

    private static String word(Task task) {
        return switch (task) {
            case QUERY -> "RETRIEVAL_QUERY";
            case DOCUMENT -> "RETRIEVAL_DOCUMENT";
            case SIMILARITY -> "SEMANTIC_SIMILARITY";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
            case QUESTION -> "QUESTION_ANSWERING";
            case FACT_CHECK -> "FACT_VERIFICATION";
            case CODE_QUERY -> "CODE_RETRIEVAL_QUERY";
        };
    }

    @Override
    public Passage tap(Headers head) {
        return GeminiTap.passages(Operation.Kind.EMBEDDINGS, "").passage(false);
    }

    @Override
    public VectorReader reader() {
        return new VectorReader(VECTORS);
    }

    @Override
    public void write(EmbeddingRequest request, EmbeddingReply reply, Sink client) {
        boolean batch = request.form().equals(BATCH);
        pass(batch ? "{\"embeddings\":[" : "{\"embedding\":", client);
        for (int i = 0; i < reply.vectors().size(); i++) {
            Vector.Numbers vector = reply.vectors().get(i).numbers();
            pass((i == 0 ? "" : ",") + "{\"values\":", client);
            client.pass(vector.bytes(), vector.from(), vector.to());
            pass("}", client);
        }
        pass(batch ? "]}" : "}", client);
    }

    private static void pass(String text, Sink client) {
        byte[] bytes = Gemini.utf8(text);
        client.pass(bytes, 0, bytes.length);
    }
}
