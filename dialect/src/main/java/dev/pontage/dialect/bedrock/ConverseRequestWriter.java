package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Setting;
import dev.pontage.dialect.chat.Settings;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From what a request means to a Converse request (protocols 5.2). */
final class ConverseRequestWriter {
    private static final BigDecimal LEAST_TOP_P_OF_THINKING = new BigDecimal("0.95");
    private static final Set<String> TIERS = Set.of("priority", "default", "flex", "reserved");
    private static final int METADATA_LIMIT = 16;
    private static final int METADATA_CHARS_LIMIT = 256;
    private static final String ONLY_JSON =
            "Answer with one JSON object and nothing else: no code fence, no words before or after it.";

    private final ChatRequest request;
    private final BedrockModel model;
    private final ToolNames names;
    private final AnswerPlan plan;
    private final Losses losses = new Losses();
    private final Settings.Taking settings;

    /** {@code additionalModelRequestFields}: what the model's own protocol has and this one has not. */
    private final Members fields = new Members();

    private ConverseRequestWriter(ChatRequest request, String model) {
        this.request = request;
        this.model = BedrockModel.of(model);
        this.names = ToolNames.of(request);
        this.plan = AnswerPlan.of(request, this.model, names);
        this.settings = request.settings().taking();
    }

    /** {@code model}: the upstream's id of it, or an ARN. */
    static Written write(ChatRequest request, String model) {
        return new ConverseRequestWriter(request, model).written(model);
    }

    private Written written(String id) {
        if (settings.take(Setting.ANSWERS) != null) {
            throw new Malformed("n", "must be 1, for this model's API gives one answer");
        }
        ConverseTurnsWriter turns = new ConverseTurnsWriter(model, names, losses);
        turns.read(request.turns());
        Json maxTokens = settings.take(Setting.MAX_TOKENS);
        ConverseReasoning reasoning = reasoning(maxTokens, turns.mayThink());
        reasoning.fields().members().forEach(fields::put);
        if (plan.way() == AnswerPlan.Way.ASKED) {
            losses.add("response_format");
            turns.instruct(instruction());
        }
        Members body = new Members();
        body.put("messages", new Json.Arr(turns.messages(request.mark(), reasoning.thinks())));
        body.putAny("system", turns.system());
        Members inference = inference(reasoning, maxTokens);
        Json.Obj tools = new ConverseToolsWriter(request, model, names, plan, losses)
                .write(turns.calledTools(), reasoning.thinks(), fields);
        if (!inference.isEmpty()) {
            body.put("inferenceConfig", inference.obj());
        }
        body.put("toolConfig", tools).put("outputConfig", format());
        others(body);
        if (!fields.isEmpty()) {
            body.put("additionalModelRequestFields", fields.obj());
        }
        settings.left().forEach(setting -> losses.add(setting.word()));
        List<Loss> all = new ArrayList<>(request.losses());
        all.addAll(losses.list());
        return new Written(ConversePath.of(id, request.stream()), Map.of(), body.obj(), all);
    }

    private ConverseReasoning reasoning(@Nullable Json maxTokens, boolean mayThink) {
        Reasoning asked = request.reasoning();
        if (asked == null) {
            return ConverseReasoning.NONE;
        }
        if (!asked.isOff() && plan.forces(request, model) && model.choosesFreelyWhenThinking() && model.canBeQuiet()) {
            losses.add("reasoning_effort");
            return ConverseReasoning.off(model, losses);
        }
        long most = maxTokens instanceof Json.Num number ? whole(number) : 0;
        return ConverseReasoning.of(asked, model, most, mayThink, losses);
    }

    // ---- sampling

    private Members inference(ConverseReasoning reasoning, @Nullable Json maxTokens) {
        Members inference = new Members();
        inference.put("maxTokens", reasoning.maxTokens() > 0 ? Json.Num.of(reasoning.maxTokens()) : maxTokens);
        Json.Num temperature = number(Setting.TEMPERATURE);
        Json.Num topP = number(Setting.TOP_P);
        if (temperature != null && (model.samplesAsItLikes() || (reasoning.thinks() && !isOne(temperature)))) {
            temperature = lost(Setting.TEMPERATURE);
        }
        if (topP != null && !mayHaveTopP(topP, reasoning.thinks(), temperature != null)) {
            topP = lost(Setting.TOP_P);
        }
        if (temperature != null && exact(temperature).compareTo(BigDecimal.ONE) > 0) {
            losses.add(Setting.TEMPERATURE.word());
            temperature = Json.Num.of(1); // elsewhere it goes up to 2
        }
        inference.put("temperature", temperature);
        inference.put("topP", topP);
        inference.putAny("stopSequences", stops());
        topK(reasoning.thinks());
        return inference;
    }

    private Json.@Nullable Num number(Setting setting) {
        return settings.take(setting) instanceof Json.Num number ? number : null;
    }

    private boolean mayHaveTopP(Json.Num topP, boolean thinks, boolean withTemperature) {
        if (model.samplesAsItLikes() || (withTemperature && model.wantsOneSampling())) {
            return false;
        }
        return !thinks || exact(topP).compareTo(LEAST_TOP_P_OF_THINKING) >= 0;
    }

    private Json.@Nullable Num lost(Setting setting) {
        losses.add(setting.word());
        return null;
    }

    private static boolean isOne(Json.Num number) {
        return exact(number).compareTo(BigDecimal.ONE) == 0;
    }

    private List<Json> stops() {
        List<Json> stops = new ArrayList<>();
        if (settings.take(Setting.STOP) instanceof Json.Arr array) {
            for (Json stop : array.items()) {
                boolean blank = stop instanceof Json.Str(String text) && text.isBlank();
                if (blank && model.family() == BedrockModel.Family.CLAUDE) {
                    losses.add(Setting.STOP.word());
                } else {
                    stops.add(stop);
                }
            }
        }
        return stops;
    }

    private void topK(boolean thinks) {
        Json topK = settings.take(Setting.TOP_K);
        if (topK == null) {
            return;
        }
        if (thinks || model.samplesAsItLikes()) {
            losses.add(Setting.TOP_K.word());
            return;
        }
        switch (model.family()) {
            case CLAUDE, MISTRAL, UNKNOWN -> fields.put("top_k", topK);
            case NOVA ->
                fields.put("inferenceConfig", new Members().put("topK", topK).obj());
            case OTHER -> losses.add(Setting.TOP_K.word());
        }
    }

    // ---- the answer's form

    private Json.@Nullable Obj format() {
        if (plan.way() != AnswerPlan.Way.SCHEMA || !(request.format() instanceof AnswerFormat.Schema schema)) {
            return null;
        }
        Members definition = new Members().put("schema", JsonText.of(Schemas.closed(schema.schema())));
        if (!schema.name().isEmpty()) {
            definition.put("name", schema.name());
        }
        if (!schema.description().isEmpty()) {
            definition.put("description", schema.description());
        }
        Json.Obj format = new Members()
                .put("type", "json_schema")
                .put("structure", Blocks.of("jsonSchema", definition.obj()))
                .obj();
        return Blocks.of("textFormat", format);
    }

    private String instruction() {
        return request.format() instanceof AnswerFormat.Schema schema
                ? ONLY_JSON + " It has to match this JSON schema: " + JsonText.of(schema.schema())
                : ONLY_JSON;
    }

    // ---- what else there is

    private void others(Members body) {
        Json metadata = settings.take(Setting.METADATA);
        if (metadata instanceof Json.Obj object && isMetadata(object)) {
            body.put("requestMetadata", object);
        } else if (metadata != null) {
            losses.add(Setting.METADATA.word());
        }
        if (settings.take(Setting.SERVICE_TIER) instanceof Json.Str(String tier)) {
            if (TIERS.contains(tier)) {
                body.put("serviceTier", new Members().put("type", tier).obj());
            } else if (!tier.equals("auto")) {
                losses.add(Setting.SERVICE_TIER.word());
            }
        }
        // Then an answer that a stop string ended says which (F03).
        if (request.settings().get(Setting.STOP) != null && model.family() == BedrockModel.Family.CLAUDE) {
            body.put(
                    "additionalModelResponseFieldPaths",
                    new Json.Arr(List.of(new Json.Str(ConverseReplyReader.STOP_SEQUENCE_PATH))));
        }
    }

    private static boolean isMetadata(Json.Obj metadata) {
        if (metadata.members().isEmpty() || metadata.members().size() > METADATA_LIMIT) {
            return false;
        }
        return metadata.members().entrySet().stream()
                .allMatch(entry -> isMetadata(entry.getKey(), 1)
                        && entry.getValue() instanceof Json.Str(String text)
                        && isMetadata(text, 0));
    }

    private static boolean isMetadata(String text, int least) {
        if (text.length() < least || text.length() > METADATA_CHARS_LIMIT) {
            return false;
        }
        return text.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || Character.isWhitespace(c)
                        || ":_@$#=/+,-.".indexOf(c) >= 0);
    }

    private static BigDecimal exact(Json.Num number) {
        return new BigDecimal(number.spelling());
    }

    /** A reader has made sure that it is one. */
    private static long whole(Json.Num number) {
        return exact(number).longValue();
    }
}
