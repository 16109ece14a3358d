package dev.pontage.resource;

import dev.pontage.price.Price;
import dev.pontage.resource.Spec.SettingSpec;
import java.util.List;

/** Reads the spec of a {@code Setting}; its name says which one it is. */
final class SettingReader {
    /** {@code value}: a model name, what serves a name that nobody knows (S4.27). */
    static final String DEFAULT_MODEL = "defaultModel";

    /** {@code value}: {@code asked} or {@code upstream}, whose name answers carry (C4). */
    static final String ANSWER_MODEL = "answerModel";

    /** {@code input} and {@code output}: USD per million tokens that budgets count for an unpriced model. */
    static final String UNPRICED_ASSUMED = "unpriced.assumed";

    static final List<String> NAMES = List.of(DEFAULT_MODEL, ANSWER_MODEL, UNPRICED_ASSUMED);

    private static final List<String> ANSWER_MODELS = List.of("asked", "upstream");

    private static final FieldTable DEFAULT_MODEL_TABLE =
            FieldTable.of("the setting " + DEFAULT_MODEL).required("value", new Shape.Words("a model name"));
    private static final FieldTable ANSWER_MODEL_TABLE =
            FieldTable.of("the setting " + ANSWER_MODEL).required("value", new Shape.OneOf(ANSWER_MODELS));
    private static final FieldTable UNPRICED_ASSUMED_TABLE = FieldTable.of("the setting " + UNPRICED_ASSUMED)
            .required("input", new Shape.Usd(" per million tokens"))
            .required("output", new Shape.Usd(" per million tokens"));

    private SettingReader() {}

    static SettingSpec read(String name, Tree.Fields spec, Scope scope) {
        return switch (name) {
            case DEFAULT_MODEL ->
                new SettingSpec.DefaultModel(new Reading(spec, DEFAULT_MODEL_TABLE, scope).text("value"));
            case ANSWER_MODEL ->
                new SettingSpec.AnswerModel(new Reading(spec, ANSWER_MODEL_TABLE, scope)
                        .text("value")
                        .equals("upstream"));
            case UNPRICED_ASSUMED -> {
                Reading fields = new Reading(spec, UNPRICED_ASSUMED_TABLE, scope);
                yield new SettingSpec.UnpricedAssumed(Price.text(
                        Price.ASSUMED.version(),
                        fields.nanoUsd("input", Price.ASSUMED.input()),
                        fields.nanoUsd("output", Price.ASSUMED.output())));
            }
            default -> throw new IllegalArgumentException("no such setting: " + name);
        };
    }
}
