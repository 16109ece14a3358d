package dev.pontage.dialect.openai;

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
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Place;
import dev.pontage.dialect.json.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /embeddings}, in and out of the canonical form (protocols 1.2, 1.3, 12).
 *
 * <p>{@code input_type} is no field of OpenAI's own, but clients of several compatible servers send it.
 */
public final class OpenAiEmbeddings implements EmbeddingCodec {
    private static final Shape VECTORS = VectorReader.shape("data[].embedding");

    private static final Map<String, Task> TASKS = Map.of(
            "query",
            Task.QUERY,
            "search_query",
            Task.QUERY,
            "document",
            Task.DOCUMENT,
            "passage",
            Task.DOCUMENT,
            "search_document",
            Task.DOCUMENT,
            "classification",
            Task.CLASSIFICATION,
            "clustering",
            Task.CLUSTERING);

    @Override
    public EmbeddingRequest read(Json body, String model) {
        Place root = Place.root(body);
        root.object();
        String named = root.at("model").text("");
        List<Input> inputs = inputs(root.at("input").required());
        int dimensions = (int) root.at("dimensions").integer(1, EmbeddingRequest.DIMENSIONS_LIMIT, 0);
        Task task = task(root.at("input_type"));
        boolean packed = packed(root.at("encoding_format"));
        String user = root.at("user").text("");
        Losses losses = new Losses();
        losses.addAll(root.unread());
        return new EmbeddingRequest(
                model.isEmpty() ? named : model, inputs, dimensions, task, packed, user, "", losses.list());
    }

    private static List<Input> inputs(Place input) {
        if (input.isText()) {
            return List.of(text(input));
        }
        List<Place> items = input.items();
        if (items.isEmpty()) {
            throw input.malformed("must not be empty");
        }
        if (!items.getFirst().isText() && !items.getFirst().isArray()) {
            return List.of(tokens(input));
        }
        if (items.size() > EmbeddingRequest.INPUTS_LIMIT) {
            throw input.malformed("may have at most " + EmbeddingRequest.INPUTS_LIMIT + " items");
        }
        return items.stream()
                .map(item -> item.isArray() ? tokens(item) : text(item))
                .toList();
    }

    private static Input text(Place text) {
        if (text.text().isEmpty()) {
            throw text.malformed("must not be empty");
        }
        return new Input.Text(text.text());
    }

    private static Input tokens(Place tokens) {
        List<Json> numbers = new ArrayList<>();
        for (Place token : tokens.items()) {
            numbers.add(Json.Num.of(token.required().integer(0, Integer.MAX_VALUE, 0)));
        }
        if (numbers.isEmpty()) {
            throw tokens.malformed("must not be empty");
        }
        return new Input.Tokens(numbers);
    }

    private static @Nullable Task task(Place place) {
        if (!place.isPresent()) {
            return null;
        }
        Task task = TASKS.get(place.text());
        if (task == null) {
            throw place.malformed("must be 'query', 'document', 'classification' or 'clustering'");
        }
        return task;
    }

    private static boolean packed(Place format) {
        return switch (format.text("float")) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw format.malformed("must be 'float' or 'base64'");
        };
    }

    /** Numbers are asked for as such, so that they keep their spelling, unless the client wants them packed anyhow. */
    @Override
    public Legs write(EmbeddingRequest request, String model) {
        Losses losses = new Losses();
        request.losses().forEach(loss -> losses.add(loss.field()));
        if (request.task() != null) {
            losses.add(EmbeddingRequest.TASK);
        }
        List<Leg> legs = Legs.split(
                request.inputs().size(), EmbeddingRequest.INPUTS_LIMIT, (from, to) -> leg(request, model, from, to));
        return new Legs(legs, losses.list());
    }

    private static Leg leg(EmbeddingRequest request, String model, int from, int to) {
        List<Json> inputs = new ArrayList<>(to - from);
        for (Input input : request.inputs().subList(from, to)) {
            inputs.add(
                    switch (input) {
                        case Input.Text(String text) -> new Json.Str(text);
                        case Input.Tokens(List<Json> numbers) -> new Json.Arr(numbers);
                    });
        }
        Members body = new Members()
                .put("model", model)
                .put("input", new Json.Arr(inputs))
                .put("encoding_format", request.packed() ? "base64" : "float");
        if (request.dimensions() > 0) {
            body.put("dimensions", request.dimensions());
        }
        if (!request.endUser().isEmpty()) {
            body.put("user", request.endUser());
        }
        return new Leg("/embeddings", Map.of(), body.obj(), from, to - from);
    }

    @Override
    public Passage tap(Headers head) {
        return OpenAiTap.unchanged(Operation.Kind.EMBEDDINGS, false);
    }

    @Override
    public VectorReader reader() {
        return new VectorReader(VECTORS);
    }

    @Override
    public void write(EmbeddingRequest request, EmbeddingReply reply, Sink client) {
        pass("{\"object\":\"list\",\"data\":[", client);
        for (int i = 0; i < reply.vectors().size(); i++) {
            pass((i == 0 ? "" : ",") + "{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":", client);
            switch (reply.vectors().get(i)) {
                case Vector.Numbers(byte[] bytes, int from, int to) -> client.pass(bytes, from, to);
                case Vector.Packed(String base64) -> pass('"' + base64 + '"', client);
            }
            pass("}", client);
        }
        String model = new String(JsonText.quote(reply.model()), StandardCharsets.UTF_8);
        pass(
                "],\"model\":" + model + ",\"usage\":{\"prompt_tokens\":" + reply.inputTokens() + ",\"total_tokens\":"
                        + reply.inputTokens() + "}}",
                client);
    }

    private static void pass(String text, Sink client) {
        byte[] bytes = OpenAi.utf8(text);
        client.pass(bytes, 0, bytes.length);
    }
}
