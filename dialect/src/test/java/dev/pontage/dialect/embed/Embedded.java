package dev.pontage.dialect.embed;

import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.bedrock.InvokeEmbeddings;
import dev.pontage.dialect.gemini.GeminiEmbeddings;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.openai.OpenAiEmbeddings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests for embeddings as a gateway would carry them: one client, one upstream, as many legs as that wants. */
final class Embedded {
    static final EmbeddingCodec OPENAI = new OpenAiEmbeddings();
    static final EmbeddingCodec GEMINI = new GeminiEmbeddings();
    static final EmbeddingCodec BEDROCK = new InvokeEmbeddings();

    static final String TITAN = "amazon.titan-embed-text-v2:0";
    static final String COHERE = "cohere.embed-multilingual-v3";
    static final String NOVA = "amazon.nova-2-multimodal-embeddings-v1:0";

    final EmbeddingRequest request;
    final EmbeddingJoin join;

    /** {@code '} stands for {@code "}. */
    Embedded(EmbeddingCodec client, EmbeddingCodec upstream, String model, String body) {
        request = client.read(json(body), "");
        join = new EmbeddingJoin(client, upstream, request, model, "req-1", "asked");
    }

    /** What goes up for a leg, with its path. */
    String sent(int leg) {
        return join.conversion(leg).path()
                + ' '
                + new String(join.conversion(leg).body(), StandardCharsets.UTF_8).replace('"', '\'');
    }

    List<Loss> losses() {
        return join.conversion(0).losses();
    }

    /** What the client gets for these answers to the legs, in order. */
    String answered(String... answers) {
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        List<Passage> passages = new ArrayList<>();
        for (int leg = 0; leg < join.legs(); leg++) {
            Passage passage = join.passage(leg, Headers.NONE);
            feed(passage, answers[leg]);
            if (!passage.terminal()) {
                throw new AssertionError("leg " + leg + ": " + passage.failure());
            }
            passages.add(passage);
        }
        passages.forEach(passage -> passage.release((bytes, from, to) -> client.write(bytes, from, to - from)));
        return client.toString(StandardCharsets.UTF_8).replace('"', '\'');
    }

    /** Feeds a whole answer; {@code '} stands for {@code "}. */
    static void feed(Passage passage, String answer) {
        byte[] bytes = answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        passage.feed(bytes, 0, bytes.length, (_, _, _) -> {
            throw new AssertionError("a leg alone says nothing to a client");
        });
    }

    static Json json(String text) {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new JsonTree(Limits.DEFAULT, true).read(bytes, 0, bytes.length);
    }

    static String text(Json json) {
        return JsonText.of(json).replace('"', '\'');
    }
}
