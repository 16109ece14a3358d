package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pieces of which both forms of an answer to a client are made (protocols 4.3, 4.4). */
final class Answers {
    private static final JsonTree TREE = new JsonTree(Limits.DEFAULT, false);

    private Answers() {}

    static Json text(String text) {
        return new Members().put("text", text).obj();
    }

    static Json thought(String text) {
        return new Members().put("text", text).put("thought", true).obj();
    }

    static Json media(String mediaType, String base64) {
        Json.Obj data =
                new Members().put("mimeType", mediaType).put("data", base64).obj();
        return new Members().put("inlineData", data).obj();
    }

    /** A call with its arguments as an object; null if they are none (G03). */
    static @Nullable Json call(String id, String name, String arguments, String signature) {
        Json parsed = arguments.isBlank() ? Json.Obj.EMPTY : parsed(arguments);
        if (!(parsed instanceof Json.Obj)) {
            return null;
        }
        Members call = new Members();
        if (!id.isEmpty()) {
            call.put("id", id);
        }
        Members part = new Members()
                .put("functionCall", call.put("name", name).put("args", parsed).obj());
        return signature.isEmpty()
                ? part.obj()
                : part.put("thoughtSignature", signature).obj();
    }

    private static @Nullable Json parsed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return TREE.read(bytes, 0, bytes.length);
        } catch (JsonError notJson) {
            return null;
        }
    }

    /** A candidate that says this; {@code parts} is empty where it says nothing now. */
    static Members candidate(int index, List<Json> parts) {
        Json.Obj content = new Members()
                .put("parts", new Json.Arr(parts))
                .put("role", "model")
                .obj();
        return new Members().put("content", content).put("index", index);
    }

    static void finish(Members candidate, Finish reason) {
        candidate.put("finishReason", Words.of(reason));
        if (reason == Finish.BAD_TOOL_CALL) {
            candidate.put("finishMessage", "The model wrote a function call whose arguments are no JSON object.");
        }
    }

    /** What every document of an answer ends with. */
    static Members document(
            List<Json> candidates, @Nullable Usage usage, Envelope envelope, ChatEvent.Started started) {
        String model = envelope.shownModel().isEmpty() ? started.model() : envelope.shownModel();
        return new Members()
                .putAny("candidates", candidates)
                .put("usageMetadata", usage == null ? null : usage(usage))
                .put("modelVersion", model)
                .put("responseId", started.id().isEmpty() ? envelope.requestId() : started.id());
    }

    /** Totals include what was cached; thoughts stand apart from the rest of the output (protocols 9.1, G04). */
    static Json.Obj usage(Usage usage) {
        Members counts = new Members().put("promptTokenCount", usage.totalIn());
        long cached = usage.cacheRead() + usage.cachedAudioIn() + usage.cachedImageIn();
        if (cached > 0) {
            counts.put("cachedContentTokenCount", cached);
        }
        counts.put("candidatesTokenCount", usage.totalOut() - usage.reasoning());
        if (usage.reasoning() > 0) {
            counts.put("thoughtsTokenCount", usage.reasoning());
        }
        counts.put("totalTokenCount", usage.totalIn() + usage.totalOut());
        details(
                counts,
                "promptTokensDetails",
                usage.totalIn(),
                usage.audioIn() + usage.cachedAudioIn(),
                usage.imageIn() + usage.cachedImageIn());
        details(counts, "cacheTokensDetails", cached, usage.cachedAudioIn(), usage.cachedImageIn());
        details(
                counts,
                "candidatesTokensDetails",
                usage.totalOut() - usage.reasoning(),
                usage.audioOut(),
                usage.imageOut());
        return counts.obj();
    }

    /** Only where there is something beside text to tell. */
    private static void details(Members counts, String name, long total, long audio, long image) {
        if (audio + image == 0) {
            return;
        }
        List<Json> details = new ArrayList<>();
        detail(details, "TEXT", total - audio - image);
        detail(details, "AUDIO", audio);
        detail(details, "IMAGE", image);
        counts.putAny(name, details);
    }

    private static void detail(List<Json> details, String modality, long count) {
        if (count > 0) {
            details.add(new Members()
                    .put("modality", modality)
                    .put("tokenCount", count)
                    .obj());
        }
    }
}
