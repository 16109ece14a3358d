package dev.pontage.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.anthropic.AnthropicChat;
import dev.pontage.dialect.bedrock.ConverseChat;
import dev.pontage.dialect.chat.ChatCodec.Asked;
import dev.pontage.dialect.gemini.GeminiChat;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.openai.OpenAiChat;
import dev.pontage.dialect.openai.OpenAiResponsesChat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Every codec of chats, and requests and answers in its protocol, for the laws and for what tries to break them. */
public enum Corpus {
    OPENAI_CHAT(new OpenAiChat(), "gpt-5", Signer.CLAUDE, Framing.EVENTS),
    OPENAI_RESPONSES(new OpenAiResponsesChat(), "gpt-5", Signer.OPENAI, Framing.EVENTS),
    ANTHROPIC(new AnthropicChat(), "claude-sonnet-4-20250514", Signer.CLAUDE, Framing.EVENTS),
    GEMINI(new GeminiChat(), "gemini-2.5-pro", Signer.GOOGLE, Framing.EVENTS),
    BEDROCK(new ConverseChat(), "anthropic.claude-sonnet-4-20250514-v1:0", Signer.CLAUDE, Framing.FRAMES);

    private static final JsonTree TREE = new JsonTree(Limits.DEFAULT, true);

    /** The paths of requests, which the case files name. */
    private static final Map<Corpus, Predicate<String>> PATHS = Map.of(
            OPENAI_CHAT, path -> path.endsWith("/chat/completions"),
            OPENAI_RESPONSES, path -> path.endsWith("/responses"),
            ANTHROPIC, path -> path.endsWith("/messages"),
            GEMINI, path -> path.contains(":generateContent") || path.contains(":streamGenerateContent"),
            BEDROCK, path -> path.endsWith("/converse") || path.endsWith("/converse-stream"));

    @SuppressWarnings("ImmutableEnumChecker") // Codecs keep no state.
    private final ChatCodec codec;

    private final String model;
    private final Signer signer;
    private final Framing stream;

    Corpus(ChatCodec codec, String model, Signer signer, Framing stream) {
        this.codec = codec;
        this.model = model;
        this.signer = signer;
        this.stream = stream;
    }

    public ChatCodec codec() {
        return codec;
    }

    /** A model that takes nearly everything. */
    public String model() {
        return model;
    }

    /** Whose signatures it reads without a word. */
    Signer signer() {
        return signer;
    }

    /** Bodies of requests: those of the corpus' file, then those of the case files that the codec reads. */
    public List<String> requests() {
        List<String> bodies = new ArrayList<>(file());
        for (CaseFiles.Section section : CaseFiles.sections()) {
            String[] words = section.title().split(" ");
            if (section.title().startsWith("client sends POST")
                    && Objects.requireNonNull(PATHS.get(this)).test(words[3].replaceAll("\\?.*", ""))
                    && reads(section.body())) {
                bodies.add(section.body());
            }
        }
        return bodies;
    }

    private List<String> file() {
        String name = "/corpus/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".jsonl";
        try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean reads(String body) {
        try {
            read(body);
            return true;
        } catch (Malformed | JsonError refused) {
            return false; // a story of a refusal
        }
    }

    ChatRequest read(String body) {
        return codec.read(json(body), new Asked(this == GEMINI || this == BEDROCK ? "m" : "", false));
    }

    ChatRequest read(Json body) {
        return read(JsonText.of(body));
    }

    static Json json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return TREE.read(bytes, 0, bytes.length);
    }

    /** Answers: what it writes of everything that can be said, and what upstreams in the case files write. */
    public List<byte[]> answers(boolean streamed) {
        List<byte[]> answers = new ArrayList<>();
        for (List<ChatEvent> saying : Sayings.ALL) {
            answers.add(written(streamed ? stream : Framing.WHOLE, saying));
        }
        if (this == GEMINI && streamed) {
            answers.add(written(Framing.ARRAY, Sayings.ALL.getFirst()));
        }
        for (CaseFiles.Section section : CaseFiles.sections()) {
            boolean events =
                    section.body().startsWith("data:") || section.body().startsWith("event:");
            if (this != BEDROCK && section.title().matches("upstream [0-9]+ answers 200.*") && (events == streamed)) {
                answers.add((section.body() + (events ? "\n\n" : "")).getBytes(StandardCharsets.UTF_8));
            }
        }
        assertTrue(answers.size() >= Sayings.ALL.size());
        return answers;
    }

    byte[] written(Framing framing, List<ChatEvent> saying) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReplyWriter writer = codec.writer(new Envelope("r", 7, "", framing, true));
        for (ChatEvent event : Sayings.begun(saying)) {
            writer.event(event, (b, from, to) -> bytes.write(b, from, to - from));
        }
        writer.end(Usage.text(3, 4), (b, from, to) -> bytes.write(b, from, to - from));
        return bytes.toByteArray();
    }

    Framing stream() {
        return stream;
    }
}
