package dev.pontage.dialect.anthropic;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model takes, as far as its name tells: the API refuses with 400 what a model is too old or too new for
 * (protocols 3.2; Anthropic's migration guides to 4.6, 4.7 and 5).
 *
 * @param version 406 for 4.6; 0 where the name does not say, which counts as old: what old models take, all servers of
 *     this protocol take
 * @param family {@code opus}, {@code sonnet}, {@code haiku}, or empty
 */
record ClaudeModel(int version, String family) {
    /** The first number of one or two digits, and the one after it: dates are longer. */
    private static final Pattern VERSION =
            Pattern.compile("claude[^0-9]{0,64}(\\d{1,2})(?!\\d)(?:[-.](\\d{1,2})(?!\\d))?");

    private static final Pattern FAMILY = Pattern.compile("opus|sonnet|haiku");

    static ClaudeModel of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Matcher found = VERSION.matcher(lower);
        Matcher family = FAMILY.matcher(lower);
        int version = 0;
        if (found.find()) {
            String minor = found.group(2);
            version = Integer.parseInt(found.group(1)) * 100 + (minor == null ? 0 : Integer.parseInt(minor));
        }
        return new ClaudeModel(version, family.find() ? family.group() : "");
    }

    /** Most tokens of an answer where the client named no ceiling; no more than any model of its age can write. */
    long defaultMaxTokens() {
        if (version >= 307) {
            return 16_384;
        }
        return version >= 305 ? 8_192 : 4_096;
    }

    /** Whether it thinks at all; of one whose name does not say, the client is believed. */
    boolean thinks() {
        return version == 0 || version >= 307;
    }

    /** Whether it decides itself how long to think, led by an effort. */
    boolean thinksAdaptively() {
        return version >= 406;
    }

    /** Whether it can be given a number of tokens to think with. */
    boolean takesBudget() {
        return version < 407;
    }

    /** Whether it can be told not to think; one that thinks only when asked need not be. */
    boolean takesThinkingOff() {
        return version < 407 || (version >= 500 && !family.isEmpty());
    }

    /** Whether it thinks although nobody asked. */
    boolean thinksUnasked() {
        return version >= 500;
    }

    /** Whether it shows its thoughts only where that is asked for. */
    boolean hidesThoughts() {
        return version >= 407;
    }

    boolean takesEffortXhigh() {
        return version >= 407;
    }

    boolean takesEffortMax() {
        return version >= 407 || (version == 406 && family.equals("opus"));
    }

    /** Whether temperature and the like may be set. */
    boolean takesSampling() {
        return version < 407;
    }

    /** Whether temperature and top_p exclude each other (A20). */
    boolean takesOneOfTemperatureAndTopP() {
        return version >= 401;
    }

    /** Whether it goes on with an assistant's last turn. */
    boolean takesPrefill() {
        return version < 406;
    }

    /** Whether it holds an answer, and a tool's arguments, to a schema. */
    boolean takesSchema() {
        return version >= 405 || (version == 401 && family.equals("opus"));
    }
}
