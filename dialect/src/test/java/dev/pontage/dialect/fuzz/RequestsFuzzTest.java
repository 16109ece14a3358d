package dev.pontage.dialect.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Operation.BodyMode;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.bedrock.InvokeEmbeddings;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Corpus;
import dev.pontage.dialect.embed.EmbeddingCodec;
import dev.pontage.dialect.embed.EmbeddingRequest;
import dev.pontage.dialect.gemini.GeminiEmbeddings;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.list.Dialects;
import dev.pontage.dialect.openai.OpenAiEmbeddings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

@Label("No request makes a reader throw anything but its own error")
class RequestsFuzzTest {
    private static final JsonTree STRICT = new JsonTree(Limits.DEFAULT, true);
    private static final Map<Corpus, List<byte[]>> CHATS = new EnumMap<>(Corpus.class);

    static {
        for (Corpus corpus : Corpus.values()) {
            CHATS.put(corpus, corpus.requests().stream().map(Mutations::utf8).toList());
        }
    }

    private static final List<byte[]> EMBEDDINGS = List.of(
            Mutations.utf8(
                    "{\"model\":\"m\",\"input\":[\"A\",[1,2]],\"dimensions\":256,\"encoding_format\":\"base64\"}"),
            Mutations.utf8("{\"input\":\"A\",\"input_type\":\"query\",\"user\":\"u\"}"),
            Mutations.utf8("{\"requests\":[{\"model\":\"models/m\",\"content\":{\"parts\":[{\"text\":\"A\"}]},"
                    + "\"taskType\":\"CLUSTERING\",\"outputDimensionality\":8},{\"content\":\"B\"}]}"),
            Mutations.utf8("{\"inputText\":\"A\",\"dimensions\":256,\"embeddingTypes\":[\"float\"]}"),
            Mutations.utf8("{\"texts\":[\"A\",\"B\"],\"input_type\":\"search_query\",\"truncate\":\"END\"}"),
            Mutations.utf8("{\"taskType\":\"SINGLE_EMBEDDING\",\"singleEmbeddingParams\":{\"embeddingPurpose\":"
                    + "\"TEXT_RETRIEVAL\",\"text\":{\"value\":\"A\"}}}"));

    @Property(seed = Mutations.SEED, tries = 1_200, edgeCases = EdgeCasesMode.NONE)
    @Label("a chat is read and written for every upstream, or refused by the name of a field")
    void chats(@ForAll Corpus corpus, @ForAll long seed) {
        Random random = Mutations.random(seed);
        for (int round = 0; round < Mutations.ROUNDS; round++) {
            Json body = json(Mutations.spoiled(chats(corpus), random));
            if (body != null) {
                chat(corpus, body);
            }
        }
    }

    private static void chat(Corpus corpus, Json body) {
        ChatRequest request;
        try {
            request = corpus.codec().read(body, new ChatCodec.Asked("m", false));
        } catch (Malformed refused) {
            assertNotNull(refused.getMessage());
            return;
        }
        for (Corpus upstream : Corpus.values()) {
            try {
                Json written = upstream.codec()
                        .write(request, upstream.model(), Set.of())
                        .body();
                assertNotNull(json(JsonText.bytes(written)));
            } catch (Malformed refused) {
                assertNotNull(refused.getMessage());
            }
        }
    }

    @Property(seed = Mutations.SEED, tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    @Label("a request for embeddings is read and written for every upstream, or refused by the name of a field")
    void embeddings(@ForAll long seed) {
        List<EmbeddingCodec> codecs = List.of(new OpenAiEmbeddings(), new GeminiEmbeddings(), new InvokeEmbeddings());
        Random random = Mutations.random(seed);
        for (int round = 0; round < Mutations.ROUNDS; round++) {
            Json body = json(Mutations.spoiled(EMBEDDINGS, random));
            for (EmbeddingCodec client : codecs) {
                for (EmbeddingCodec upstream : codecs) {
                    try {
                        EmbeddingRequest request = client.read(body == null ? Json.Null.NULL : body, "m");
                        upstream.write(request, "amazon.titan-embed-text-v2:0");
                    } catch (Malformed refused) {
                        assertNotNull(refused.getMessage());
                    }
                }
            }
        }
    }

    @Property(seed = Mutations.SEED, tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    @Label("a look at any body, and a judgement of any error, throw nothing at all")
    void looks(@ForAll Corpus corpus, @ForAll long seed) {
        Random random = Mutations.random(seed);
        for (int round = 0; round < Mutations.ROUNDS; round++) {
            byte[] body = Mutations.spoiled(random.nextBoolean() ? chats(corpus) : EMBEDDINGS, random);
            for (Dialect dialect : Dialects.all("/receipts/{id}")) {
                for (Operation operation : dialect.operations()) {
                    if (operation.body() == BodyMode.REPLAYED) {
                        assertNotNull(dialect.peek(operation, new Parameters("m", "alt=sse"), body, body.length));
                    }
                }
                int status = 400 + random.nextInt(200);
                assertNotNull(dialect.failure(status, Headers.NONE, body, body.length, 0));
            }
        }
    }

    @Property(seed = Mutations.SEED, tries = 1_500, edgeCases = EdgeCasesMode.NONE)
    @Label("a tree is what was read, or there is a JsonError: writing it and reading it again changes nothing")
    void trees(@ForAll Corpus corpus, @ForAll boolean strict, @ForAll long seed) {
        Random random = Mutations.random(seed);
        JsonTree tree = new JsonTree(Limits.DEFAULT, strict);
        for (int round = 0; round < Mutations.ROUNDS; round++) {
            byte[] bytes = Mutations.spoiled(chats(corpus), random);
            try {
                Json json = tree.read(bytes, 0, bytes.length);
                byte[] again = JsonText.bytes(json);
                assertEquals(json, STRICT.read(again, 0, again.length));
            } catch (JsonError refused) {
                assertNotNull(refused.getMessage());
            }
        }
    }

    private static List<byte[]> chats(Corpus corpus) {
        return Objects.requireNonNull(CHATS.get(corpus));
    }

    private static @Nullable Json json(byte[] bytes) {
        try {
            return STRICT.read(bytes, 0, bytes.length);
        } catch (JsonError refused) {
            return null;
        }
    }
}
