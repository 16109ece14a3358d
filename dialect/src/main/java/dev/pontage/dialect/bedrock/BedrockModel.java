package dev.pontage.dialect.bedrock;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's id tells of what the model takes, for one API serves models that differ.
 *
 * <p>An id may be a model's, an inference profile's ({@code us.anthropic...}) or an ARN; one that an account made up
 * (an application inference profile, an imported model) tells nothing, and then the client is believed. Facts of AWS's
 * user guide, read on 2026-11-21: prompt caching, structured outputs, tool choice, adaptive thinking.
 *
 * @param version of Claude, such as 45 for 4.5; 0 for others
 */
record BedrockModel(Family family, int version, String id) {
    private static final Pattern CLAUDE = Pattern.compile("claude-(?:[a-z]+-)?([1-9])(?:-([0-9]))?(?![0-9])");

    /** Claude 2 and Instant, which say their version otherwise. */
    private static final Pattern OLD_CLAUDE = Pattern.compile("claude-(?:v[0-9]|instant)");

    private static final int CLAUDE_UNNAMED = 40;

    /** Others that hold their answer to a schema. */
    private static final List<String> SCHEMAS = List.of(
            "qwen3",
            "gpt-oss",
            "deepseek.v3",
            "gemma-3",
            "minimax",
            "kimi",
            "nemotron",
            "mistral-large-3",
            "ministral-3",
            "magistral",
            "voxtral");

    /** Models that refuse {@code system}: the first text models of several makers. */
    private static final List<String> NO_INSTRUCTIONS = List.of(
            "amazon.titan-text",
            "mistral.mistral-7b-instruct",
            "mistral.mixtral-8x7b-instruct",
            "cohere.command-text",
            "cohere.command-light",
            "ai21.j2");

    static BedrockModel of(String model) {
        String id = model.toLowerCase(Locale.ROOT);
        if (id.contains("claude")) {
            return new BedrockModel(Family.CLAUDE, claude(id), id);
        }
        return new BedrockModel(family(id), 0, id);
    }

    private static Family family(String id) {
        if (id.contains("amazon.nova")) {
            return Family.NOVA;
        }
        if (id.contains("mistral.")) {
            return Family.MISTRAL;
        }
        boolean opaque =
                id.startsWith("arn:") && !id.contains(":foundation-model/") && !id.contains(":inference-profile/");
        return opaque ? Family.UNKNOWN : Family.OTHER;
    }

    private static int claude(String id) {
        Matcher named = CLAUDE.matcher(id);
        if (named.find()) {
            int minor = named.group(2) == null ? 0 : Integer.parseInt(named.group(2));
            return Integer.parseInt(named.group(1)) * 10 + minor;
        }
        return OLD_CLAUDE.matcher(id).find() ? 20 : CLAUDE_UNNAMED;
    }

    private boolean claudeFrom(int least) {
        return family == Family.CLAUDE && version >= least;
    }

    /** Whether {@code system} is known. */
    boolean readsInstructions() {
        return NO_INSTRUCTIONS.stream().noneMatch(id::contains);
    }

    /** Whether {@code cachePoint} is known. */
    boolean caches() {
        return claudeFrom(35) || family == Family.NOVA || family == Family.UNKNOWN;
    }

    /** Whether {@code cachePoint} may stand among tools and after a tool's result. */
    boolean cachesTools() {
        return caches() && family != Family.NOVA;
    }

    /** Whether {@code toolChoice} is known. */
    boolean choosesTools() {
        return choosesOneTool() || family == Family.MISTRAL;
    }

    /** Whether {@code toolChoice} may name a tool. */
    boolean choosesOneTool() {
        return claudeFrom(30) || family == Family.NOVA || family == Family.UNKNOWN;
    }

    /** Whether Claude's own switch against parallel calls is known. */
    boolean stopsParallelTools() {
        return claudeFrom(45);
    }

    /** Whether {@code outputConfig.textFormat} and {@code strict} tools are known. */
    boolean keepsSchemas() {
        return claudeFrom(45) || family == Family.UNKNOWN || SCHEMAS.stream().anyMatch(id::contains);
    }

    /** Whether an answer may be begun for the model. */
    boolean goesOn() {
        return !claudeFrom(46);
    }

    /** Whether temperature, top_p and top_k are refused. */
    boolean samplesAsItLikes() {
        return claudeFrom(47);
    }

    /** Whether temperature and top_p together are refused. */
    boolean wantsOneSampling() {
        return claudeFrom(41);
    }

    /** Tool ids have to be nine letters and digits. */
    boolean wantsShortIds() {
        return family == Family.MISTRAL;
    }

    /** Whether a budget of thought may be given where an effort is better. */
    boolean takesBudget() {
        return version < 47;
    }

    boolean takesMaxEffort() {
        return claudeFrom(47) || (claudeFrom(46) && id.contains("opus"));
    }

    /** Whether it thinks though nobody asked. */
    boolean thinksUnasked() {
        return claudeFrom(50);
    }

    /** Whether one that thinks unasked can be told not to; Fable and Mythos cannot. */
    boolean stopsThinking() {
        return id.contains("opus") || id.contains("sonnet") || id.contains("haiku");
    }

    /** Whether it can do without thinking. */
    boolean canBeQuiet() {
        return !thinksUnasked() || stopsThinking();
    }

    /** Whether it may not be made to call a tool while it thinks. */
    boolean choosesFreelyWhenThinking() {
        return thinking() == Thinking.BUDGET || thinking() == Thinking.ADAPTIVE;
    }

    /** Whether its own earlier thoughts may be in the history. */
    boolean remembersThoughts() {
        return thinking() != Thinking.NONE;
    }

    Thinking thinking() {
        if (family == Family.CLAUDE) {
            return version >= 46 ? Thinking.ADAPTIVE : version >= 37 ? Thinking.BUDGET : Thinking.NONE;
        }
        if (family == Family.UNKNOWN) {
            return Thinking.BUDGET;
        }
        if (id.contains("amazon.nova-2")) {
            return Thinking.NOVA;
        }
        if (id.contains("gpt-oss")) {
            return Thinking.GPT_OSS;
        }
        return id.contains("deepseek.v3") || id.contains("deepseek-v3") ? Thinking.DEEPSEEK : Thinking.NONE;
    }

    /** How it is asked for vectors. */
    Embeds embeds() {
        if (id.contains("titan-embed-image")) {
            return Embeds.TITAN_IMAGE;
        }
        if (id.contains("titan-embed")) {
            return id.contains("titan-embed-text-v2") ? Embeds.TITAN_2 : Embeds.TITAN_1;
        }
        if (id.contains("cohere.embed")) {
            return id.contains("-v3")
                    ? id.contains("-light-") ? Embeds.COHERE_3_LIGHT : Embeds.COHERE_3
                    : Embeds.COHERE_4;
        }
        return id.contains("amazon.nova") && id.contains("embed") ? Embeds.NOVA : Embeds.NOTHING;
    }

    /** The forms of a body that asks for vectors (protocols 5.5; AWS's user guide, read on 2026-11-21). */
    enum Embeds {
        TITAN_1,
        TITAN_2,
        TITAN_IMAGE,
        COHERE_3,
        COHERE_3_LIGHT,
        COHERE_4,
        NOVA,
        /** It is no model for that, or its id does not tell. */
        NOTHING;

        /** How many texts one call may have. */
        int texts() {
            return switch (this) {
                case COHERE_3, COHERE_3_LIGHT, COHERE_4 -> 96;
                case TITAN_1, TITAN_2, TITAN_IMAGE, NOVA, NOTHING -> 1;
            };
        }

        /** How many numbers a vector may have. */
        List<Integer> dimensions() {
            return switch (this) {
                case TITAN_1 -> List.of(1536);
                case TITAN_2 -> List.of(256, 512, 1024);
                case TITAN_IMAGE -> List.of(256, 384, 1024);
                case COHERE_3 -> List.of(1024);
                case COHERE_3_LIGHT -> List.of(384);
                case COHERE_4 -> List.of(256, 512, 1024, 1536);
                case NOVA -> List.of(256, 384, 1024, 3072);
                case NOTHING -> List.of();
            };
        }
    }

    /** The makers whose models differ in more than what they can. */
    enum Family {
        CLAUDE,
        NOVA,
        MISTRAL,
        OTHER,
        /** The id does not tell. */
        UNKNOWN
    }

    /** How a model is told to think. */
    enum Thinking {
        /** {@code thinking{type:"enabled",budget_tokens}}. */
        BUDGET,
        /** {@code thinking{type:"adaptive"}} and {@code output_config{effort}}. */
        ADAPTIVE,
        /** {@code reasoningConfig{type,maxReasoningEffort}}. */
        NOVA,
        /** {@code reasoning_config}, a word. */
        DEEPSEEK,
        /** {@code reasoning_effort}, a word. */
        GPT_OSS,
        NONE
    }
}
